"""The biography: Markdown, rendered when it is saved, not at every visit."""

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


def render(profile: Profile) -> None:
    """Fill the rendered field of a profile."""
    profile.biography_html = to_html(profile.biography)


@lru_cache(maxsize=4)
def to_html(markdown: str) -> str:
    """Return Markdown (CommonMark) as safe HTML; raw HTML in it stays visible as text."""
    # Each quote is compared with all before it.
    has_many = markdown.count('"') + markdown.count("'") > MOST_QUOTES
    renderer = STRAIGHT_QUOTES if has_many else CURLY_QUOTES
    html = renderer.render(markdown).replace("<h1>", "<h3>").replace("<h2>", "<h3>")
    html = html.replace("</h1>", "</h3>").replace("</h2>", "</h3>")
    return nh3.clean(html, tags=TAGS, url_schemes={"http", "https", "mailto"}).strip()
