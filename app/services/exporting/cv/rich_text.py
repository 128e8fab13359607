"""Text with its formatting, which every format of the CV writes in its own way."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup, escape

from app.bibliography import identifiers
from app.bibliography.citeproc.output import LANGUAGE
from app.bibliography.latex import math
from app.translations.shown import ShownHtml, in_span, language_of


class Run(NamedTuple):
    """Text in one format; `tags` are those of HTML, `formula` is TeX that the text stands for.

    `language` is that of the text, if it is another one than that of the CV.
    """

    text: str
    tags: tuple[str, ...] = ()
    url: str = ""
    formula: str = ""
    language: str = ""


Runs = tuple[Run, ...]
# A place in a sentence, where a text is inserted.
PLACE = re.compile(r"%\((\w+)\)s")
# An address, without the mark of punctuation that ends a sentence.
ADDRESS = r"https?://[^\s<>]*[^\s<>.,;:)\]]"


def to_html(runs: Iterable[Run]) -> Markup:
    """Return text as safe HTML."""
    return Markup("").join(map(_html, runs))


def of_text(text: str, *, url: str = "") -> Run:
    """Return a text that a reader is shown, which may be in another language."""
    return Run(str(text), url=url, language=language_of(text) or "")


def tagged(text: str, tags: Iterable[str]) -> Run:
    """Return a text of a reference, in which an element says what its language is."""
    languages = [tag for tag in tags if tag.startswith(LANGUAGE)]
    language = languages[-1].removeprefix(LANGUAGE) if languages else ""
    return Run(text, tuple(tag for tag in tags if tag not in languages), language=language)


def inserted(sentence: str, **texts: str) -> Runs:
    """Return a sentence with texts inserted by name."""
    parts = enumerate(PLACE.split(sentence))
    return tuple(of_text(texts[part]) if at % 2 else Run(part) for at, part in parts if part)


def joined(separator: str, parts: Iterable[Iterable[Run]]) -> Runs:
    """Return texts in a row."""
    separated = [run for part in parts for run in (Run(separator), *part)]
    return merged(separated[1:])


def appended(separator: str, parts: Iterable[Iterable[Run]]) -> Runs:
    """Return texts that follow another one."""
    return merged(run for part in parts for run in (Run(separator), *part))


def merged(runs: Iterable[Run]) -> Runs:
    """Return text in which neighbours in the same format are one."""
    grouped = groupby(runs, lambda run: run._replace(text=""))
    return tuple(same._replace(text=to_text(of_one)) for same, of_one in grouped)


def to_text(runs: Iterable[Run]) -> str:
    """Return text without its format."""
    return "".join(run.text for run in runs)


def linked(run: Run, doi: str | None = None) -> Iterator[Run]:
    """Split a text at the addresses in it, which become links, and so does a DOI."""
    of_doi = rf"(?:https://doi\.org/|doi: ?){re.escape(doi)}" if doi else None
    pattern = "|".join(filter(None, (of_doi, ADDRESS)))
    position = 0
    for found in re.finditer(pattern, run.text, re.IGNORECASE):
        if before := run.text[position : found.start()]:
            yield run._replace(text=before)
        is_doi = doi and found[0].lower().endswith(doi.lower())
        url = identifiers.doi_url(doi or "") if is_doi else found[0]
        yield run._replace(text=found[0], url=url)
        position = found.end()
    if rest := run.text[position:]:
        yield run._replace(text=rest)


def _html(run: Run) -> Markup:
    # The formula was cleaned when it became MathML.
    html = Markup(math.to_mathml(run.formula)) if run.formula else escape(run.text)
    for tag in reversed(run.tags):
        html = Markup("<{0}>{1}</{0}>").format(Markup(tag), html)
    if run.language:
        html = Markup(in_span(ShownHtml.of(html, run.language)))
    return Markup('<a href="{}">{}</a>').format(run.url, html) if run.url else html


@dataclass
class TextBlock:
    """A paragraph: "p", "li", "h3", "h4" or "pre"; list items of a numbered list have a number."""

    kind: str
    runs: list[Run] = field(default_factory=list)
    number: int | None = None


def blocks(html: str) -> list[TextBlock]:
    """Return the paragraphs of HTML as it is made from Markdown, in the language that it is in."""
    parser = _BlockParser(language_of(html) or "")
    parser.feed(html)
    parser.close()
    return [block for block in parser.blocks if to_text(block.runs).strip()]


BLOCK_TAGS = frozenset({"p", "li", "h3", "h4", "pre"})
INLINE_TAGS = {"em": "i", "i": "i", "strong": "b", "b": "b", "code": "code"}


class _BlockParser(HTMLParser):
    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self.blocks = [TextBlock("p")]
        self._tags: list[str] = []
        self._url = ""
        # The last number of each list around; None for lists without numbers.
        self._lists: list[int | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in INLINE_TAGS:
            self._tags.append(INLINE_TAGS[tag])
        elif tag == "a":
            self._url = dict(attrs).get("href") or ""
        elif tag == "br":
            self.handle_data("\n")
        elif tag in {"ol", "ul"}:
            self._lists.append(0 if tag == "ol" else None)
        elif tag in BLOCK_TAGS and not self._continues(tag):
            self.blocks.append(TextBlock(tag, number=self._next_number() if tag == "li" else None))

    def handle_endtag(self, tag: str) -> None:
        if tag in INLINE_TAGS and self._tags:
            self._tags.pop()
        elif tag == "a":
            self._url = ""
        elif tag in {"ol", "ul"} and self._lists:
            self._lists.pop()
        if tag in BLOCK_TAGS or tag in {"ol", "ul", "blockquote"}:
            self.blocks.append(TextBlock("p"))

    def handle_data(self, data: str) -> None:
        block = self.blocks[-1]
        text = data if block.kind == "pre" or (data == "\n" and block.runs) else _one_line(data)
        if text and (text.strip() or block.runs):
            tags = tuple(dict.fromkeys(self._tags))
            block.runs.append(Run(text, tags, self._url, language=self._language))

    def _continues(self, tag: str) -> bool:
        """Return whether a paragraph begins where a list item has just begun."""
        return tag == "p" and self.blocks[-1].kind == "li" and not self.blocks[-1].runs

    def _next_number(self) -> int | None:
        if not self._lists or self._lists[-1] is None:
            return None
        self._lists[-1] += 1
        return self._lists[-1]


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)
