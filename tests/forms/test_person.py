"""The form of a person: partial dates, validation and unpublished names."""

from datetime import date

import pytest
from werkzeug.datastructures import MultiDict
from wtforms.validators import ValidationError

from app.forms.person import PersonForm, parse_date

OWN = "t"
SHAPE = "Enter a date such as 2024, 2024-09 or 2024-09-30."
NONE = "This date does not exist."


def form(**typed: str) -> PersonForm:
    return PersonForm(MultiDict({"token": OWN, **typed}), meta={"token": OWN})


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-2", date(2023, 2, 1), date(2023, 2, 28)),
        ("9999", date(9999, 1, 1), date(9999, 12, 31)),
        ("2024-09-30", date(2024, 9, 30), date(2024, 9, 30)),
        ("", None, None),
    ],
)
def test_a_partial_date_starts_on_its_first_day_and_ends_on_its_last(
    typed: str, first: date | None, last: date | None
) -> None:
    assert (parse_date(typed, last=False), parse_date(typed, last=True)) == (first, last)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("soon", SHAPE),
        ("24", SHAPE),
        ("30.9.2024", SHAPE),
        ("2024-09-30-1", SHAPE),
        ("２０２４", SHAPE),
        ("0000", NONE),
        ("20244", SHAPE),
        ("2024-13", NONE),
        ("2024-00", NONE),
        ("2023-02-29", NONE),
    ],
)
@pytest.mark.parametrize("last", [True, False])
def test_invalid_dates_are_refused(typed: str, words: str, last: bool) -> None:
    with pytest.raises(ValidationError, match=words.replace(".", r"\.")):
        parse_date(typed, last=last)


def test_names_dates_and_urls_are_normalised_in_the_values() -> None:
    one = form(name=" Li,  Kim ", url="https://käse.example/ü", started_on="2022", ended_on="2024")
    assert one.validate()
    values = one.values()
    assert values["name"] == "Kim Li"
    assert values["url"] == "https://xn--kse-qla.example/%C3%BC"
    assert (values["started_on"], values["ended_on"]) == ("2022-01-01", "2024-12-31")
    assert (one.name.data, one.ended_on.data) == ("Li, Kim", "2024")


def test_an_unpublished_name_is_not_saved_but_stays_in_the_form() -> None:
    one = form(name="Kim Li", url="https://kim.example", is_unnamed="y")
    assert one.validate()
    assert (one.values()["name"], one.values()["url"]) == ("", "")
    assert one.name.data == "Kim Li"


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"name": " "}, {"name": ["Enter a name or tick “Don't publish the name”."]}),
        ({"is_unnamed": "y"}, {}),
        ({"name": "x" * 201}, {"name": ["At most 200 characters."]}),
        (
            {"url": "ftp://kim.example"},
            {"url": ["The web address must begin with https:// or http://."]},
        ),
        (
            {"url": "javascript:alert(1)"},
            {"url": ["The web address must begin with https:// or http://."]},
        ),
        (
            {"started_on": "2024", "ended_on": "2023"},
            {"ended_on": ["The end is before the start."]},
        ),
        ({"started_on": "2024-09", "ended_on": "2024"}, {}),
        ({"started_on": "x", "ended_on": "2023"}, {"started_on": [SHAPE]}),
        (
            {
                "supervisors": "rows",
                "supervisors-0-name": "Jan Bos",
                "supervisors-1-name": "JAN BOS",
            },
            {"supervisors": ["Supervisor 2: JAN BOS is listed twice."]},
        ),
        (
            {"supervisors": "rows", "supervisors-0-name": "Jan", "supervisors-0-role": "king"},
            {"supervisors": ["Supervisor 1: Role: choose one from the list."]},
        ),
        ({"supervisors": "rows", "supervisors-0-name": " ", "supervisors-0-role": "co"}, {}),
        (
            {"level": "x" * 101, "project": "x" * 501},
            {
                "level": ["At most 100 characters."],
                "project": ["At most 500 characters."],
            },
        ),
    ],
)
def test_errors_are_shown_at_their_fields(
    typed: dict[str, str], wrong: dict[str, list[str]]
) -> None:
    one = form(**({"name": "Kim Li"} | typed if "is_unnamed" not in typed else typed))
    assert one.validate() is not bool(wrong)
    assert one.errors == wrong
