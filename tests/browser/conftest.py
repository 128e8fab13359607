"""Sites served on free local ports, and browser pages that must not report errors."""

import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import flask_migrate
import pytest
from flask import Flask
from jinja2 import BytecodeCache
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from werkzeug.serving import make_server

from app import create_app
from app.bibliography.document import reader
from app.services.accounts import invitations
from app.services.loading import document, new_site
from tests.browser import install
from tests.support import samples
from tests.support.browser_sessions import sign_in_page
from tests.support.factories import fill, many, record
from tests.support.shared_app import SharedApp, make_app

# Wider than any page, within a line and displayed; and what needs room between its columns.
MATRIX = r"\begin{pmatrix} 1 & 0 \\ 0 & 1 \end{pmatrix}"
FORMULAS = f"Long: ${' + '.join(f'x_{n}' for n in range(60))}$ and " + (
    rf"\[ {' + '.join(f'y_{n}' for n in range(90))} = {MATRIX} \]"
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = install.launch(playwright)
        yield browser
        browser.close()


def load_sample(app: Flask) -> None:
    with app.app_context():
        document.load_document(reader.read_document(samples.EMBEDDED.read_bytes()))


def serve(folder: Path, load: Callable[[Flask], object]) -> Iterator[str]:
    app = create_app({"DATABASE_URL": f"sqlite:///{folder / 'site.sqlite'}"})
    with app.app_context():
        flask_migrate.upgrade()
    load(app)
    yield from listen(app)


def listen(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    # The interval for checking whether to stop: each test would wait that long.
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The embedded sample."""
    yield from serve(tmp_path_factory.mktemp("sample"), load_sample)


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Sixty works and one of forty authors, a right-to-left title, a very long word."""
    authors = [*(f"Author {n:02}" for n in range(39)), "Ada Roe"]
    arabic = {"title": "المد والجزر في الخليج: دراسة موسمية", "language": "ar"}
    odd = [
        record(title="Many hands", year=2025, authors=authors),
        record(**arabic, year=2025, topics=["Été à Besançon"]),
        record(title="Formulas", year=2025, abstract=FORMULAS),
        record(title="Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen" * 2, year=2025),
    ]
    people = [{"name": "Éloïse d’Été-Nuñez", "level": "PhD", "role": "co", "ended_on": "2020"}]
    folder = tmp_path_factory.mktemp("large")
    yield from serve(folder, lambda app: fill(app, *odd, *many(60), people=people))


@pytest.fixture(scope="session")
def host(
    compiled: BytecodeCache, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, SharedApp]]:
    """One server for all sites that last a single test."""
    nowhere = tmp_path_factory.mktemp("host") / "nowhere.sqlite"
    app = make_app(f"sqlite:///{nowhere}", compiled)
    app.testing = False
    shared = SharedApp(app)
    for url in listen(app):
        yield url, shared


@pytest.fixture
def served(host: tuple[str, SharedApp], database: Path) -> Iterator[tuple[str, Flask]]:
    """An empty site for one test, and the application that serves it."""
    url, shared = host
    yield url, shared.begin(f"sqlite:///{database}")
    shared.end()


@dataclass(frozen=True)
class Fresh:
    """A site after `make run`: the sample, no account, and the link to create the first."""

    url: str
    link: str


@pytest.fixture
def fresh(served: tuple[str, Flask]) -> Fresh:
    url, app = served
    with app.app_context():
        document.load_document(
            reader.read_document(samples.EMBEDDED.read_bytes()), title=new_site.SAMPLE
        )
        return Fresh(url, f"{url}/welcome/{invitations.first_account_token()}")


@dataclass
class Visit:
    """A browser window with its errors and its requests to other hosts."""

    page: Page
    is_owner: bool = False
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def hear(self, complaint: str) -> None:
        """Note what the browser says, but for what it says of each refusal and focus of ours."""
        if not (self.is_owner and EXPECTED.search(complaint)):
            self.complaints.append(complaint)

    def fragments(self) -> list[str]:
        """The requested fragments, without host."""
        return [url.partition("/fragments/")[2] for url in self.requests if "/fragments/" in url]


EXPECTED = re.compile(
    "Autofocus processing was blocked|the server responded with a status of (401|409|422|503)"
)


def is_expected(cookies: Sequence[Mapping[str, Any]], seen: Visit) -> bool:
    """Visitors get no cookie; signed-in users get an HttpOnly cookie."""
    return all(seen.is_owner and cookie["httpOnly"] for cookie in cookies)


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Open windows; at the end, none of them may have reported errors."""
    opened: list[tuple[BrowserContext, Visit]] = []

    def open_window(width: int = 1280, *, is_owner: bool = False, **options: Any) -> Visit:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        context.set_default_timeout(5_000)
        seen = Visit(context.new_page(), is_owner)
        seen.page.on("console", lambda m: seen.hear(f"{m.type}: {m.text}"))
        seen.page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        seen.page.on("request", lambda request: seen.requests.append(request.url))
        opened.append((context, seen))
        return seen

    yield open_window
    for context, seen in opened:
        hosts = {url.split("/")[2] for url in seen.requests}
        cookies = context.cookies()
        context.close()
        assert seen.complaints == []
        assert len(hosts) <= 1
        assert is_expected(cookies, seen)


@pytest.fixture
def desk(visit: Callable[..., Visit], served: tuple[str, Flask]) -> tuple[Page, Flask]:
    """The profile with a signed-in user, and the application that serves it."""
    url, app = served
    works = record(abstract="On $x^2$.", topics=["Tides"]), record(title="On salt")
    fill(app, *works, profile={"biography": "I study tides."})
    page = visit(is_owner=True).page
    sign_in_page(page, url, app)
    page.goto(url)
    return page, app


@pytest.fixture
def site(served: tuple[str, Flask]) -> tuple[str, Flask]:
    """A site of one work, and the application that serves it."""
    fill(served[1], record(topics=["Tides"], work="tides"))
    return served
