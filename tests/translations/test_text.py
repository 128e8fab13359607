"""Texts, numbers and dates in the language that is used."""

from datetime import date

from flask import Flask, render_template_string

from app.bibliography.messages import as_clause, message, plural_message
from app.translations.current import current_language, in_language
from app.translations.text import (
    format_date,
    format_number,
    gettext,
    join_words,
    lazy_gettext,
    ngettext,
    said_by,
    translated,
)


def test_texts_are_those_of_the_language_that_is_used(app: Flask) -> None:
    label = lazy_gettext("Sign in")
    with app.test_request_context():
        assert (gettext("Sign in"), str(label), current_language()) == ("Sign in", "Sign in", "en")
        with in_language("fr"):
            assert (gettext("Sign in"), str(label)) == ("Se connecter", "Se connecter")
            assert render_template_string('{{ _("Sign in") }}') == "Se connecter"
        assert gettext("Sign in") == "Sign in"


def test_a_text_about_a_number_has_the_form_and_the_format_of_its_language(app: Flask) -> None:
    texts = "%(num)s browser signed in", "%(num)s browsers signed in"
    with app.test_request_context():
        assert [ngettext(*texts, number) for number in (0, 1, 2_000)] == [
            "0 browsers signed in",
            "1 browser signed in",
            "2,000 browsers signed in",
        ]
        with in_language("fr"):
            assert [ngettext(*texts, number) for number in (0, 1, 2_000)] == [
                "0 navigateur connecté",
                "1 navigateur connecté",
                "2\u202f000 navigateurs connectés",
            ]


def test_without_an_application_all_is_english() -> None:
    assert (gettext("Sign in"), current_language()) == ("Sign in", "en")


def test_a_message_is_english_until_it_is_translated(app: Flask) -> None:
    nested = message("Skip to content")
    assert message("Page %(number)s: %(what)s", number=3, what=nested) == "Page 3: Skip to content"
    with app.test_request_context(), in_language("fr"):
        assert translated(nested) == "Aller au contenu"
        assert translated(message("Page %(number)s: %(what)s", number=3, what=nested)) == (
            "Page 3: Aller au contenu"
        )
        assert translated("50 % of a name") == "50 % of a name"


def test_a_message_about_a_number_has_two_forms() -> None:
    said = [plural_message("%(num)s work", "%(num)s works", number) for number in (0, 1, 2)]
    assert said == ["0 works", "1 work", "2 works"]


def test_numbers_dates_and_lists_follow_the_language(app: Flask) -> None:
    day = date(2025, 4, 24)
    with app.test_request_context():
        assert (format_number(12_345), format_date(day)) == ("12,345", "24 April 2025")
        assert join_words(["a", "b", "c"]) == "a, b and c"
        with in_language("fr"):
            assert (format_number(12_345), format_date(day)) == ("12\u202f345", "24 avril 2025")
            assert join_words(["a", "b", "c"], "or") == "a, b ou c"


def test_nested_messages_plurals_and_lists_are_translated(app: Flask) -> None:
    duration = plural_message("%(num)s hour", "%(num)s hours", 1234)
    said = message("line %(line)s: %(error)s", line=1234, error=duration)
    undone = message("Undone: %(change)s", change=as_clause(message("Skip to content")))
    listed = message("%(values)s", values=["a", duration])
    with app.test_request_context(), in_language("fr"):
        assert ngettext("%(num)s hour", "%(num)s hours", 1) == "1 heure"
        assert translated(said) == "ligne 1234\u00a0: 1\u202f234 heures"
        assert translated(undone) == "Annulé\u00a0: aller au contenu"
        assert translated(listed) == "a et 1\u202f234 heures"
        assert said_by(ValueError(duration)) == "1\u202f234 heures"
