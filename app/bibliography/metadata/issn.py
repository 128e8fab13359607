"""The ISSN of a journal, which only raw entries have."""

import re

from app.bibliography import raw

# The fields of BibTeX and CSL, then that of RIS; some files have several numbers in one field.
_FIELD = re.compile(
    r"""(?:\bissn["']?\s*[=:]\s*[\[{"'\s]*|^[^\S\n]*SN[^\S\n]*-[^\S\n]*)(?P<number>\d{4}-?\d{3}[\dx])\b""",
    re.IGNORECASE | re.MULTILINE | re.ASCII,
)


def stored_issn(source: str | None) -> str | None:
    """Return the ISSN in a publication's newest raw entry as "1234-5679", or None."""
    found = _FIELD.search(raw.first_entry(source))
    digits = found["number"].replace("-", "").upper() if found else ""
    return f"{digits[:4]}-{digits[4:]}" if digits and _is_valid(digits) else None


def _is_valid(digits: str) -> bool:
    """Return whether the check digit is right (ISO 3297, annex A)."""
    values = [10 if digit == "X" else int(digit) for digit in digits]
    return (
        sum(value * weight for value, weight in zip(values, range(8, 0, -1), strict=True)) % 11 == 0
    )
