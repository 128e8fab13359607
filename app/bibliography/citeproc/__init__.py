"""A processor of citation styles (CSL 1.0.2) that formats single works for a bibliography."""

from app.bibliography.citeproc.output import tagged_texts, to_html
from app.bibliography.citeproc.renderer import reference
from app.bibliography.citeproc.style import CitationStyle, read_style

__all__ = ["CitationStyle", "read_style", "reference", "tagged_texts", "to_html"]
