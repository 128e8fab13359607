"""Remarks of databases and programs in notes: "Cited by: 3", "Publisher: Tide Press"."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from app.bibliography import identifiers
from app.bibliography.text.patterns import late_pattern

LONGEST = 20_000
# The labels that Scopus, Web of Science, EBSCO, ProQuest, Pure, Mendeley and Zotero write.
_LABELS = (
    r"\\?_\w{2,30}|tex\.[\w.]{1,40}|bibtex|citation key|eprint(?: ?type)?|export date"
    r"|last updated|conference (?:name|title|(?:start |end )?dates?|codes?|location|sponsors?)"
    r"|(?:pubmed|openalex|mag|s2|corpus|page version|google-books)[ -]?id|pmid|pmcid|oclc|lccn|qid"
    r"|issn|e-?issn|isbn|coden|zbl|mr ?number|wos|(?:ads )?bibcode|accession number|call number"
    r"|zscc|gscc|citations|times cited|(?:cited )?references? count|usage count|page count"
    r"|publisher(?: name)?|backup publisher|institution|place|number|issue|volume|pages|section"
    r"|edition|medium|type|genre|series(?: (?:number|title))?|(?:source|document|entry) type"
    r"|publication (?:title|type|stage|status)|container-title|collection-title|original-date"
    r"|event[- ](?:title|place|date)|journal ?abbreviation|abbreviated source title|art\. ?no\.?"
    r"|language(?: of original document)?|library catalog|archive(?:[ -]location)?|issue info"
    r"|isi document delivery no\.?|full text word count|read_status(?:_date)?"
)
# The values of these are sentences, which may contain semicolons.
_LONG_LABELS = (
    r"(?:publisher )?copyright|funding(?: (?:details|information|text(?: \d)?))?"
    r"|correspondence(?: address)?|affiliations?|tradenames|manufacturers|(?:author|index) keywords"
    r"|chemicals(?:/cas)?|thesaurus term|subjectstermnotlitgenretext"
)
_LABEL = late_pattern(
    rf"\s*(?:(?P<long>{_LONG_LABELS})|(?P<label>{_LABELS}))(?:\s?:|\s-\s)\s*", re.IGNORECASE
)
_LABEL_WITHIN = late_pattern(rf"(?:\A|(?<=\s))(?:{_LONG_LABELS}|{_LABELS})\s?:\s", re.IGNORECASE)
_ACCESS = r"(?:(?:hybrid )?gold|green|bronze|hybrid|diamond)(?: open access)?"
_OTHER = late_pattern(
    r"\[?(?:times )?cited(?:[ -]by)?(?:\s?\(since \d{4}\))?[\s:(]{0,3}\d{1,6}\)?(?: times)?"
    r"(?: \([\w ,]{1,40}\))?\]?"
    rf"|(?:all )?open access(?:[,;:]? {_ACCESS}){{0,4}}|{_ACCESS}"
    r"|accepted: \d{4}-\d\d-\d\dT[\d:.]{5,15}Z?|wos:\w{5,20}|pmc\d{3,9}|pmid:?\s?\d{3,9}"
    r"|\[object object\]|0\d{4,6}|from duplicate \d.{0,400}",
    re.IGNORECASE,
)
_ARXIV = late_pattern(
    r"(?:arxiv (?:e-?print|preprint),? )?arxiv:\s?[\w./-]{5,40}(?:\s?\[[\w.,: -]{1,80}\])?",
    re.IGNORECASE,
)
_CLAUSES = late_pattern(r";\s+|;\Z")
_BLANK_LINES = late_pattern(r"\n\s*\n")


class Clause(NamedTuple):
    """A part of a note, and the separator before it."""

    text: str
    separator: str = ""


def without_remarks(note: str, doi: str | None, arxiv_id: str | None) -> str:
    """Return what a note tells readers; an identifier that the record has is not repeated."""
    if len(note) > LONGEST:
        return note
    clauses = [*_clauses(note)]
    kept = [*_for_readers(clauses, doi, arxiv_id)]
    if len(kept) == len(clauses):
        return note
    said = "".join(f"{clause.separator}{clause.text}" for clause in kept).strip(" ;\n")
    return _BLANK_LINES.sub("\n\n", said)


def _clauses(note: str) -> Iterator[Clause]:
    separator = ""
    for line in note.split("\n"):
        if not line.strip():
            separator = separator and "\n\n"
            continue
        for part in filter(None, _CLAUSES.split(line.strip())):
            # A program may have joined its lines: "Number: 3 Publisher: Tide Press".
            labels = _LABEL_WITHIN.finditer(part) if _LABEL.match(part) else ()
            starts = sorted({0, *(label.start() for label in labels)})
            for start, end in pairwise([*starts, len(part)]):
                yield Clause(part[start:end].strip(), separator)
                separator = " "
            separator = "; "
        separator = "\n"


def _for_readers(
    clauses: Iterable[Clause], doi: str | None, arxiv_id: str | None
) -> Iterator[Clause]:
    """Yield the clauses that are no remarks; the value of a label may continue after it."""
    is_empty = is_long = False
    for clause in clauses:
        text = clause.text.strip(" .,{}")
        if label := _LABEL.match(text):
            is_empty, is_long = label.end() == len(text), label["long"] is not None
        elif is_empty or (is_long and clause.separator == "; "):
            is_empty = False
        else:
            is_long = False
            if text and not (_OTHER.fullmatch(text) or _repeats(text, doi, arxiv_id)):
                yield clause


def _repeats(text: str, doi: str | None, arxiv_id: str | None) -> bool:
    """Return whether a text is one of these identifiers and nothing else."""
    number = identifiers.arxiv_id(text) if arxiv_id and _ARXIV.fullmatch(text) else None
    is_doi = doi is not None and "10." in text and identifiers.whole_doi(text) == doi
    return is_doi or (number is not None and number == arxiv_id)


def doi_in_note(note: str) -> str | None:
    """Return the DOI that a note consists of, or that a line of it tells."""
    if len(note) > LONGEST or "10." not in note:
        return None
    labelled = [line for line in note.splitlines() if "doi" in line.lower()]
    said = [clause.text for clause in _for_readers(_clauses(note), None, None)]
    alone = said if len(said) == 1 else []
    return next(filter(None, map(identifiers.whole_doi, (note, *labelled, *alone))), None)
