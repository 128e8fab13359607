"""The pages of the guide: Markdown files in `app/guide`, read once."""

from functools import cache
from pathlib import Path

from app.services.guide.markdown import GuidePage, read_page

FOLDER = Path(__file__).parents[2] / "guide"
OVERVIEW = "README"


def find_page(name: str) -> GuidePage | None:
    """Return the page of a name such as `import` or `hosting/nginx`, or of "" the overview."""
    return all_pages().get(name)


def find_file(name: str) -> Path | None:
    """Return a file that a page links to, such as `sample/profile.png`."""
    return _linked_files().get(name)


@cache
def all_pages() -> dict[str, GuidePage]:
    """Return all pages by name, in the order in which the overview and they themselves link."""
    files = sorted(FOLDER.rglob("*.md"))
    pages = {(name := _name(file)): read_page(name, file.read_text("utf-8")) for file in files}
    first = pages[""].pages if "" in pages else []
    linked = [name for page in pages.values() for name in page.pages]
    order = dict.fromkeys(["", *first, *linked, *pages])
    return {name: pages[name] for name in order if name in pages}


@cache
def _linked_files() -> dict[str, Path]:
    """Only what a page links to is served, and only from the folder of the program."""
    names = {name for page in all_pages().values() for name in page.files}
    paths = {name: (FOLDER.parent / name).resolve() for name in names}
    return {n: p for n, p in paths.items() if p.is_file() and FOLDER.parent in p.parents}


def _name(file: Path) -> str:
    name = file.relative_to(FOLDER).with_suffix("").as_posix()
    return "" if name == OVERVIEW else name
