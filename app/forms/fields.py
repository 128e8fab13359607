"""Field types with their length limits, keyboards and error messages."""

import calendar
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from typing import Any

from wtforms import Field, IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.utils import unset_value
from wtforms.validators import StopValidation, ValidationError
from wtforms.widgets import TextInput

from app.bibliography import identifiers, urls
from app.bibliography.record import PublicationType, Status
from app.forms.base import line, paragraphs
from app.translations.text import format_date, format_number, lazy_gettext, translated
from app.translations.text import gettext as _

LINE, TEXT = 2_000, 200_000


class AtMost:
    """Refuse texts with more characters than `limit`."""

    def __init__(self, limit: int) -> None:
        self.limit = limit

    def __call__(self, form: Any, field: Any) -> None:
        """Raise ValidationError if the text is too long."""
        if len(field.data or "") > self.limit:
            limit = format_number(self.limit)
            raise ValidationError(_("At most %(limit)s characters.", limit=limit))


def Line(  # noqa: N802 (used like a field class)
    label: str, *validators: Any, limit: int = LINE, hint: str = "", **kw: Any
) -> StringField:
    """Return a field for one line of text."""
    return StringField(
        label,
        [*validators, AtMost(limit)],
        filters=[line],
        description=hint,
        render_kw={"maxlength": limit, "dir": "auto", **kw},
    )


def Text(  # noqa: N802
    label: str, *validators: Any, limit: int = TEXT, rows: int = 5, hint: str = "", **kw: Any
) -> TextAreaField:
    """Return a field for multi-line text."""
    return TextAreaField(
        label,
        [*validators, AtMost(limit)],
        filters=[paragraphs],
        description=hint,
        render_kw={"maxlength": limit, "rows": rows, "dir": "auto", **kw},
    )


def Choice(  # noqa: N802
    label: str, choices: Callable[[], Iterable[tuple[str, str]]], hint: str = ""
) -> SelectField:
    """Return a select field; values that are not choices are refused."""

    def offered() -> list[SelectChoice]:
        return [SelectChoice(value, words) for value, words in choices()]

    return SelectField(label, choices=offered, description=hint)


# By how often they are used, so that the usual ones are at hand.
TYPES = (
    PublicationType.ARTICLE_JOURNAL,
    PublicationType.PAPER_CONFERENCE,
    PublicationType.ARTICLE,
    PublicationType.CHAPTER,
    PublicationType.BOOK,
    PublicationType.THESIS,
    PublicationType.REPORT,
    PublicationType.SPEECH,
    PublicationType.REVIEW,
    PublicationType.ENTRY_ENCYCLOPEDIA,
    PublicationType.MANUSCRIPT,
    PublicationType.SOFTWARE,
    PublicationType.DATASET,
    PublicationType.PATENT,
    PublicationType.STANDARD,
    PublicationType.WEBPAGE,
    PublicationType.DOCUMENT,
)


def Type(*others: tuple[str, str]) -> SelectField:  # noqa: N802
    """Return the field for the type of a publication, with other choices before all types."""
    return Choice(
        lazy_gettext("Type"),
        lambda: [
            *((value, str(words)) for value, words in others),
            *((kind.value, translated(kind.label)) for kind in TYPES),
        ],
    )


def Kind() -> StringField:  # noqa: N802
    """Return the field for the kind of a publication within its type, with suggestions."""
    return Line(
        lazy_gettext("Kind"),
        list="known-kinds",
        autocomplete="off",
        placeholder=lazy_gettext("Master's thesis, Poster …"),
    )


def StatusChoice() -> SelectField:  # noqa: N802
    """Return the field for the status of a publication."""
    return Choice(
        lazy_gettext("Status"),
        lambda: [(status.value, translated(status.heading)) for status in Status],
    )


def venue_kinds() -> list[tuple[str, str]]:
    """Return the choices of the kind of a venue."""
    return [
        ("", _("Based on the type")),
        ("journal", _("Journal")),
        ("conference", _("Conference")),
        ("workshop", _("Workshop")),
        ("repository", _("Repository")),
        ("publisher", _("Publisher")),
        ("institution", _("Institution")),
    ]


class Number(IntegerField):
    """A whole number in a text input; an invalid one is shown again as typed."""

    # From a number input, browsers would send nothing for an invalid number.
    widget = TextInput()

    def __init__(self, label: str, *validators: Any, hint: str = "", **kw: Any) -> None:
        render_kw = {"inputmode": "numeric", "maxlength": 6, "autocomplete": "off"}
        super().__init__(label, list(validators), description=hint, render_kw=render_kw, **kw)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Parse the digits; an empty field is None."""
        if not valuelist:
            return
        typed = line(valuelist[0])
        self.data = None
        if typed and not (typed.isascii() and typed.isdigit() and len(typed) <= 6):
            raise ValueError(_("Enter digits only."))
        self.data = int(typed) if typed else None


class Required:
    """Refuse an empty value, with a specific message."""

    def __init__(self, message: str) -> None:
        self.message = message

    def __call__(self, form: Any, field: Any) -> None:
        """Raise StopValidation if the field is empty, as nothing else can be wrong with it."""
        if not field.data:
            raise StopValidation(str(self.message))


class Between:
    """Refuse numbers out of range."""

    def __init__(self, lowest: int, highest: int) -> None:
        self.lowest, self.highest = lowest, highest

    def __call__(self, form: Any, field: Any) -> None:
        """Raise ValidationError if the number is out of range."""
        if field.data is not None and not self.lowest <= field.data <= self.highest:
            raise ValidationError(self.message())

    def message(self) -> str:
        """Return what is refused with."""
        return _(
            "Enter a number from %(lowest)s to %(highest)s.",
            lowest=self.lowest,
            highest=self.highest,
        )


def complete_url(typed: str) -> str:
    """Return the URL that was meant by "github.com/x", "//github.com/x" or a bare DOI."""
    if identifiers.DOI.fullmatch(typed):
        return identifiers.doi_url(typed)
    return urls.complete(typed)


def check_url(url: str, *, in_row: bool = False) -> None:
    """Raise ValidationError if a browser can't open `url`; `in_row`, a row begins the message."""
    error = urls.validation_error(url)
    if not error:
        return
    problem = translated(error)
    raise ValidationError(
        _("the address %(problem)s.", problem=problem)
        if in_row
        else _("The web address %(problem)s.", problem=problem)
    )


EARLIEST = 1500
MONTHS = range(1, 13)


def months() -> list[tuple[str, str]]:
    """Return the choices of a month, with their numbers as values."""
    return [("", ""), *((str(n), format_date(date(2000, n, 1), "LLLL")) for n in MONTHS)]


def latest_year() -> int:
    """Return the latest year allowed for a publication: next year."""
    return datetime.now(UTC).year + 1


class Year:
    """Refuse years that are not plausible for a publication."""

    def __call__(self, form: Any, field: Any) -> None:
        """Raise ValidationError if the year is too early or too late."""
        if field.data is not None and not EARLIEST <= field.data <= latest_year():
            raise ValidationError(
                _("Enter a year from %(first)s to %(last)s.", first=EARLIEST, last=latest_year())
            )


def check_date(year: int | None, month: str, day: int | None) -> None:
    """Raise ValidationError for a day without a month or one that the month doesn't have."""
    number = next((number for number in MONTHS if str(number) == month), None)
    if day is None:
        return
    if number is None:
        raise ValidationError(_("A day needs a month."))
    last = calendar.monthrange(year or 2000, number)[1]
    if not 1 <= day <= last:
        raise ValidationError(_("Enter a day from 1 to %(last)s.", last=last))


class Pills(Field):
    """Checkboxes; the values keep the order of the choices, which are read with the form."""

    def __init__(self, label: str, choices: Callable[[], list[str]], **kw: Any) -> None:
        super().__init__(label, **kw)
        self._choices = choices

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Read the checked values, or take `data` if the field was not submitted."""
        self.process_errors: list[str] = []
        self.choices = self._choices()
        self.object_data = [] if data is unset_value else list(data)
        # Unchecked boxes are not sent: an empty hidden input tells them from a missing field.
        submitted = formdata and self.name in formdata
        checked = set(formdata.getlist(self.name)) - {""} if submitted else set(self.object_data)
        self.data = [choice for choice in self.choices if choice in checked]
        self.unknown = sorted(checked.difference(self.choices)) if submitted else []

    def pre_validate(self, form: Any) -> None:
        """Refuse values that are not choices, such as deleted topics."""
        if self.unknown:
            raise ValidationError(_("“%(name)s” no longer exists.", name=self.unknown[0][:100]))


def parse_doi(text: str) -> str:
    """Return the DOI in a text. Raises ValidationError."""
    doi = identifiers.doi(text)
    if doi is None:
        raise ValidationError(
            _("Enter a DOI such as 10.1000/tides, with or without https://doi.org/.")
        )
    return doi


def parse_arxiv_id(text: str) -> str:
    """Return the arXiv number in a text, without its version. Raises ValidationError."""
    number = identifiers.arxiv_id(text)
    if number is None:
        raise ValidationError(_("Enter an arXiv number such as 2410.08811 or math/0309136."))
    return number
