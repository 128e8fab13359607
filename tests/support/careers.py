"""The careers of a professor and of a new student, for the tests of the CV."""

from flask import Flask

from tests.support.factories import fill, record

LEVELS = ("PhD", "MSc", "BSc", "Postdoc")
KINDS = ("article-journal", "paper-conference", "chapter")
LONG_TITLE = (
    "A study of the tides of every harbour between two capes, as measured by seven gauges over "
    "one long summer, and what it says of storms"
)


def long_career(app: Flask, works: int = 120) -> None:
    """Fill a site with many works in three types, forty students, and a biography."""
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
        people=[*people, {"level": "PhD", "role": "co", "started_on": "2025"}],
        profile={"biography": biography, "email": "ada@example.org", "affiliation": "The Cape"},
    )


def short_career(app: Flask) -> None:
    """Fill a site with a single work."""
    fill(app, record(year=2026))
