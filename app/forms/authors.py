"""The authors of a publication: ordered rows, typed one by one or pasted as a list."""

import re
from typing import Any

from flask import current_app
from wtforms.utils import unset_value

from app.bibliography.names import roles
from app.bibliography.names.roles import NamedContributor
from app.bibliography.record import ContributorRole
from app.forms.author_names import shown_name, stored_name
from app.forms.rows import Column, Row, Rows, RowWords
from app.services.catalog import owner
from app.translations.text import format_number, lazy_gettext
from app.translations.text import gettext as _

ROLES = (
    (ContributorRole.AUTHOR.value, lazy_gettext("Author")),
    (ContributorRole.EDITOR.value, lazy_gettext("Editor (ed.)")),
    (ContributorRole.TRANSLATOR.value, lazy_gettext("Translator (trans.)")),
)
COLUMNS = (
    Column("name", lazy_gettext("Name"), suggest="suggestions.names"),
    Column("role", lazy_gettext("Role"), kind="choice", choices=ROLES),
    Column("equal", lazy_gettext("Equal contribution"), kind="tick", sign="*"),
    Column("corresponding", lazy_gettext("Corresponding author"), kind="tick", sign="†"),
    Column("owner", lazy_gettext("You"), kind="radio", sign=lazy_gettext("you")),
)
WORDS = RowWords(
    lazy_gettext("Add an author"),
    lazy_gettext("author %(number)s"),
    lazy_gettext("At most %(limit)s authors."),
    lazy_gettext("At most %(limit)s authors; there are %(number)s."),
)
NO_OWNER = "none"
# Enough for the longest author lists in any notation.
MAX_PASTED_LENGTH = 500_000
# A name has at most so many of them: "Roe, Ada, Jr.;" has three. Those of affiliations don't count.
SEPARATORS = re.compile(r"[;\n]|,(?!\d)|\s(?:and|&)\s", re.IGNORECASE)
MAX_SEPARATORS = 4


class Authors(Rows):
    """Rows of authors; unless one is marked as the owner, the owner is found by name."""

    def __init__(self, label: str, **kw: Any) -> None:
        super().__init__(label, COLUMNS, limit=0, words=WORDS, **kw)
        self.pasted = ""

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Read the rows, the pasted list, and whether none of the authors is the owner."""
        self.limit = current_app.config["AUTHORS_LIMIT"]
        super().process(formdata, data, extra_filters)
        self._known = {row["name"] for row in self.object_data}
        for row in self.data:
            row["name"] = self._stored(row["name"])
        submitted = formdata if formdata and self.name in formdata else {}
        self.pasted = submitted.get(f"{self.name}-pasted", "")
        self.is_none_owner = (
            submitted.get(f"{self.name}-owner") == NO_OWNER
            if submitted
            else self._owner_index() is not None
        )

    def pre_validate(self, form: Any) -> None:
        """Add the pasted authors, read typed roles, refuse too many, and find the owner."""
        self._add_pasted()
        for row in self.data:
            if found := roles.split_role(row["name"]):
                row["name"], row["role"] = self._stored(found.name), found.role.value
        super().pre_validate(form)
        owner_index = None if self.is_none_owner else self._owner_index()
        if owner_index is not None:
            self.data[owner_index]["owner"] = True

    def press(self, button: str) -> None:
        """Do what a button of this field does; `authors.paste` adds the pasted authors."""
        if button != f"{self.name}.paste":
            super().press(button)
            return
        count_before = len(self.data)
        self._add_pasted()
        first_new = min(count_before, len(self.data) - 1)
        self.focus = f"{self.id}-{first_new}-name" if self.data else f"{self.id}-pasted"

    def in_words(self, rows: list[Row]) -> str:
        """Return authors as text, one per line, such as "Ada Roe (ed.)*†"."""
        return "\n".join(map(_author_in_words, rows)) or _("nothing")

    def shown(self, row: Row, column: Column) -> Any:
        """Return what the form shows in a column of a row."""
        value = super().shown(row, column)
        return shown_name(value) if column.name == "name" else value

    @property
    def has_owner(self) -> bool:
        """Whether one of the rows is marked as the owner."""
        return any(row["owner"] for row in self.data)

    def _stored(self, name: str) -> str:
        # A role after the name is read first.
        return name if roles.split_role(name) else stored_name(name, self._known)

    def _add_pasted(self) -> None:
        if len(self.pasted) > MAX_PASTED_LENGTH:
            limit = format_number(MAX_PASTED_LENGTH)
            message = _("A pasted list can have at most %(limit)s characters.", limit=limit)
            self.errors = [*self.errors, message]
            return
        if len(SEPARATORS.findall(self.pasted)) > MAX_SEPARATORS * self.limit:
            # Far too many are not even read.
            limit = format_number(self.limit)
            message = _("At most %(limit)s authors; there are far more.", limit=limit)
            self.errors = [*self.errors, message]
            return
        found, typed = roles.split_contributors(self.pasted), self._filled_rows()
        if not found:
            return
        if len(found) + len(typed) > self.limit:
            # The list stays as pasted: that many rows would be megabytes of form.
            self.errors = [*self.errors, self.too_many(len(found) + len(typed))]
        else:
            self.data = typed + list(map(self._row, found))
            self.pasted = ""

    def _row(self, one: NamedContributor) -> Row:
        return {**self._empty(), "name": one.name, "role": one.role.value}

    def _owner_index(self) -> int | None:
        if self.has_owner or not self.data:
            return None
        return owner.position([row["name"] for row in self.data])


def _author_in_words(row: Row) -> str:
    mark = ContributorRole(row["role"]).mark if row["role"] in set(ContributorRole) else ""
    signs = f"{'*' if row['equal'] else ''}{'†' if row['corresponding'] else ''}"
    named = f"{shown_name(row['name'])}{f' ({mark})' if mark else ''}{signs}"
    return _("%(name)s (you)", name=named) if row["owner"] else named
