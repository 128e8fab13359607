"""All settings: name, default, kind, and what each means, for programs and for people."""

from typing import Any, NamedTuple

from app.settings import addresses
from app.settings.kinds import LINE, MOST, SWITCH, ValueKind, choice, number

MINUTE, HOUR, DAY = 60, 60 * 60, 24 * 60 * 60
KB, MB = 2**10, 2**20


class Setting(NamedTuple):
    """A setting; the value of a secret one is never shown."""

    name: str
    default: Any
    kind: ValueKind
    meaning: str
    is_secret: bool = False


DATA = [
    Setting(
        "DATABASE_URL",
        None,
        addresses.DATABASE,
        "SQLAlchemy address of the database, such as `postgresql+psycopg://host/name`; by default,"
        " `site.sqlite` in the instance folder. The variable `DATABASE_URL` is read as well.",
        is_secret=True,
    ),
]
ADDRESS = [
    Setting(
        "SITE_URL",
        None,
        addresses.SITE_URL,
        "Public address of the profile, such as `https://ada.example`; canonical links, metadata,"
        " feeds and invitations begin with it. With a path (`https://site.example/ada`), the site"
        " is served below it. By default, they begin with the scheme and host of each request.",
    ),
    Setting(
        "TRUSTED_HOSTS",
        None,
        addresses.HOSTS,
        "Host names that requests may name, such as `ada.example .example.org` (a dot first means"
        " all hosts below); others get 400. By default, all.",
    ),
    Setting(
        "PROXIES",
        0,
        number(0, 100),
        "Number of trusted reverse proxies in front; only their `X-Forwarded-*` headers are used.",
    ),
    Setting(
        "EMBED_HOSTS",
        "",
        addresses.FRAMING_HOSTS,
        "Hosts whose pages may show `/embed` in a frame, separated by commas, such as"
        " `www.example.org, *.example.com:8080`.",
    ),
    Setting(
        "WORKERS",
        2,
        number(1, 64),
        "Processes that answer requests; `serve --workers` overrides it.",
    ),
]
LISTS = [
    Setting("WORKS_PER_PAGE", 25, number(1, 1_000), "Works per page of the public list."),
    Setting("WORKS_PER_TABLE", 50, number(1, 1_000), "Works per page of the owner's table."),
    Setting("FEED_ENTRIES", 50, number(1, 1_000), "Works in a feed, the newest first."),
    Setting(
        "SHOW_ALL_LIMIT",
        1000,
        number(0, 100_000),
        "“Show all” is offered up to this many works; with more, the page would be megabytes"
        " large.",
    ),
    Setting(
        "CHOICES_PER_FACET",
        8,
        number(1, 100),
        "Choices of one kind (topics, years …) that one address may combine; further ones are"
        " ignored.",
    ),
]
LIMITS = [
    Setting(
        "DOCUMENT_LIMIT",
        64 * MB,
        number(unit="bytes"),
        "Maximum size of a profile document for `load`, in bytes.",
    ),
    Setting(
        "IMPORT_AT_ONCE",
        256 * KB,
        number(0, MOST, "bytes"),
        "Imports up to this many bytes are read within the request, larger ones in the background.",
    ),
    Setting(
        "PDF_LIMIT",
        5 * MB,
        number(unit="bytes"),
        "Maximum size of an attached PDF, in bytes; Google Scholar reads no larger ones.",
    ),
    Setting(
        "MAX_CONTENT_LENGTH",
        16 * MB,
        number(unit="bytes"),
        "Maximum size of a request, in bytes. Above the limits for portraits and PDFs, their forms"
        " can explain a refusal.",
    ),
    Setting(
        "MAX_FORM_MEMORY_SIZE",
        4 * MB,
        number(unit="bytes"),
        "Maximum size of all text of one form, in bytes; a work may have thousands of authors.",
    ),
    Setting(
        "AUTHORS_LIMIT",
        5000,
        number(),
        "Maximum number of authors of a work; the largest collaborations have about this many.",
    ),
]
SIGNING_IN = [
    Setting(
        "SESSION_IDLE",
        2 * HOUR,
        number(unit="seconds"),
        "Seconds without use after which one must sign in again.",
    ),
    Setting(
        "SESSION_LONGEST",
        12 * HOUR,
        number(unit="seconds"),
        "Seconds in total after which one must sign in again.",
    ),
    Setting(
        "SESSION_REMEMBERED",
        30 * DAY,
        number(unit="seconds"),
        "Both limits, in seconds, with “Keep me signed in”.",
    ),
    Setting(
        "SIGN_IN_TRIES",
        10,
        number(),
        "Sign-in attempts per account, per IP address, and apart from these per browser that signed"
        " in before, within `SIGN_IN_PERIOD`.",
    ),
    Setting(
        "SIGN_IN_PERIOD",
        5 * MINUTE,
        number(unit="seconds"),
        "Seconds for which sign-in attempts count.",
    ),
    Setting(
        "INVITATION_LIFETIME",
        7 * DAY,
        number(unit="seconds"),
        "Seconds for which an invitation is valid.",
    ),
    Setting(
        "PASSWORD_RESET_LIFETIME",
        30 * MINUTE,
        number(unit="seconds"),
        "Seconds for which a link to reset a password is valid.",
    ),
]
LOOKUPS = [
    Setting(
        "LOOKUPS",
        True,
        SWITCH,
        "Whether identifiers may be looked up at doi.org, arXiv, ORCID and OpenAlex, and links"
        " checked; with `False`, this site asks no other host.",
    ),
    Setting("LOOKUP_TIMEOUT", 5, number(unit="seconds"), "Seconds that one response may take."),
    Setting(
        "LOOKUP_LIMIT", 2 * MB, number(unit="bytes"), "Maximum size of one response, in bytes."
    ),
    Setting(
        "LOOKUP_CONTACT",
        "",
        LINE,
        "Contact e-mail address sent to these hosts, as they request from polite clients.",
    ),
    Setting(
        "LOOKUP_OPENALEX_KEY",
        "",
        LINE,
        "OpenAlex API key (free); without one, the daily limit is lower.",
        is_secret=True,
    ),
]
CACHES = [
    Setting(
        "CACHE_S_MAXAGE",
        0,
        number(0, unit="seconds"),
        "Seconds for which a CDN or another shared cache may give public pages without asking"
        " (`s-maxage`). By default it asks each time, so that a change is visible at once.",
    ),
    Setting(
        "CACHE_STALE_WHILE_REVALIDATE",
        0,
        number(0, unit="seconds"),
        "Seconds more in which caches, those of visitors' browsers too, may give a page while they"
        " ask for a newer one; only with `CACHE_S_MAXAGE`.",
    ),
    Setting(
        "PURGE_URL",
        None,
        addresses.PURGE_URL,
        "Address to which each change is told by a POST request, so that a CDN forgets the pages"
        " that it has.",
    ),
    Setting(
        "PURGE_TOKEN",
        "",
        LINE,
        "Token of that request (`Authorization: Bearer …`).",
        is_secret=True,
    ),
    Setting(
        "PURGE_BODY",
        "",
        LINE,
        "JSON text of that request, as the CDN wants it; by default a list of one address that"
        ' stands for all pages, such as `["https://ada.example/*"]`.',
    ),
]
LOGS = [
    Setting(
        "LOG_REQUESTS",
        True,
        SWITCH,
        "Whether the log has a line for each request; `False` where a proxy writes one already.",
    ),
    Setting(
        "LOG_FORMAT",
        "plain",
        choice("plain", "json"),
        "Form of the log's lines: `plain` text, or a `json` object per line.",
    ),
    Setting(
        "LOG_WHOLE_ADDRESSES",
        False,
        SWITCH,
        "Whether the log has whole IP addresses of who signs in; otherwise it has their networks"
        " (/24, /48).",
    ),
]
SETTINGS: list[Setting] = [*DATA, *ADDRESS, *LISTS, *LIMITS, *SIGNING_IN, *LOOKUPS, *CACHES, *LOGS]
