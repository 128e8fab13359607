"""Records written as a BibTeX file, each with a unique key."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

import msgspec

from app.bibliography import citation_keys
from app.bibliography import origin as bibliography_origin
from app.bibliography.bibtex import entry_writer, titles
from app.bibliography.bibtex.entry_writer import Origin
from app.bibliography.bibtex.reader import entries_with_fields
from app.bibliography.entry import Format
from app.bibliography.origin import Foreign, ForeignEntry, no_foreign
from app.bibliography.record import Record
from app.bibliography.text.characters import clean
from app.bibliography.text.translation import Translation

_KEY = re.compile(r"""[^\s"#%'(),={}~\\@]+""")


def write_bibtex(
    records: Iterable[Record], foreign: Foreign = no_foreign, *, lossless: bool = False
) -> str:
    """Return the records as BibTeX; `foreign` finds their raw entries in other formats.

    A lossless file has a field of its own for what BibTeX cannot express: see `extension`.
    """
    valid = [_with_valid_key(record) for record in _with_shared_works(records)]
    keys = _distinct_keys(citation_keys.unique_keys(valid))
    each = zip(valid, keys, strict=True)
    return "\n".join(_entry(record, key, foreign(record), lossless) for record, key in each)


def _with_shared_works(records: Iterable[Record]) -> list[Record]:
    """Return the records without works that have no other version among them."""
    listed = list(records)
    counts = Counter(record.work for record in listed)
    return [
        record if counts[record.work] > 1 else msgspec.structs.replace(record, work=None)
        for record in listed
    ]


def _with_valid_key(record: Record) -> Record:
    if record.citation_key is None or _KEY.fullmatch(record.citation_key):
        return record
    return msgspec.structs.replace(record, citation_key=None)


def _distinct_keys(keys: list[str]) -> list[str]:
    """Number repeated keys; `unique_keys` has distinguished only the generated ones."""
    taken, found, numbers = set(keys), [], dict.fromkeys(keys, 0)
    for key in keys:
        numbers[key] += 1
        free = key
        while numbers[key] > 1 and free in taken:
            free = f"{key}-{numbers[key]}"
            numbers[key] += free in taken
        taken.add(free)
        found.append(free)
    return found


def _entry(record: Record, key: str, foreign: ForeignEntry, lossless: bool) -> str:
    source = bibliography_origin.raw_text(record, Format.BIBTEX)
    origin = _origin(source, record) if source else entry_writer.foreign_origin(foreign.keywords)
    return entry_writer.write_entry(record, key, origin, lossless)


def _origin(source: str, record: Record) -> Origin:
    found = next(entries_with_fields(clean(source)), None)
    if not found or not found[1].record:
        return Origin()
    raw_entry, entry = found
    stale = _changed_texts(entry.extras, found[1].record, record)
    extras = {name: raw for name, raw in entry.extras.items() if name not in stale}
    return Origin(raw_entry.kind, raw_entry.fields.values, extras)


def _changed_texts(extras: Mapping[str, str], was: Record, now: Record) -> set[str]:
    """Return the fields that name their language whose texts a record had, and has no more."""
    named = titles.named_in_languages(extras)
    return {name for name, one in named if _has(was, one) and not _has(now, one)}


def _has(record: Record, one: Translation) -> bool:
    others = (text.text for text in record.translations if text.field == one.field)
    return one.text in (getattr(record, one.field), *others)
