"""Texts in templates: values are escaped, texts are not, and numbers follow the language."""

import pytest
from flask import Flask, render_template_string

from app.translations.current import in_language
from app.translations.lookup import look_up


@pytest.mark.parametrize(
    ("template", "html"),
    [
        ('{{ _("Sign in") }}', "Sign in"),
        ('{{ gettext("<b>%(who)s</b>", who=who) }}', "<b>&lt;i&gt;</b>"),
        ('{{ _("100%%") }}', "100%"),
        ('{{ ngettext("%(num)s work", "%(num)s works", 1234) }}', "1,234 works"),
        ('{{ ngettext("%(num)s of %(who)s", "x", 1, who=who) }}', "1 of &lt;i&gt;"),
        ('{{ pgettext("verb", "Open %(who)s", who=who) }}', "Open &lt;i&gt;"),
        ("{% trans who=who %}See <a>{{ who }}</a> 5%{% endtrans %}", "See <a>&lt;i&gt;</a> 5%"),
        (
            "{% trans num=1 %}{{ num }} work{% pluralize %}{{ num }} works{% endtrans %}",
            "1 work",
        ),
        (
            "{% trans num=1234 %}{{ num }} work{% pluralize %}{{ num }} works{% endtrans %}",
            "1,234 works",
        ),
    ],
)
def test_values_are_inserted(app: Flask, template: str, html: str) -> None:
    with app.test_request_context():
        assert render_template_string(template, who="<i>") == html


def test_numbers_and_plurals_follow_the_language(app: Flask) -> None:
    template = '{{ ngettext("%(num)s hour", "%(num)s hours", n) }}'
    with app.test_request_context(), in_language("fr"):
        said = [render_template_string(template, n=number) for number in (0, 1, 2, 1234)]
    assert said == ["0 heure", "1 heure", "2 heures", "1\u202f234 heures"]


def test_what_no_catalogue_has_is_english(app: Flask) -> None:
    with app.test_request_context(), in_language("fr"):
        assert (look_up("xyzzy"), look_up("xyzzy", "of a cave")) == ("xyzzy", "xyzzy")
        assert look_up("") == ""
