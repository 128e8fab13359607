"""Rules for templates; each check is also tested on a violation."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

FOLDER = Path(__file__).parent.parent / "templates"
LONGEST_LINE, LARGEST_FOLDER = 160, 20
# `ignore missing` would hide a misspelled name; attributes are built in app/forms.
FORBIDDEN = ("ignore missing", ".update(")
ENVIRONMENT = Environment(autoescape=True, extensions=["jinja2.ext.i18n"])
LOOP = "{% for x in y %}{% include 'entry' %}{% endfor %}"

Sources = dict[str, str]


@pytest.fixture(scope="module")
def sources() -> Sources:
    files = sorted(FOLDER.rglob("*.html"))
    assert files
    return {f.relative_to(FOLDER).as_posix(): f.read_text(encoding="utf-8") for f in files}


def test_lines_are_short(sources: Sources) -> None:
    assert long_lines({"a.html": "x" * 160 + "\n" + "x" * 161}) == ["a.html:2"]
    assert long_lines(sources) == []


@pytest.mark.parametrize("phrase", FORBIDDEN)
def test_forbidden_phrases_are_not_used(sources: Sources, phrase: str) -> None:
    assert containing(phrase, {"a.html": f"{{% set _ = x{phrase}1) %}}"}) == ["a.html"]
    assert containing(phrase, sources) == []


def test_folders_are_small(sources: Sources) -> None:
    assert large_folders({f"works/{number}.html": "" for number in range(21)}) == ["works"]
    assert large_folders(sources) == []


@pytest.mark.parametrize(
    "bad",
    [
        {
            "page": LOOP,
            "entry": "{% import 'm' as m %}",
        },
        {
            "page": LOOP,
            "entry": "{% include 'part' %}",
            "part": "{% if z %}{% from 'm' import a %}{% endif %}",
        },
        {"page": "{% for x in y %}{% from 'm' import a %}{% endfor %}"},
        {"page": "{% macro b() %}{% from 'm' import a %}{% endmacro %}"},
    ],
)
def test_a_repeated_import_is_found(bad: Sources) -> None:
    assert repeated_imports(bad) == [list(bad)[-1]]


@pytest.mark.slow
def test_macros_are_imported_once_per_page(sources: Sources) -> None:
    good = {"page": "{% from 'm' import a %}" + LOOP}
    assert repeated_imports(good | {"entry": "{{ a() }}"}) == []
    assert repeated_imports(sources) == []


def long_lines(sources: Sources) -> list[str]:
    return [
        f"{name}:{number}"
        for name, source in sources.items()
        for number, line in enumerate(source.splitlines(), 1)
        if len(line) > LONGEST_LINE
    ]


def containing(phrase: str, sources: Sources) -> list[str]:
    return [name for name, source in sources.items() if phrase in source]


def large_folders(sources: Sources) -> list[str]:
    counted = Counter(Path(name).parent.as_posix() for name in sources)
    return [folder for folder, files in counted.items() if files > LARGEST_FOLDER]


def repeated_imports(sources: Sources) -> list[str]:
    """Return the templates whose imports run repeatedly, in a loop or a macro."""
    trees = {name: ENVIRONMENT.parse(source) for name, source in sources.items()}
    repeated = {part for tree in trees.values() for loop in loops(tree) for part in included(loop)}
    waiting = list(repeated)
    while waiting:
        further = set(included(trees[waiting.pop()])) - repeated
        repeated |= further
        waiting += further
    return [
        name
        for name, tree in trees.items()
        if (name in repeated and imports(tree)) or any(map(imports, loops(tree)))
    ]


def loops(tree: nodes.Template) -> Iterator[nodes.Node]:
    yield from tree.find_all((nodes.For, nodes.Macro))


def imports(node: nodes.Node) -> bool:
    return any(node.find_all((nodes.Import, nodes.FromImport)))


def included(node: nodes.Node) -> Iterator[str]:
    """Return the templates included by a literal name; a page's main fragment is in a variable."""
    for include in node.find_all(nodes.Include):
        if isinstance(include.template, nodes.Const):
            yield include.template.value
