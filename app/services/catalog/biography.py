"""The biography: Markdown, rendered when it is saved, not at every visit."""

import html
import textwrap
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt

from app.models import Profile

# The page has h1 and h2, so the headings of a biography start at h3.
TAGS = {"p", "br", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "pre", "h3", "h4"}
STRAIGHT_QUOTES, CURLY_QUOTES = (
    MarkdownIt("commonmark", {"html": False, "typographer": True}).enable(rules)
    for rules in (["replacements"], ["replacements", "smartquotes"])
)
MOST_QUOTES = 1_000
# The length of what others show of a page, and of the HTML that surely has so much text.
SUMMARY_LENGTH, MARKED_UP_LENGTH = 200, 4_000


def render(profile: Profile) -> None:
    """Fill the rendered field of a profile."""
    profile.biography_html = to_html(profile.biography)


@lru_cache(maxsize=4)
def to_html(markdown: str) -> str:
    """Return Markdown (CommonMark) as safe HTML; raw HTML in it stays visible as text."""
    # Each quote is compared with all before it.
    has_many = markdown.count('"') + markdown.count("'") > MOST_QUOTES
    renderer = STRAIGHT_QUOTES if has_many else CURLY_QUOTES
    found = renderer.render(markdown).replace("<h1>", "<h3>").replace("<h2>", "<h3>")
    found = found.replace("</h1>", "</h3>").replace("</h2>", "</h3>")
    return nh3.clean(found, tags=TAGS, url_schemes={"http", "https", "mailto"}).strip()


def beginning(rendered: str) -> str:
    """Return the beginning of a rendered biography as plain text, cut at a word."""
    text = html.unescape(nh3.clean(rendered[:MARKED_UP_LENGTH], tags=set()))
    return textwrap.shorten(text, SUMMARY_LENGTH, placeholder="…")
