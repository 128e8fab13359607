"""The page to be compared with: the same words as a static file of plain HTML, nothing else."""

import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from subprocess import DEVNULL
from typing import Any

from tests.bench import documents, words
from tests.bench.processes import free_port, serving

PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{name}</title>
<link rel="icon" href="data:,">
<style>
  body {{ max-width: 46rem; margin: 2rem auto; padding: 0 1rem; font: 19px/1.5 Georgia, serif }}
  h1 {{ font-size: 34px }}
</style>
<h1>{name}</h1>
{paragraphs}
{works}
</html>
"""
# In one process, so that it may read the folder whoever runs it.
NGINX = """
daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ }}
http {{
  access_log off; types {{ text/html html; }}
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{ listen 127.0.0.1:{port}; root {folder}/pages; }}
}}
"""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve the page from below `folder`, by nginx where there is one; give its address."""
    pages = folder / "pages"
    pages.mkdir()
    (pages / "index.html").write_text(_page(), encoding="utf-8")
    port = free_port()
    with serving(_command(folder, port), port, errors=DEVNULL):
        yield f"http://127.0.0.1:{port}"


def _page() -> str:
    paragraphs = "\n".join(f"<p>{paragraph}</p>" for paragraph in words.BIOGRAPHY)
    works = "\n".join(map(_work, documents.publications(25)))
    return PAGE.format(name=documents.OWNER, paragraphs=paragraphs, works=works)


def _work(publication: dict[str, Any]) -> str:
    authors, beginning = ", ".join(publication["authors"]), publication["abstract"][:240]
    return f"<h2>{publication['title']}</h2>\n<p>{authors}</p>\n<p>{beginning}</p>"


def _command(folder: Path, port: int) -> Sequence[str]:
    nginx = shutil.which("nginx")
    if not nginx:
        pages = ("--bind", "127.0.0.1", "--directory", str(folder / "pages"))
        return sys.executable, "-m", "http.server", str(port), *pages
    config = folder / "nginx.conf"
    config.write_text(NGINX.format(folder=folder, port=port), encoding="utf-8")
    return nginx, "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(config)
