"""DOIs, arXiv numbers, ISBNs and ORCID iDs: parsed in any notation, stored in one each."""

import re
from urllib.parse import quote, unquote, urlsplit

from app.bibliography.text.patterns import late_pattern

# Maximum lengths in forms: an identifier may be entered as a URL.
LONGEST_DOI, LONGEST_ARXIV, LONGEST_ISBN, LONGEST_ORCID = 2_000, 300, 100, 60
# LIKE patterns of the database constraints.
DOI_LIKE = "10.%/_%"
ARXIV_LIKE, OLD_ARXIV_LIKE = "____.____%", "%/_______"
ORCID_LIKE = "____-____-____-____"
ORCID = r"([0-9]{4}-){3}[0-9]{3}[0-9X]"
_REGISTRANT = r"10\.[0-9]{4,9}"
_BEGINNING, _QUERY = late_pattern(_REGISTRANT), late_pattern(r"[?#&]")
DOI = late_pattern(rf"(?<![0-9.]){_REGISTRANT}(?:\.[0-9]+)*/\S+")
_WHOLE_DOI = late_pattern(
    rf"(?:doi\s?[:=]?\s?)?(?:https?://(?:www\.|dx\.)?doi\.org/)?{_REGISTRANT}(?:\.[0-9]+)*/\S+",
    re.IGNORECASE,
)
SHORT_DOI = late_pattern(
    r"(?:(?:doi[:\s]\s*)?10/|(?:doi:\s*)?(?:https?://)?(?:dx\.|www\.)?(?:short)?doi\.org/(?:10/)?)"
    r"(?!10/?\Z)([a-z0-9]{2,10})/?",
    re.IGNORECASE,
)
# arXiv registers a DOI with this prefix for each preprint.
ARXIV_REGISTRANT = "10.48550/"
ARXIV_NUMBER = r"\d{4}\.\d{4,5}(?:v\d+)?"
_MONTH = r"\d\d(?:0[1-9]|1[0-2])"
ARXIV = late_pattern(
    rf"({_MONTH}\.\d{{4,5}}|[a-z][a-z\-]*(?:\.[a-z\-]+)?/{_MONTH}\d{{3}})(?:v\d+)?",
    re.IGNORECASE | re.ASCII,
)
# The archives that arXiv had before 2007, which tell its old numbers from those of reports.
_ARCHIVES = late_pattern(
    r"(?:acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg"
    r"|comp-gas|cond-mat|cs|dg-ga|funct-an|gr-qc|hep-(?:ex|lat|ph|th)|math(?:-ph)?|mtrl-th|nlin"
    r"|nucl-(?:ex|th)|patt-sol|physics|plasm-ph|q-alg|q-bio|quant-ph|solv-int|stat|supr-con)[./]",
    re.IGNORECASE,
)
_MENTION = late_pattern(
    r"\barxiv(?:\s+(?:e-?prints?|preprints?))?[:.\s/,]\s*(?:arxiv:\s*)?(?:(?:org/)?abs/)?"
    r"((?:[a-z-]{2,20}(?:\.[a-z]{2})?/)?\d{4}[\w.]+)|^CoRR,?\s+abs/(\S+)",
    re.IGNORECASE,
)
# The longest text of several ISBNs with their bindings and prices.
LONGEST_ISBNS = 400
_ISBN = late_pattern(r"(?<![\d-])(?:97[89][ -]?)?(?:\d[ -]?){9}[\dXx](?![\d-])", re.ASCII)
_HYPHENS = str.maketrans("‐‑‒–", "----")
_FINAL = ".,;:!?'\"’”»/"
BRACKETS = {")": "(", "]": "[", "}": "{", ">": "<"}
HOSTS = {
    "openreview.net": "OpenReview",
    "github.com": "GitHub",
    "gitlab.com": "GitLab",
    "proceedings.mlr.press": "PMLR",
    "aclanthology.org": "ACL Anthology",
    "hal.science": "HAL",
    "zenodo.org": "Zenodo",
    "youtube.com": "YouTube",
}


def doi(text: str) -> str | None:
    """Return the DOI in `text` in lower case, without its resolver, or None (DOI Handbook 2.4)."""
    begin = _BEGINNING.search(text) if "://" in text else None
    if begin and (end := _QUERY.search(text, begin.end())):
        text = text[: end.start()]
    # BibTeX files escape the underscores of DOIs.
    found = DOI.search(_visible(text).replace("\\", ""))
    value = _trimmed(found.group()) if found else ""
    return value.lower() if len(value) <= LONGEST_DOI and DOI.fullmatch(value) else None


def is_doi(value: str) -> bool:
    """Return whether a value is a DOI and nothing else."""
    return len(value) <= LONGEST_DOI and DOI.fullmatch(value) is not None


def resolves_doi(url: str) -> bool:
    """Return whether a URL resolves a DOI, or is one, as some programs have it."""
    return url.startswith("10.") or "doi.org/" in url


def whole_doi(text: str) -> str | None:
    """Return the DOI that a text consists of, with or without its name or resolver, or None."""
    is_whole = len(text) <= LONGEST_DOI and _WHOLE_DOI.fullmatch(text.strip(" \t\n.<>"))
    return doi(text) if is_whole else None


def arxiv_id(text: str) -> str | None:
    """Return the arXiv number in `text` without its version, or None."""
    text = text.strip()
    if len(text) > LONGEST_ARXIV:
        return None
    text = re.sub(r"[?#].*|\s\[[\w.,:\s-]{1,200}\]\s*$", "", _visible(text))
    text = re.sub(r"\.pdf$", "", _trimmed(text.strip()), flags=re.IGNORECASE)
    text = re.sub(r"^.*?\barxiv(\.org/[a-z]+/|[:.]\s*)", "", text, flags=re.IGNORECASE)
    text = re.sub(r"^abs/", "", text, flags=re.IGNORECASE)
    found = ARXIV.fullmatch(text)
    # A subject class ("math.GT/0309136") is not part of the number that arXiv resolves.
    return re.sub(r"\.[a-z\-]+/", "/", found.group(1).lower()) if found else None


def is_arxiv_id(value: str) -> bool:
    """Return whether a value is an arXiv number and nothing else.

    Numbers have had an archive until March 2007, four digits until 2014, and five since
    (arXiv, "Understanding the arXiv identifier").
    """
    if not ARXIV.fullmatch(value):
        return False
    archive, _, number = value.rpartition("/")
    month, _, rest = number.partition(".")
    if archive:
        return number[:2] >= "91" or number[:4] <= "0703"
    is_long = len(rest.partition("v")[0]) == 5
    return month >= "0704" and is_long == (month >= "1501")


def mentioned_arxiv_id(text: str) -> str | None:
    """Return the first arXiv number that a text mentions as such, or None."""
    found = _MENTION.search(text) if "/" in text or "." in text else None
    return arxiv_id((found[1] or found[2]).rstrip(".,;")) if found else None


def bare_arxiv_id(text: str) -> str | None:
    """Return the arXiv number that a text consists of, even if it does not say so, or None."""
    found = arxiv_id(text) if "." in text or "/" in text else None
    says_so = "arxiv" in text.lower() or not found or "/" not in found
    return found if says_so or _ARCHIVES.search(text) else None


def is_arxiv(text: str) -> bool:
    """Return whether a text is about an arXiv number and nothing else."""
    return text.lstrip("{ ")[:5].lower() == "arxiv" or bare_arxiv_id(text) is not None


def short_doi_url(text: str) -> str | None:
    """Return the URL of a short DOI such as "10/fg6rf9" (shortdoi.org), or None."""
    found = SHORT_DOI.fullmatch(_trimmed(_visible(text).strip()))
    return f"https://doi.org/10/{found[1].lower()}" if found else None


def is_isbn(text: str) -> bool:
    """Return whether a text is an ISBN of 10 or 13 digits, with or without hyphens."""
    digits = re.sub(r"[\s-]", "", text)
    return re.fullmatch(r"(?:97[89])?\d{9}[\dXx]", digits, re.ASCII) is not None


def first_isbn(text: str) -> str | None:
    """Return the first ISBN in a text such as "978-3-16-148410-0 (hardback)", as written."""
    found = _ISBN.search(text[:LONGEST_ISBNS].translate(_HYPHENS))
    return found[0] if found else None


def isbn13(text: str) -> str | None:
    """Return the ISBN in `text` as 13 digits, whether it has 10 or 13, or None."""
    if not is_isbn(text):
        return None
    digits = re.sub(r"[\s-]", "", text).upper()
    if len(digits) == 13:
        return digits
    first = f"978{digits[:9]}"
    weighted = sum(int(digit) * (3 if n % 2 else 1) for n, digit in enumerate(first))
    return f"{first}{-weighted % 10}"


def orcid(text: str) -> str | None:
    """Return the ORCID iD in `text` with hyphens, or None unless its check digit is right.

    The check digit is ISO 7064 MOD 11-2 (ORCID, "Structure of the ORCID Identifier").
    """
    text = re.sub(
        r"^(https?://)?(www\.)?orcid\.org/", "", _visible(text).strip(), flags=re.IGNORECASE
    )
    found = re.fullmatch(
        r"(\d{4})-?(\d{4})-?(\d{4})-?(\d{3}[\dX])", text.upper().rstrip("/"), re.ASCII
    )
    if not found:
        return None
    digits, total = "".join(found.groups()), 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    return "-".join(found.groups()) if digits[-1] == "0123456789X"[check] else None


def doi_url(value: str) -> str:
    """Return the URL that resolves a DOI (RFC 3986: reserved characters escaped)."""
    return f"https://doi.org/{quote(value, safe='/:;()')}"


def orcid_url(value: str) -> str:
    """Return the URL of an ORCID iD, its preferred form."""
    return f"https://orcid.org/{value}"


def arxiv_url(value: str) -> str:
    """Return the URL of an arXiv abstract."""
    return f"https://arxiv.org/abs/{quote(value)}"


def arxiv_pdf_url(value: str) -> str:
    """Return the URL of an arXiv PDF."""
    return f"https://arxiv.org/pdf/{quote(value)}"


def site_name(url: str) -> str:
    """Return the familiar name of a link's site, or else its host."""
    try:
        host = (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:  # brackets around something other than an IPv6 address
        host = ""
    return HOSTS.get(host, host or url)


def _visible(text: str) -> str:
    text = unquote(text)
    if text.isprintable():
        return text
    return "".join(c for c in text if c.isprintable() or c.isspace())


def _trimmed(text: str) -> str:
    """Drop final punctuation, and closing brackets that the identifier does not open."""
    # Counted once, since hostile texts end in thousands of brackets.
    unopened = {end: text.count(end) - text.count(begin) for end, begin in BRACKETS.items()}
    length = len(text)
    while length and ((last := text[length - 1]) in _FINAL or unopened.get(last, 0) > 0):
        if last in unopened:
            unopened[last] -= 1
        length -= 1
    return text[:length]
