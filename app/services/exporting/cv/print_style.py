"""The style of printed pages, which depends on the paper and the owner's name (css-page-3)."""

import re

from app.bibliography.document.cv import Paper

# Chromium and Safari print the boxes in the margins since 2024 and 2025, Firefox does not yet.
PAGES = """\
@page {{
  size: {size};
  margin: 20mm 19mm 18mm;
  font: 8pt sans-serif;
  color: #444;
  @top-right {{ content: {name} }}
  @bottom-center {{ content: counter(page) " / " counter(pages) }}
}}
@page :first {{
  @top-right {{ content: none }}
}}
"""


def page_style(name: str, paper: Paper) -> str:
    """Return a stylesheet: page numbers, and from the second page on the owner's name."""
    return PAGES.format(size=paper.label, name=_css_string(name))


def _css_string(text: str) -> str:
    """Return text as a string in CSS, where only letters and digits of ASCII mean themselves."""
    return '"' + re.sub("[^A-Za-z0-9 ]", lambda sign: f"\\{ord(sign[0]):x} ", text) + '"'
