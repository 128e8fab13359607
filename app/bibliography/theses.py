"""Theses by the words that universities use for them in the languages that have most of them.

The words are folded: without accents and punctuation. Their order does not matter, so
"Thesis (Ph.D.)", "PhD thesis" and "Tese (Doutorado em Física)" are read by the same rule.
"""

import re
from typing import NamedTuple

from app.bibliography.names.names import fold
from app.bibliography.text.patterns import late_pattern

MASTERS, DOCTORAL, BACHELORS = "Master's thesis", "Doctoral dissertation", "Bachelor's thesis"
_LONGEST = 120
_LONGEST_SUBJECT = 8
# Degrees of several words, as single ones.
_PHRASES = tuple(
    (late_pattern(rf"\b(?:{pattern})\b"), one)
    for pattern, one in (
        (r"(ph|sc|ed|th|psy|m) d", r"\1d"),
        (r"([mbd]) (sc|phil|eng|res|tech|ed|litt)", r"\1\2"),
        (r"([mb]) ([as])", r"\1\2"),
        (r"m b a", "mba"),
        (r"h d r", "hdr"),
        (r"(master|bachelor|licentiate|candidate|doctor) s", r"\1"),
        (r"yuksek lisans", "master"),
        (r"laurea triennale|fin(?:al)? de grado|conclusao de (?:curso|licenciatura)", "bachelor"),
        (r"d etat|d universite|(?:3e|3eme|troisieme) cycle|nouveau regime", "doctorat"),
        (r"kandidat (?:nauk|s?peciale)", "candidate"),
    )
)
_WORK = (
    r"thes[ie]s|diss|dissertations?|dissertatie|dissertacao|tes[eis]s?|teza|teze|memoire|memoria"
    r"|arbeit|abhandlung|schrift|scriptie|proef|proefschrift|avhandling|afhandling|oppgave|opgave"
    r"|uppsats|projekt|trabajo|trabalho|treball|elaborato|essay|rozprawa|praca|prace|disertacija"
    r"|dizertacija|disertace|disszertacio|dolgozat|tutkielma|tyo|tezi|диссертация|дисертація"
)
# Words for a thesis that means a doctoral one unless it says otherwise.
_OF_DOCTORS = late_pattern(
    r"diss|dissertations?|disertacni|dizertacni|dissertatie|inauguraldissertation|these|proefschrift|phdthesis"
    r"|vaitoskirja|диссертация|дисертація|博士.{0,4}"
)
_DEGREES = (
    (
        MASTERS,
        r"master|mathesis|m(?:sc?|a|phil|eng|res|tech|ed|ba|fa|ph|des|arch|litt)|llm|m[12]|dea"
        r"|magister(?:ska|sk[ae]ho|ske)?|magistral|magistr[ae]|magistrale|specialistica|laurea"
        r"|maitrise|mestrado|maestria|maestrado|mastersthesis|hoved(?:fag)?|gradu|tfm"
        r"|kandidatspeciale|speciale|doctoraal(?=scriptie)|hoofdvak|硕士.{0,4}|碩士.{0,4}|修士.{0,4}",
    ),
    (
        DOCTORAL,
        r"phd|dphil|scd|edd|thd|psyd|dsc|deng|engd|dtech|dba|jsd|sjd|dlitt|md|doctor"
        r"|doctor(?:al(?:is)?|ate|aal?t?|at|ado|ka|ske)|doutora(?:do|mento)|dottorato"
        r"|doktor(?:al|at|a|i|grads|ska|ske|ske?ho|skiej)?|promotion|dr|drs",
    ),
    (
        BACHELORS,
        r"bachelor(?:e|ier)?|bathesis|b(?:sc?|a|eng|tech|ba|ed)|llb|kandidat|licen(?:ce|ciatura)"
        r"|lisans|tf[gc]|tcc|bakalar(?:ska|ske)|licenta|licencjacka",
    ),
    ("Habilitation", r"habilitations?|hdr|habilitacja|habilitacni"),
    ("Licentiate thesis", r"licentiat[es]?|lizentiat|lisensiaatin"),
    ("Candidate thesis", r"candidate?|candthesis|kandidatska"),
    ("Diploma thesis", r"diplom(?:a|ova|i|ski|ska)?|diplomathesis"),
)
_ANY_DEGREE = "|".join(f"({degree})" for _, degree in _DEGREES)
_DEGREE = late_pattern(rf"(?:{_ANY_DEGREE})(?:s|en|er|and|y)?-?(?P<work>{_WORK})?")
_IS_WORK = late_pattern(
    rf"{_WORK}|habilitation|kandidatspeciale|gradu|bachelorprojekt|[一-鿿]{{2,6}}[论論]文"
)
_FILLER = late_pattern(
    r"[12adlty]|academic|academisch|akademi(?:sche?|sk)|an|and|arts|da|del?|degree|della|des|di"
    r"|diriger|do|du|engineering|et|final|fin|for|fur|habil|ing|inaugural|[ij]ur|la|le|level|med"
    r"|nat|oec|of|partial|pe|philosoph(?:iae|y)|phil|pol|professional|project|pro|recherches|rer"
    r"|sciences?|soc|theol|the|to|unpublished"
)
# Between a degree and its subject.
_JOINT = late_pattern(r"in|en|em|im?|inom|of|d|d[aeiou]|de[lrs]|on|w|z|fur")
_PLACES = late_pattern(
    r"\b(?:at|from|univers|univerz|uniwers|institu|istitu|colleg|school|ecole|escuela|facul|fakult"
    r"|hochschul|techni[ks]ch|politec|polytech|depart|supervis|advis)"
)
_AFTER_THESIS = late_pattern(
    r"\s*(?:[,;:.–—(]|-{2}|\s-\s|\b(?:at|from|presented to|submitted to|defended at|an der)\b"
    r"|\b(?:d(?:e|e la|er|a|o|ella)\s|d(?:e l|ell)?['’]|à l['’])(?=univ|[ée]cole|inst|facul|polit"
    r"|polyt|technische)|\s(?=universi|technische\s|eth\s|rijksuni|hochschule\s)|$)\s*",
    re.IGNORECASE,
)
_YEAR_LAST = late_pattern(r"[\s,.(]+((?:19|20)\d\d)[\s).]*\Z")
_ASIDE = late_pattern(
    r"[\s.,;(]+(?:(?:supervis|advis|directed|available|accessed|https?:|url:|doi:|pages\b|isbn)"
    r"|\d+ pp?\b).*",
    re.IGNORECASE,
)
_IN_BRACKETS = late_pattern(r"^([^()]+)\([^()]{2,60}\)$")


class Thesis(NamedTuple):
    """A thesis as a note describes it: "PhD thesis, University of Tides, 2020"."""

    genre: str | None
    institution: str = ""
    year: str = ""
    # What else the note says, such as who supervised.
    aside: str = ""


class _Kind(NamedTuple):
    """The kind of a thesis, whether a word for a thesis told it, and whether a subject follows."""

    genre: str
    is_work: bool
    has_subject: bool


def thesis_genre(text: str) -> str | None:
    """Return the kind of thesis that a text names in any of its usual forms, or None."""
    found = _read(text)
    return found.genre if found else None


def names_thesis(text: str) -> bool:
    """Return whether a text names a kind of thesis and not only a degree."""
    found = _read(text)
    return found is not None and found.is_work


def has_subject(text: str) -> bool:
    """Return whether a text names the subject of a thesis beside its kind."""
    found = _read(text)
    return found is not None and found.has_subject


def described_thesis(text: str) -> Thesis | None:
    """Return the thesis that a text describes, with its institution and year, or None."""
    line = " ".join(text[:400].split()).strip(" .,[]")
    for end in reversed([*_AFTER_THESIS.finditer(line, 0, _LONGEST)]):
        head = line[: end.start()]
        found = _read(head)
        if (found and found.is_work) or head.lower() in ("thesis", "unpublished thesis"):
            rest = f" {line[end.end() :]}"
            aside = _ASIDE.search(rest)
            place = rest[: aside.start()] if aside else rest
            year = _YEAR_LAST.search(place)
            institution = _YEAR_LAST.sub("", place).strip(" .,()-–—")
            said = aside[0].strip(" .,;(") if aside else ""
            genre = found.genre if found else None
            return Thesis(genre, institution, year[1] if year else "", said)
    return None


def _read(text: str) -> _Kind | None:
    """Return the kind of thesis that a text names and nothing else but its subject."""
    if len(text) > _LONGEST:
        return None
    if found := _words_of_kind(text):
        return found
    without = _IN_BRACKETS.match(text.strip())
    found = _words_of_kind(without[1]) if without else None
    return found._replace(has_subject=True) if found else None


def _words_of_kind(text: str) -> _Kind | None:
    folded = fold(text)
    for phrase, one in _PHRASES:
        folded = phrase.sub(one, folded)
    words = folded.split()
    genre, weak, is_work = "", "", False
    for at, word in enumerate(words):
        degree = _degree(word)
        is_work = is_work or _IS_WORK.fullmatch(word) is not None or bool(degree and degree[1])
        if _OF_DOCTORS.fullmatch(word):
            weak, is_work = DOCTORAL, True
        elif degree:
            genre = genre or degree[0]
        elif not (_FILLER.fullmatch(word) or _IS_WORK.fullmatch(word)):
            joints = map(_JOINT.fullmatch, words[max(0, at - 1) : at + 1])
            if any(joints) and (genre or weak):
                return _with_subject(text, words[at:], _Kind(genre or weak, is_work, True))
            return None
    return _Kind(genre or weak, is_work, False) if genre or weak else None


def _with_subject(text: str, subject: list[str], found: _Kind) -> _Kind | None:
    """Return the kind of thesis if the words after it are a subject, not a place."""
    is_place = _PLACES.search(" ".join(subject)) is not None or re.search("[,;:–—]", text)
    return found if len(subject) <= _LONGEST_SUBJECT and not is_place else None


def _degree(word: str) -> tuple[str, bool] | None:
    """Return the kind of thesis for a degree, and whether the word names the thesis, too."""
    match = _DEGREE.fullmatch(word)
    if match is None:
        return None
    found = zip(_DEGREES, match.groups(), strict=False)
    genre = next(genre for (genre, _), degree in found if degree is not None)
    return genre, bool(match["work"]) or word.endswith("thesis")
