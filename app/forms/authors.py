"""The authors of a publication: rows in order, typed one by one or pasted as a whole list."""

from typing import Any

from flask import current_app
from wtforms.utils import unset_value
from wtforms.validators import ValidationError

from app.bibliography.names import author_lists
from app.forms.rows import Column, Row, Rows
from app.services.catalog import owner

COLUMNS = (
    Column("name", "Name", suggest="suggestions.names"),
    Column("equal", "Equal contribution", kind="tick", sign="*"),
    Column("corresponding", "Corresponding author", kind="tick", sign="†"),
    Column("owner", "You", kind="radio", sign="you"),
)
NOBODY = "none"
# Room for the longest lists that there are, in any notation.
LONGEST = 500_000


class Authors(Rows):
    """Rows of authors. Where nobody says which one is the owner, she is found by her names."""

    def __init__(self, label: str, **kw: Any) -> None:
        super().__init__(label, COLUMNS, limit=0, one="author", **kw)
        self.many, self.pasted = "authors", ""

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Take the rows, what was pasted, and whether none of them is the owner."""
        super().process(formdata, data, extra_filters)
        self.limit = current_app.config["AUTHORS_LIMIT"]
        sent = formdata if formdata and self.name in formdata else {}
        self.pasted = sent.get(f"{self.name}-pasted", "")
        self.is_none_owner = (
            sent.get(f"{self.name}-owner") == NOBODY if sent else self._recognised() is not None
        )

    def pre_validate(self, form: Any) -> None:
        """Add what was pasted and not added yet, refuse too many, and recognise the owner."""
        self._add_pasted()
        super().pre_validate(form)
        found = None if self.is_none_owner else self._recognised()
        if found is not None:
            self.data[found]["owner"] = True

    def act(self, what: str) -> bool:
        """Do what a button says; `authors.paste` adds the names of the pasted list."""
        if what != f"{self.name}.paste":
            return super().act(what)
        before = len(self.data)
        self._add_pasted()
        at = min(before, len(self.data) - 1)
        self.focus = f"{self.id}-{at}-name" if self.data else f"{self.id}-pasted"
        return True

    @property
    def has_owner(self) -> bool:
        """Whether one of the rows is marked as the owner."""
        return any(row["owner"] for row in self.data)

    def _add_pasted(self) -> None:
        if len(self.pasted) > LONGEST:
            raise ValidationError(f"A pasted list can have at most {LONGEST:,} characters.")
        if found := author_lists.split_authors(self.pasted):
            self.data = [row for row in self.data if row["name"]] + list(map(self._row, found))
            self.pasted = ""

    def _row(self, name: str) -> Row:
        return {**self._empty(), "name": name}

    def _recognised(self) -> int | None:
        if self.has_owner or not self.data:
            return None
        return owner.position([row["name"] for row in self.data])
