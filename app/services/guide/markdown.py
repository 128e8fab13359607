"""A page of the guide: from Markdown to HTML, and to the text that a search reads."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

# Where the pages are served, from the folder in which the overview is.
ADDRESS = "help"
TEXTS = {"text", "code_inline", "softbreak", "hardbreak"}
ATTRIBUTES = {
    **{name: {"id"} for name in ("h2", "h3", "h4")},
    "a": {"href"},
    "img": {"src", "alt"},
    "pre": {"tabindex"},
    "td": {"data-of"},
}
TAGS = {
    *ATTRIBUTES,
    *("p", "br", "em", "strong", "code", "ul", "ol", "li", "blockquote", "hr"),
    *("table", "thead", "tbody", "tr", "th"),
}


@dataclass(frozen=True)
class GuidePart:
    """What a heading stands above: its paragraphs, list items, rows of tables and code."""

    title: str
    anchor: str
    level: int
    texts: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class GuidePage:
    """A page; `name` is the end of its address, empty for the overview."""

    name: str
    title: str
    html: str
    parts: list[GuidePart]
    # What it links to: other pages by name, and files by their path in the folder of the program.
    pages: list[str]
    files: list[str]

    @property
    def contents(self) -> list[GuidePart]:
        """The parts that a table of contents lists."""
        return [part for part in self.parts if part.level == 2]


def read_page(name: str, text: str) -> GuidePage:
    """Return the page that a text in Markdown (CommonMark with tables) is."""
    renderer = MarkdownIt("commonmark", {"html": False}).enable("table")
    renderer.add_render_rule("fence", _render_code)
    tokens = renderer.parse(text)
    pages: list[str] = []
    files: list[str] = []
    for child in (child for token in tokens for child in token.children or []):
        _direct(child, name, pages, files)
    _label_cells(tokens)
    parts = list(_parts(tokens))
    # The title is shown apart from the text.
    html = renderer.renderer.render(tokens[3:], renderer.options, {})
    clean = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, link_rel=None)
    return GuidePage(name, parts[0].title, clean, parts, pages, files)


def anchor(title: str) -> str:
    """Return the id of a heading, as forges make it."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def _direct(token: Token, name: str, pages: list[str], files: list[str]) -> None:
    """Let a link or picture lead from the page's address to that of another page or file."""
    key = {"link_open": "href", "image": "src"}.get(token.type)
    target = str(token.attrs.get(key, "")) if key else ""
    path, mark, place = target.partition("#")
    if key is None or not path or ":" in path:
        return
    found = posixpath.normpath(posixpath.join("guide", posixpath.dirname(name), path))
    if found.endswith(".md"):
        page = found.removeprefix("guide/").removesuffix(".md").removesuffix("README").rstrip("/")
        pages.append(page)
        address = f"{ADDRESS}/{page}".rstrip("/")
    else:
        files.append(found)
        address = f"{ADDRESS}/files/{found}"
    token.attrs[key] = "../" * f"{ADDRESS}/{name}".rstrip("/").count("/") + address + mark + place


def _label_cells(tokens: list[Token]) -> None:
    """Name the column of each cell after the first, for screens where rows are not lines."""
    headings: list[str] = []
    column = 0
    for token, inside in pairwise(tokens):
        if token.type == "thead_open":
            headings = []
        elif token.type == "tr_open":
            column = 0
        elif token.type == "th_open":
            headings.append(_words(inside))
        elif token.type == "td_open":
            if column and headings[column]:
                token.attrs["data-of"] = headings[column]
            column += 1


def _parts(tokens: list[Token]) -> Iterator[GuidePart]:
    part: GuidePart | None = None
    row: list[str] | None = None
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            title = _words(tokens[at + 1])
            token.attrs["id"] = anchor(title)
            if part:
                yield part
            part = GuidePart(title, anchor(title), int(token.tag[1:]))
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None and part:
            if tokens[at + 1].type != "thead_close":
                part.texts.append(" · ".join(filter(None, row)))
            row = None
        elif row is not None and token.type == "inline":
            row.append(_words(token))
        elif part and token.type == "inline" and tokens[at - 1].type != "heading_open":
            part.texts.append(_words(token))
        elif part and token.type == "fence":
            part.texts.append(token.content)
    if part:
        yield part


def _words(inline: Token) -> str:
    children = inline.children or []
    return "".join(" " if "break" in t.type else t.content for t in children if t.type in TEXTS)


def _render_code(_: object, tokens: list[Token], at: int, *_others: object) -> str:
    # The box scrolls, so that the keyboard must reach it.
    return f'<pre tabindex="0"><code>{escape(tokens[at].content, quote=False)}</code></pre>\n'
