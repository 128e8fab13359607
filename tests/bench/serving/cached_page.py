"""A page from memory, beside nginx that serves the same bytes as a file."""

import grp
import os
import pwd
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from tempfile import NamedTemporaryFile, TemporaryDirectory

from tests.bench.processes import CannotMeasureError, free_port, serving
from tests.bench.serving import visits
from tests.bench.sites import Site
from tests.bench.table import Row

PROGRAMS = ("nginx", "wrk")
CONNECTIONS, SHARE, SLOWER = 16, 0.5, 3
# Uses until the page is compressed as well as can be, as the file is.
USES = 50
NGINX = """
daemon off; worker_processes 2; user {user} {group};
pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ }}
http {{
  access_log off; types {{ text/html html; }} sendfile on; tcp_nopush on;
  keepalive_requests 1000000; open_file_cache max=10;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{ listen 127.0.0.1:{port}; root {folder}/pages; {headers} }}
}}
"""
# What nginx adds itself.
OWN = {"content-length", "content-type", "date", "server", "connection", "etag", "last-modified"}
NUMBER, SPEED = re.compile(r"99%\s+([\d.]+)(us|ms|s)"), re.compile(r"Requests/sec:\s+([\d.]+)")
MILLISECONDS = {"us": 0.001, "ms": 1, "s": 1_000}


@dataclass(frozen=True)
class Load:
    """Answers per second, and what one in a hundred waited longer than, in milliseconds."""

    speed: float
    wait: float


def beside_nginx(site: Site, rounds: int, seconds: int) -> list[Row]:
    """Load both in turn: the page, and the answer that it has not changed."""
    if missing := [program for program in PROGRAMS if not shutil.which(program)]:
        return [Row("a page from memory", f"not measured: no {' and no '.join(missing)} here")]
    with visits.served_copy(site) as (_, server):
        connection = HTTPConnection(server.host, timeout=30)
        for _ in range(USES):
            body, headers = visits.get(connection, "/")
            connection.close()
        with _nginx(body, headers) as host:
            _, others = visits.get(HTTPConnection(host), "/")
            pages = [(load(server.host, seconds), load(host, seconds)) for _ in range(rounds)]
            same = [
                (load(server.host, seconds, headers["etag"]), load(host, seconds, others["etag"]))
                for _ in range(rounds)
            ]
    waits = median(ours.wait for ours, _ in pages), median(other.wait for _, other in pages)
    return [
        _share("a page from memory", pages),
        Row(
            f"99 of 100 of {CONNECTIONS} connections: times nginx's wait",
            f"{waits[0] / waits[1]:.2f} × ({waits[0]:.1f} : {waits[1]:.1f} ms)",
            f"≤ {SLOWER} ×",
            waits[0] > SLOWER * waits[1],
        ),
        _share("304 from memory", same),
    ]


def _share(what: str, loads: list[tuple[Load, Load]]) -> Row:
    ours, other = median(load.speed for load, _ in loads), median(load.speed for _, load in loads)
    measured = f"{ours / other:.2f} × ({ours:,.0f} : {other:,.0f} a second)"
    return Row(f"{what}: share of nginx's speed", measured, f"≥ {SHARE} ×", ours < SHARE * other)


def load(host: str, seconds: int, etag: str = "", script: str = "") -> Load:
    """Load the first page, or what a script of wrk asks for; `etag` is that of a page at hand."""
    condition = ("-H", f"If-None-Match: {etag}") if etag else ()
    command = ["wrk", "--latency", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s"]
    with NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(script)
        file.flush()
        asking = ("-s", file.name) if script else ()
        done = subprocess.run(  # noqa: S603 (our own arguments)
            [*command, *asking, "-H", "Accept-Encoding: br", *condition, f"http://{host}/"],
            capture_output=True,
            text=True,
            check=False,
        )
    wait, speed = NUMBER.search(done.stdout), SPEED.search(done.stdout)
    if not wait or not speed or "Non-2xx" in done.stdout:
        raise CannotMeasureError(f"wrk said: {(done.stderr or done.stdout).strip()}")
    return Load(float(speed[1]), float(wait[1]) * MILLISECONDS[wait[2]])


@contextmanager
def _nginx(body: bytes, headers: dict[str, str]) -> Iterator[str]:
    """Serve a compressed body with the same headers by two processes; give the host."""
    with TemporaryDirectory(prefix="vitae-bench-") as name:
        folder, port = Path(name), free_port()
        (folder / "pages").mkdir()
        (folder / "pages" / "index.html").write_bytes(body)
        added = [f'add_header {key} "{headers[key]}";' for key in headers.keys() - OWN]
        config = folder / "nginx.conf"
        config.write_text(
            NGINX.format(
                folder=folder,
                port=port,
                user=pwd.getpwuid(os.getuid()).pw_name,
                group=grp.getgrgid(os.getgid()).gr_name,
                headers=" ".join(added),
            )
        )
        errors = ("-e", str(folder / "error.log"))
        with serving(
            ["nginx", "-p", name, *errors, "-c", str(config)], port, errors=subprocess.DEVNULL
        ):
            yield f"127.0.0.1:{port}"
