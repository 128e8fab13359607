"""Injections for every field of every format, from a table of our own."""

from typing import Any

import msgspec

from app.bibliography import identifiers, urls
from tests.support.factories import document_bytes, record
from tests.support.samples import SAMPLES

TABLE = (SAMPLES / "injections.txt").read_text(encoding="utf-8")
INJECTIONS = [line for line in TABLE.splitlines() if not line.startswith("## ")]
# As many as a field for one line of text has room for, so that few pages show all.
PACK_SIZE = 24
PACKS = [INJECTIONS[n : n + PACK_SIZE] for n in range(0, len(INJECTIONS), PACK_SIZE)]
RIS_TAGS = "T1 T2 J2 A1 A2 A4 AB KW N1 VL IS SP PB CY ET M1 M3 LB C1 C7 L1 UR DO SN LA ID AN"
BIBTEX_FIELDS = (
    "title booktitle journal shortjournal author editor translator abstract keywords note volume"
    " number pages publisher school institution series edition address type howpublished url doi"
    " isbn eprint archiveprefix annote file language date month"
)
CSL_TEXTS = (
    "title container-title container-title-short title-short abstract keyword note volume issue"
    " page publisher publisher-place collection-title edition genre URL DOI ISBN language"
    " archive number citation-key"
)


def joined(pack: list[str]) -> str:
    """Return several injections as one text."""
    return " ¦ ".join(pack)


def whole_document(pack: list[str]) -> bytes:
    """Return a profile document with all of a pack in every field, and works with one each."""
    text = joined(pack)
    profile = {
        "name": text,
        "given_name": text,
        "family_name": text,
        "other_names": pack,
        "memberships": pack,
        "position": text,
        "affiliation": text,
        "research_topics": pack,
        "email": "'onmouseover='pwn()'@a.example",
        "links": [{"label": text, "url": address(one), "kind": one} for one in pack],
        "biography": "\n\n".join(pack),
    }
    person = {
        "name": text,
        "url": address(pack[0]),
        "level": text,
        "institution": text,
        "supervisors": [{"name": one, "role": "principal"} for one in pack],
        "started_on": "2020",
        "project": text,
        "next_position": text,
    }
    works = [work(text, "packed"), *(work(one, f"single-{n}") for n, one in enumerate(pack))]
    # A second version of the packed one, so that its page lists versions.
    works.append({**work(text, "packed"), "year": 2020, "type": "article"})
    people = [person, {**person, "name": f"{text} again", "ended_on": "2024"}]
    parts = {"people": people, "topics": pack, "sections": [section(text, pack)]}
    return document_bytes(*works, profile=profile, **parts)


def section(text: str, pack: list[str]) -> dict[str, Any]:
    """Return a section of a document with texts in every field, on the packed work."""
    entries = [
        {"what": one, "where": one, "note": one, "url": address(one), "work": "packed"}
        for one in (text, *pack)
    ]
    return {"name": text, "slug": "packed", "entries": entries}


def work(text: str, slug: str) -> dict[str, Any]:
    """Return a publication of a document with a text in every field."""
    doi = identifiers.doi(f"10.1000/{''.join(text.split())[:200]}")
    numbers = {"doi": doi} if doi and slug != "packed" else {}
    return record(
        work=slug,
        title=text,
        genre=text,
        authors=[text, {"name": f"Roe, {text}", "role": "editor"}],
        venue=text,
        venue_short=text,
        volume=text,
        issue=text,
        pages=text,
        publisher=text,
        citation_key=text,
        abstract=f"{text} {text}",
        note=text,
        topics=[text],
        **numbers,
        links=[{"label": text, "url": address(text)}, {"url": address(text, "#")}],
    )


def address(text: str, before: str = "?q=") -> str:
    """Return a web address with as much of a text as one may have."""
    url = f"https://a.example/{before}{''.join(text.split())}"[:600]
    return url if not urls.validation_error(url) else "https://a.example/"


def bibtex(text: str, number: int) -> str:
    """Return an entry of BibTeX with a text in every field."""
    fields = ",\n".join(f"  {name} = {{{text}}}" for name in BIBTEX_FIELDS.split())
    return f"@article{{w{number},\n{fields},\n  year = 2020,\n  pwn{number} = {{{text}}}\n}}\n"


def ris(text: str, number: int) -> str:
    """Return a reference of RIS with a text in every tag."""
    lines = [f"{tag}  - {text}" for tag in RIS_TAGS.split()]
    return "\n".join([f"TY  - {('JOUR', 'CONF', 'THES')[number % 3]}", *lines, "ER  - ", ""])


def csl(text: str, number: int) -> dict[str, Any]:
    """Return an item of CSL with a text in every variable."""
    people = {
        role: [{"family": text, "given": text}, {"literal": text}]
        for role in ("author", "editor", "translator")
    }
    names = {"id": f"w{number}{text}", "type": "article-journal", "issued": {"raw": text}}
    return {**names, **dict.fromkeys(CSL_TEXTS.split(), text), **people, "custom": {"pwn": text}}


def import_files() -> dict[str, str]:
    """Return a file of each format that has every injection in every field."""
    texts = list(enumerate(INJECTIONS))
    works = [work(text, f"single-{n}") for n, text in texts]
    items = [csl(text, n) for n, text in texts]
    return {
        "mine.bib": "\n".join(bibtex(text, n) for n, text in texts),
        "mine.ris": "\n".join(ris(text, n) for n, text in texts),
        "csl.json": msgspec.json.encode(items).decode(),
        "mine.json": document_bytes(*works).decode(),
    }
