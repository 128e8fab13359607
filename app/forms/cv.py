"""The form of the CV: citation style, paper size, and the parts in order."""

import re
from typing import Any

from app.bibliography.document.cv import Paper, ReferenceStyle
from app.forms.base import EditForm
from app.forms.fields import Choice
from app.forms.rows import Column, Row, Rows, RowWords
from app.services.catalog.slugs import LONGEST
from app.translations.text import lazy_gettext, translated

COLUMNS = (
    Column("part", lazy_gettext("Section"), limit=LONGEST),
    Column("shown", lazy_gettext("In the CV"), "tick"),
)
WORDS = RowWords(
    lazy_gettext("Add a section"),
    lazy_gettext("section %(number)s"),
    lazy_gettext("At most %(limit)s sections."),
    lazy_gettext("At most %(limit)s sections; there are %(number)s."),
)


class PartRows(Rows):
    """The parts of the CV, which can be moved and left out, but neither added nor removed."""

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Read the submitted rows of parts that there are; those not submitted stay at the end."""
        super().process(formdata, data or [], extra_filters)
        known = {row["part"]: row for row in self.object_data}
        rows = {row["part"]: row for row in self.data if row["part"] in known}
        self.data: list[Row] = [*rows.values(), *(known[key] for key in known if key not in rows)]

    def press(self, button: str) -> None:
        """Move a part."""
        if re.search(r"\.(up|down)$", button):
            super().press(button)


class CvForm(EditForm):
    parts = PartRows(lazy_gettext("Sections"), COLUMNS, limit=60, words=WORDS)
    style = Choice(
        lazy_gettext("Citation style"),
        lambda: [(style.value, translated(style.label)) for style in ReferenceStyle],
    )
    paper = Choice(
        lazy_gettext("Paper"), lambda: [(paper.value, translated(paper.label)) for paper in Paper]
    )
