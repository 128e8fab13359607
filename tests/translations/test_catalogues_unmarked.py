"""Whatever people read is looked up in the catalogues, as whole sentences."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from tests.support import python_texts, template_texts

VALUE = template_texts.VALUE
ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
ADVICE = (
    "Write _(“…”), or {% trans %} where there are elements in the sentence, then make messages."
)
IN_PYTHON = (
    "Write _(“…”) while a request is answered, lazy_gettext(“…”) when a module is loaded, and in"
    " app/bibliography and in what is stored message(“…”); then make messages."
)
WHOLE = "Write one whole sentence with %(values)s: languages order, inflect and capitalize words."
SHOWN = (
    "bibliography",
    "forms",
    "models",
    "security",
    "services/accounts",
    "services/catalog",
    "services/declined",
    "services/editing",
    "services/erasing",
    "services/exporting",
    "services/history",
    "services/importing",
    "services/lookups",
    "services/purging.py",
    "services/site_health",
    "views",
    "web",
)
# Words that are read in files or written into them, names, and what programs and logs are told.
OF_FILES = (
    "bibliography/answers",
    "bibliography/bibtex/journals",
    "bibliography/bibtex/types.py",
    "bibliography/kinds.py",
    "bibliography/repositories",
    "bibliography/ris/tags.py",
    "bibliography/ris/types.py",
    "bibliography/statuses",
    "bibliography/theses.py",
    "services/exporting/citation_items.py",
    "services/exporting/cv/word",
    "web/logs",
    "web/policy.py",
    "web/sub_path.py",
)


def _found(
    folder: Path, pattern: str, check: Callable[[str], Iterable[object]]
) -> dict[str, list[str]]:
    files = sorted(folder.rglob(pattern)) if folder.is_dir() else [folder]
    found = {file: check(file.read_text(encoding="utf-8")) for file in files}
    return {
        file.relative_to(ROOT).as_posix(): [str(one) for one in some]
        for file, some in found.items()
    }


def _fail_with(advice: str, found: dict[str, list[str]]) -> None:
    lines = [f"{file}: {one}" for file, some in found.items() for one in some]
    if lines:
        pytest.fail("\n".join([advice, *lines]), pytrace=False)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("<p>Not saved.</p>", ["text: Not saved."]),
        ('<p title="{{ x }} more">{{ x }}</p>', [f"title: {VALUE} more"]),
        ('<input type="submit" value="Save"><input value="a b">', ["value: Save"]),
        ('{{ "Undo" if x else y }}', ["expression: Undo"]),
        ('{{ field(form.a, hint="One per line") }}', ["expression: One per line"]),
        (
            '{{ n }} work{{ "s" if n != 1 }}',
            [f"text: {VALUE} work{VALUE}", "expression: s"],
        ),
        ("{# Not said #}<p>{% if x %}Yes{% endif %}</p>", ["text: Yes"]),
        ('<p class="a b">{{ _("Not saved.") }} · BibTeX <code>make it</code></p>', []),
        ("{% trans n=n %}{{ n }} of <b>many</b>{% endtrans %}", []),
        ('{{ button(_("Save"), class="button quiet", danger="quiet danger") }}', []),
        ('<{{ tag }} class="a b">{{ x }}</{{ tag }}>', []),
        ('{% if kind == "New work" %}{{ day|date("d MMM y") }}{% endif %}', []),
    ],
)
def test_unmarked_texts_of_templates_are_found(source: str, said: list[str]) -> None:
    assert template_texts.unmarked_texts(source) == said


def test_all_templates_are_in_the_catalogues() -> None:
    _fail_with(ADVICE, _found(TEMPLATES, "*.html", template_texts.unmarked_texts))


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ('{{ _("Move") ~ " " ~ x }}', [1]),
        ('\n{{ x + _("Move") }}', [2]),
        ('{{ _("Move")|lower }}', [1]),
        ('{{ x ~ (_("Move") if y else z) }}', [1]),
        ('{{ x ~ y }}{{ _("Move %(x)s", x=x ~ y) }}{{ x if _("a") else y ~ z }}', []),
    ],
)
def test_glued_texts_are_found(source: str, lines: list[int]) -> None:
    assert template_texts.glued_texts(source) == lines


def test_templates_say_whole_sentences() -> None:
    _fail_with(WHOLE, _found(TEMPLATES, "*.html", template_texts.glued_texts))


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('x = "Not saved."', ["1: Not saved."]),
        ('raise FormError(f"{x} is too long")', ["1: … is too long"]),
        ('Line("Name", hint="one per line")', ["1: one per line"]),
        ('x = {"a": f"At most {n} of them"}', ["1: At most … of them"]),
        ('"""Return it."""\nx = _("Not saved.")', []),
        ('raise ValueError(f"{x} is no day")', []),
        ('logger.error("It failed: %s", x)', []),
        ('x = "SELECT a"; y = "application/json"; z = "a b"; s = "Set-Cookie"', []),
    ],
)
def test_unmarked_texts_of_modules_are_found(source: str, said: list[str]) -> None:
    assert python_texts.unmarked_texts(source) == said


@pytest.mark.parametrize("folder", SHOWN)
def test_modules_that_speak_to_people_use_the_catalogues(folder: str) -> None:
    found = _found(ROOT / "app" / folder, "*.py", python_texts.unmarked_texts)
    prefixes = tuple(f"app/{one}" for one in OF_FILES)
    _fail_with(IN_PYTHON, {f: some for f, some in found.items() if not f.startswith(prefixes)})
