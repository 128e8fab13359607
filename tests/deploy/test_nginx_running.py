"""nginx with our configuration, in front of a server that tells what it got."""

import json
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from email.message import Message
from http.client import HTTPConnection, HTTPSConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.bench.processes import free_port
from tests.support.deployment import FOLDER

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (shutil.which("nginx") and shutil.which("openssl")),
        reason="nginx is not installed: its configuration was only read",
    ),
]
HOST = "ada.example"
MEGABYTE = 2**20
NONE: Mapping[str, str] = {}
# In one process, so that it may read the folder whoever runs it.
AROUND = """
daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ }}
http {{
  access_log off; gzip on; gzip_types *; gzip_proxied any;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  {site}
}}
"""
BELOW = """server {{
  listen 127.0.0.1:443 ssl;
  ssl_certificate {certificate}; ssl_certificate_key {key};
  include {file};
}}"""
FORGED = {
    "X-Forwarded-For": "203.0.113.9",
    "X-Forwarded-Host": "eve.example",
    "X-Forwarded-Proto": "http",
    "X-Forwarded-Prefix": "/eve",
}


class Echo(BaseHTTPRequestHandler):
    """Answers with the request as it arrived."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.do_POST()

    def do_POST(self) -> None:
        size = len(self.rfile.read(int(self.headers.get("Content-Length", 0))))
        got = {"path": self.path, "size": size, "headers": dict(self.headers.items())}
        body = json.dumps(got).encode() + b" " * 2_000
        is_part = "Range" in self.headers
        self.send_response(206 if is_part else 200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", '"strong"')
        self.send_header("Link", "<https://orcid.org/0000-0000-0000-0000>; rel=author, " * 200)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep the output of tests clean."""


@pytest.fixture(scope="module")
def backend() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("certificate") / "fullchain.pem"
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2"
    files = [
        "-subj",
        f"/CN={HOST}",
        "-keyout",
        str(file.with_name("privkey.pem")),
        "-out",
        str(file),
    ]
    subprocess.run([*command.split(), *files], check=True, capture_output=True)  # noqa: S603
    return file


class Answer(NamedTuple):
    """What the browser gets, and what the server behind got."""

    status: int
    headers: Message
    body: bytes

    @property
    def got(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body)
        return found


def answer_of(
    connection: HTTPConnection, path: str, headers: Mapping[str, str] = NONE, body: bytes = b""
) -> Answer:
    with closing(connection):
        connection.request("POST" if body else "GET", path, body, {"Host": HOST, **headers})
        answer = connection.getresponse()
        return Answer(answer.status, answer.headers, answer.read())


class Front:
    """nginx, reached under the name of the site."""

    def __init__(self, port: int, plain: int) -> None:
        self.port, self.plain = port, plain
        self.context = ssl.create_default_context()
        self.context.check_hostname, self.context.verify_mode = False, ssl.CERT_NONE

    def ask(self, path: str, headers: Mapping[str, str] = NONE, body: bytes = b"") -> Answer:
        connection = HTTPSConnection("127.0.0.1", self.port, context=self.context, timeout=20)
        return answer_of(connection, path, headers, body)


def run(site: str, backend: int, certificate: Path, folder: Path) -> Iterator[Front]:
    port, plain = free_port(), free_port()
    folder_of_certificate = f"/etc/letsencrypt/live/{HOST}"
    for old, new in [
        ("listen [::]:80;", ""),
        ("listen [::]:443 ssl http2;", ""),
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("listen 443 ssl", f"listen 127.0.0.1:{port} ssl"),
        ("listen 127.0.0.1:443 ssl", f"listen 127.0.0.1:{port} ssl"),
        ("127.0.0.1:5000", f"127.0.0.1:{backend}"),
        (folder_of_certificate, str(certificate.parent)),
    ]:
        site = site.replace(old, new)
    config = folder / "nginx.conf"
    config.write_text(AROUND.format(folder=folder, site=site))
    command = ["nginx", "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(config)]
    subprocess.run([*command, "-t"], check=True, capture_output=True)  # noqa: S603
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)  # noqa: S603
    try:
        await_listening(port)
        yield Front(port, plain)
    finally:
        server.terminate()
        server.wait()


def await_listening(port: int) -> None:
    for _ in range(500):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.02)
    raise AssertionError("nginx did not start")


@pytest.fixture(scope="module")
def front(
    backend: int, certificate: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Front]:
    site = (FOLDER / "nginx" / "vitae.conf").read_text()
    yield from run(site, backend, certificate, tmp_path_factory.mktemp("nginx"))


@pytest.fixture(scope="module")
def front_below(
    backend: int, certificate: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Front]:
    folder = tmp_path_factory.mktemp("below")
    included = folder / "sub-path.conf"
    text = (FOLDER / "nginx" / "sub-path.conf").read_text()
    included.write_text(text.replace("127.0.0.1:5000", f"127.0.0.1:{backend}"))
    key = certificate.with_name("privkey.pem")
    site = BELOW.format(certificate=certificate, key=key, file=included)
    yield from run(site, backend, certificate, folder)


def test_a_browser_cannot_forge_what_the_site_trusts(front: Front) -> None:
    got = front.ask("/", FORGED).got["headers"]
    assert got["X-Forwarded-For"] == "127.0.0.1"
    assert got["X-Forwarded-Host"] == got["Host"] == HOST
    assert got["X-Forwarded-Proto"] == "https"
    assert "X-Forwarded-Prefix" not in got


@pytest.mark.parametrize("size", [5, 16, 30])
def test_uploads_arrive_so_that_the_site_can_refuse_kindly(front: Front, size: int) -> None:
    answer = front.ask("/edit/import", body=b"x" * size * MEGABYTE)
    assert answer.got["size"] == size * MEGABYTE


def test_answers_pass_unchanged(front: Front) -> None:
    asked = {"Accept-Encoding": "gzip, br", "Range": "bytes=0-9"}
    whole = front.ask("/", {"Accept-Encoding": "gzip, br"})
    assert (whole.status, whole.headers["ETag"]) == (200, '"strong"')
    assert "Content-Encoding" not in whole.headers
    assert len(whole.headers["Link"]) > 10_000
    part = front.ask("/file.pdf", asked)
    assert part.status == 206
    assert part.got["headers"]["Range"] == "bytes=0-9"


def test_addresses_pass_unchanged(front: Front) -> None:
    address = "/?q=%22neural+engineering%22&topic=a%2Fb&author=%C3%A9"
    assert front.ask(address).got["path"] == address


def test_http_2_is_spoken_and_plain_http_leads_to_https(front: Front) -> None:
    front.context.set_alpn_protocols(["h2", "http/1.1"])
    with (
        socket.create_connection(("127.0.0.1", front.port), timeout=20) as connection,
        front.context.wrap_socket(connection, server_hostname=HOST) as secure,
    ):
        assert secure.selected_alpn_protocol() == "h2"
    front.context.set_alpn_protocols(["http/1.1"])
    plain = HTTPConnection("127.0.0.1", front.plain, timeout=20)
    answer = answer_of(plain, "/cv?years=5")
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{HOST}/cv?years=5")


def test_below_another_site_the_whole_path_arrives(front_below: Front) -> None:
    got = front_below.ask("/~roe/vitae/cv?years=5", FORGED).got
    assert got["path"] == "/~roe/vitae/cv?years=5"
    assert "X-Forwarded-Prefix" not in got["headers"]
    assert front_below.ask("/cv").status == 404
    assert front_below.ask("/~roe/vitae").headers["Location"].endswith("/~roe/vitae/")
