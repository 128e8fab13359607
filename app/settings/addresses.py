"""Settings that are addresses: of the site, of hosts and of the database."""

import re
from pathlib import Path
from typing import Any

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from app.settings.kinds import ValueKind

_HOST = r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*"
_SITE_URL = re.compile(
    rf"https?://(?:{_HOST}|\[[0-9a-f:.]+\])(?::\d{{1,5}})?(?P<path>(?:/[\w.~%-]+)*)",
    re.I | re.A,
)
_PURGE_URL = re.compile(
    rf"https?://(?:{_HOST}|\[[0-9a-f:.]+\])(?::\d{{1,5}})?(?:[/?][!-~]*)?", re.I | re.A
)
# Of characters that links have as they are, since servers decode the path.
_PREFIX = re.compile(r"(?:/(?!\.{1,2}(?:/|$))[\w.~-]+)*", re.A)
_TRUSTED_HOST = re.compile(rf"\.?{_HOST}", re.I)
# As a policy writes it (CSP 3, 2.3.1), without paths and what stands for any host.
_FRAMING_HOST = re.compile(rf"(?:https?://)?(?:\*\.)?{_HOST}(?::\d{{1,5}})?", re.I | re.A)
DATABASES = "an address such as sqlite:////path/site.sqlite or postgresql+psycopg://host/name"
MISSING = (
    "needs the library {}, which is not installed. For PostgreSQL, install psycopg:"
    " .venv/bin/pip install --require-hashes -r requirements/postgresql.txt"
)
# Parts of an address's query that may be secret.
_SECRET_PART = re.compile(r"pass|secret|token|key", re.I)


def _site_url(value: Any) -> str | None:
    text = value.rstrip("/") if isinstance(value, str) else ""
    found = _SITE_URL.fullmatch(text)
    return text if found and _PREFIX.fullmatch(found["path"]) else None


def _hosts(value: Any) -> list[str] | None:
    """Return the names of hosts in a list, or in a text with spaces or commas between them."""
    found = re.split(r"[ ,]+", value.strip(" ,")) if isinstance(value, str) else value
    if not isinstance(found, list | tuple) or not found:
        return None
    is_right = all(isinstance(one, str) and _TRUSTED_HOST.fullmatch(one) for one in found)
    return [one.lower() for one in found] if is_right else None


def _framing_hosts(value: Any) -> str | None:
    """Return a text of hosts with commas between them, "" for none."""
    found = re.split(r"[ ,]+", value) if isinstance(value, str) and value else []
    is_right = isinstance(value, str) and all(map(_FRAMING_HOST.fullmatch, found))
    return ", ".join(found) if is_right else None


def _purge_url(value: Any) -> str | None:
    return value if isinstance(value, str) and _PURGE_URL.fullmatch(value) else None


def _database(value: Any) -> str | None:
    """Return an address that leads to a database. Raises ValueError without its library."""
    if not isinstance(value, str) or not value.isprintable():
        return None
    # As hosting providers write it, in the variable DATABASE_URL.
    address = re.sub(r"^postgres(?=://)", "postgresql", value)
    try:
        url = make_url(address)
        # Before the library of a database that would not do is asked for.
        if url.get_backend_name() not in {"sqlite", "postgresql"}:
            return None
        url.get_dialect().import_dbapi()
    except (ArgumentError, NoSuchModuleError, ValueError):
        return None
    except ImportError as error:
        raise ValueError(MISSING.format(error.name)) from None
    return address


def database_address(given: str | None, folder: str) -> str:
    """Return the address of a site's database: the one that was set, or that of its folder."""
    return given or f"sqlite:///{Path(folder) / 'site.sqlite'}"


def without_secrets(address: str) -> str:
    """Return the address of a database without its password and other secrets."""
    url = make_url(address)
    query = {key: "hidden" if _SECRET_PART.search(key) else url.query[key] for key in url.query}
    return url.set(query=query).render_as_string(hide_password=True)


SITE_URL = ValueKind(
    _site_url, "an address such as https://ada.example or https://site.example/ada"
)
HOSTS = ValueKind(_hosts, "host names without ports, such as 'ada.example .example.org'")
FRAMING_HOSTS = ValueKind(
    _framing_hosts, "hosts separated by commas, such as 'www.example.org, *.example.com:8080'"
)
PURGE_URL = ValueKind(_purge_url, "an address such as https://cdn.example/purge")
DATABASE = ValueKind(_database, DATABASES)
