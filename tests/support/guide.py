"""The README and the pages of the guide, as files."""

import re
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
GUIDE = ROOT / "app" / "guide"
OVERVIEW = GUIDE / "README.md"
PAGES = sorted(GUIDE.rglob("*.md"))
MARKDOWN = MarkdownIt("commonmark").enable("table")


@dataclass(frozen=True)
class Block:
    """A fenced block: its language and its text."""

    language: str
    text: str


def text(name: str) -> str:
    """Return the text of a page, such as `import` or `hosting/nginx`."""
    return (GUIDE / f"{name}.md").read_text(encoding="utf-8")


def targets(file: Path) -> list[str]:
    """Return what a page's links and pictures lead to, as written."""
    tokens = _inline(file)
    return [str(t.attrs.get("href") or t.attrs.get("src")) for t in tokens if t.attrs]


def anchors(file: Path) -> list[str]:
    """Return the ids of a page's headings as forges make them."""
    tokens = MARKDOWN.parse(file.read_text(encoding="utf-8"))
    headings = [tokens[i + 1] for i, t in enumerate(tokens) if t.type == "heading_open"]
    words = ["".join(child.content for child in h.children or []) for h in headings]
    return [re.sub(r"[^\w\- ]", "", line.lower()).replace(" ", "-") for line in words]


def blocks(file: Path) -> list[Block]:
    """Return the fenced blocks of a page."""
    tokens = MARKDOWN.parse(file.read_text(encoding="utf-8"))
    return [Block(t.info.strip(), t.content) for t in tokens if t.type == "fence"]


def code_spans(file: Path) -> list[str]:
    """Return what a page sets as code within its sentences and tables."""
    return [token.content for token in _inline(file) if token.type == "code_inline"]


def _inline(file: Path) -> list[Token]:
    tokens = MARKDOWN.parse(file.read_text(encoding="utf-8"))
    return [child for t in tokens for child in t.children or []]
