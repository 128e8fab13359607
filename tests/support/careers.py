"""The careers of a professor and of a new student, for the tests of the CV."""

from typing import Any

from flask import Flask

from tests.support.factories import fill, record

LEVELS = ("PhD", "MSc", "BSc", "Postdoc")
SECTIONS: list[dict[str, Any]] = [
    {
        "kind": kind,
        "entries": [
            {
                "what": f"{kind.capitalize()} number {n}",
                "where": "University of the Cape, Department of Physical Oceanography",
                "started_on": str(2000 + 2 * n),
                **({"ended_on": str(2002 + 2 * n)} if n < count - 1 else {}),
                **({"note": f"With *{n}* others.\n\n- one\n- two"} if n % 3 == 0 else {}),
            }
            for n in range(count)
        ],
    }
    for kind, count in {
        "positions": 4,
        "education": 3,
        "awards": 12,
        "grants": 12,
        "teaching": 12,
        "talks": 13,
        "service": 12,
        "news": 5,
    }.items()
]
# Its title takes more lines than its text.
SECTIONS.append({"name": "Professional service and outreach", "entries": [{"what": "Editor"}]})
KINDS = ("article-journal", "paper-conference", "chapter")
LONG_TITLE = (
    "A study of the tides of every harbour between two capes, as measured by seven gauges over "
    "one long summer, and what it says of storms"
)


def long_career(app: Flask, works: int = 120) -> None:
    """Fill a site with many works in three types, forty students, and every kind of section."""
    people = [
        {"name": f"Student {n:02}", "level": LEVELS[n % 4], "role": "principal" if n % 3 else "co"}
        | {"started_on": str(2009 + n % 16), "institution": "University of the Cape"}
        | ({"ended_on": str(2013 + n % 16), "next_position": "Engineer"} if n % 2 else {})
        for n in range(39)
    ]
    listed = [
        record(
            title=f"{LONG_TITLE if n % 3 else 'Tides'}, part {n}",
            type=KINDS[n % 3],
            year=2026 - n // 8,
            doi=f"10.1000/tides.{n}",
            authors=["Ada Roe", f"Student {n % 39:02}", "Mo Day"][: 1 + n % 3],
        )
        for n in range(works)
    ]
    biography = "\n\n".join(f"I study tides, {word}." for word in ("first", "again", "always"))
    fill(
        app,
        *listed,
        sections=SECTIONS,
        people=[*people, {"level": "PhD", "role": "co", "started_on": "2025"}],
        profile={"biography": biography, "email": "ada@example.org", "affiliation": "The Cape"},
    )


def short_career(app: Flask) -> None:
    """Fill a site with a single work."""
    fill(app, record(year=2026))
