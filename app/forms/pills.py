"""Several of a few, each a pill to tick."""

from collections.abc import Callable
from typing import Any

from wtforms import Field
from wtforms.utils import unset_value
from wtforms.validators import ValidationError


class Pills(Field):
    """Ticked values in the order of the choices, which are read when the form is made."""

    def __init__(self, label: str, choices: Callable[[], list[str]], **kw: Any) -> None:
        super().__init__(label, **kw)
        self._choices = choices

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Take what was ticked, or what is given where none of the field was sent."""
        self.process_errors: list[str] = []
        self.choices = self._choices()
        self.object_data = [] if data is unset_value else list(data)
        # Nothing ticked sends nothing: the field's own mark tells it from a field left out.
        sent = formdata and self.name in formdata
        ticked = set(formdata.getlist(self.name)) - {""} if sent else set(self.object_data)
        self.data = [choice for choice in self.choices if choice in ticked]
        self.unknown = sorted(ticked.difference(self.choices)) if sent else []

    def pre_validate(self, form: Any) -> None:
        """Refuse what is no choice, or not any more."""
        if self.unknown:
            raise ValidationError(f"There is no “{self.unknown[0][:100]}” any more.")
