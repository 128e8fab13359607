"""The structure of the code: layers, the order of services, and size limits."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import architecture
from tests.support.architecture import Tree

ROOT = Path(__file__).parent.parent
LAYERS = {
    "bibliography": set[str](),
    # For sentences that can be said in another language.
    "database": {"bibliography"},
    "settings": set[str](),
    "translations": {"bibliography"},
    "web": {"database", "bibliography", "translations"},
    "models": {"database", "bibliography", "translations"},
    "services": {"models", "database", "settings", "bibliography", "translations"},
    "forms": {"services", "bibliography", "translations"},
    "security": {"forms", "services", "web", "database", "translations"},
    "views": {"security", "forms", "services", "bibliography", "web", "translations"},
    "serving": {"services", "models", "database", "web", "translations"},
    "cli": {
        "services",
        "models",
        "bibliography",
        "database",
        "settings",
        "config",
        "web",
        "translations",
    },
}
BASE = {"cache", "actor", "form_state", "interpreter"}
SERVICES = {
    "purging": set[str](),
    "cache": {"purging"},
    "actor": set[str](),
    "form_state": {"cache", "actor"},
    "interpreter": set[str](),
    "readiness": {"cache"},
    "lookups": set[str](),
    "guide": set[str](),
    "backup": {"cache"},
    "accounts": BASE,
    "catalog": BASE,
    "exporting": {*BASE, "catalog"},
    "declined": set[str](),
    "history": {*BASE, "catalog", "declined"},
    "editing": {*BASE, "catalog", "declined", "history"},
    "importing": {*BASE, "catalog", "declined", "history", "editing", "lookups"},
    "loading": {*BASE, "catalog", "history", "editing", "importing"},
    "site_health": {*BASE, "purging", "catalog", "editing", "lookups"},
    "consistency": {*BASE, "purging", "catalog", "history"},
    "erasing": {*BASE, "catalog", "declined", "history", "importing"},
    "personal": {*BASE, "catalog", "declined", "history", "erasing"},
    "moving": {"backup", "cache", "catalog"},
}
FIXED = {
    "pyproject.toml",
    "wsgi.py",
    "Makefile",
    "README.md",
    "CHANGELOG.md",
    "LICENSE",
    "app",
    "templates",
    "static",
    "instance",
    "tests",
    "requirements",
}
# Where the order of names is stored or compared, not read: see app/translations/collation.py.
SORTED_FOR_PROGRAMS = {
    "app.services.catalog.full_text.index",
    "app.services.history.snapshot_queries",
}
VAGUE = {"utils", "helpers", "misc", "common", "manager"}
# Limits for the median, the ninth decile and the maximum, of files and of functions.
FILES, LONGEST_FILE = (100, 200), 300
FUNCTIONS, LONGEST_FUNCTION = (8, 20), 40


@pytest.fixture(scope="module")
def app_tree() -> Tree:
    return Tree.read(ROOT, "app")


@pytest.fixture(scope="module")
def whole_tree() -> Tree:
    return Tree.read(ROOT, "app", "tests")


def test_layers_import_only_lower_layers(app_tree: Tree) -> None:
    assert {name.split(".")[1] for name in app_tree.sources if name.count(".") > 1} >= {*LAYERS}
    assert architecture.layer_violations(app_tree, LAYERS) == []


def test_services_import_only_earlier_services(app_tree: Tree) -> None:
    assert architecture.service_violations(app_tree, SERVICES) == []


@pytest.mark.parametrize(
    "check",
    [
        architecture.module_circles,
        architecture.package_circles,
        architecture.crowded_folders,
        architecture.shared_prefixes,
        architecture.repeated_classes,
    ],
)
def test_the_structure_has_no_violations(
    app_tree: Tree, check: Callable[[Tree], list[object]]
) -> None:
    assert check(app_tree) == []


def test_names_are_sorted_as_readers_expect(app_tree: Tree) -> None:
    found = architecture.sorts_by_code_points(app_tree)
    assert {place.partition(":")[0] for place in found} == SORTED_FOR_PROGRAMS


def test_a_list_sorted_by_names_as_they_are_is_found() -> None:
    bad = Tree(
        {
            "app/a.py": "select(Person).order_by(Person.id, Person.name)",
            "app/b.py": "sorted(topics, key=lambda topic: (topic.position, topic.name))",
            "app/c.py": "sorted(topics, key=lambda topic: sort_key(topic.name))",
        }
    )
    assert architecture.sorts_by_code_points(bad) == ["app.a:1", "app.b:1"]


def test_only_services_write_to_the_database(app_tree: Tree) -> None:
    assert architecture.writes(app_tree, ["views", "forms", "security", "cli"]) == []


def test_files_stay_short(app_tree: Tree, whole_tree: Tree) -> None:
    lengths = architecture.file_lengths(whole_tree)
    assert {name: n for name, n in lengths.items() if n > LONGEST_FILE} == {}
    middle, ninth = architecture.median_and_ninth_decile(architecture.file_lengths(app_tree))
    assert (middle <= FILES[0], ninth <= FILES[1]) == (True, True), (middle, ninth)


def test_functions_stay_short(app_tree: Tree, whole_tree: Tree) -> None:
    lengths = architecture.function_lengths(whole_tree)
    assert {name: n for name, n in lengths.items() if n > LONGEST_FUNCTION} == {}
    middle, ninth = architecture.median_and_ninth_decile(architecture.function_lengths(app_tree))
    assert (middle <= FUNCTIONS[0], ninth <= FUNCTIONS[1]) == (True, True), (middle, ninth)


def test_no_module_has_a_vague_name(whole_tree: Tree) -> None:
    assert [path for path in whole_tree.paths if path.stem in VAGUE] == []


def test_the_top_level_is_fixed() -> None:
    present = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert present - FIXED - {"__pycache__"} == set()


def test_every_test_file_matches_a_module(app_tree: Tree) -> None:
    unmatched = []
    for file in sorted((ROOT / "tests").rglob("test_*.py")):
        path = file.relative_to(ROOT / "tests")
        if len(path.parts) > 1 and path.parts[0] not in {"browser", "deploy"}:
            unmatched += [] if architecture.has_subject(path, app_tree) else [str(path)]
    assert unmatched == []


# The tests below prove that each check finds its violations.


def tree(**sources: str) -> Tree:
    return Tree({f"{name.replace('__', '/')}.py": text for name, text in sources.items()})


@pytest.mark.parametrize(
    "text",
    [
        "from app.services import works",
        "from app.services.works import read",
        "import app.services.works",
        "def late():\n    from app.services import works",
        "from importlib import import_module\nimport_module('app.services.works')",
        "import importlib\nimportlib.import_module(f'app.services.{name}')",
    ],
)
def test_an_import_of_a_higher_layer_is_found(text: str) -> None:
    bad = tree(app__bibliography__ris=text, app__services__works="")
    assert architecture.layer_violations(bad, LAYERS) == [
        "app.bibliography.ris imports app.services.works"
    ]


def test_a_service_out_of_order_is_found() -> None:
    bad = tree(
        app__services__catalog__works="from app.services.editing import topics",
        app__services__editing__topics="",
        app__services__drawer="",
    )
    assert architecture.service_violations(bad, SERVICES) == [
        "app.services.drawer has no place",
        "app.services.catalog.works imports app.services.editing.topics",
    ]


def test_an_import_cycle_of_modules_is_found() -> None:
    bad = tree(
        app__one="from app import two",
        app__two="from app.three import x",
        app__three="import importlib\nimportlib.import_module('app.one')",
        app__four="from app import one",
    )
    assert architecture.module_circles(bad) == [["app.one", "app.three", "app.two"]]


def test_a_package_cycle_without_a_module_cycle_is_found() -> None:
    bad = tree(
        app__one__a="from app.two import a",
        app__two__a="",
        app__two__b="from app.one import b",
        app__one__b="",
    )
    assert architecture.module_circles(bad) == []
    assert architecture.package_circles(bad) == [["one", "two"]]


def test_a_crowded_folder_is_found() -> None:
    names = [f"app/services/m{number}.py" for number in range(21)]
    assert architecture.crowded_folders(Tree(dict.fromkeys(names, ""))) == [
        "app/services: 21 modules"
    ]
    assert architecture.crowded_folders(Tree(dict.fromkeys(names[1:], ""))) == []


def test_three_files_with_a_shared_prefix_are_found() -> None:
    bad = tree(app__views__edit_works="", app__views__edit_people="", app__views__edit_topics="")
    assert architecture.shared_prefixes(bad) == ["app/views/edit_*"]
    assert architecture.shared_prefixes(tree(app__a_b="", app__a_c="", app__x__a_d="")) == []


def test_a_repeated_class_name_is_found() -> None:
    bad = tree(app__one="class Entry: ...", app__two="def f():\n    class Entry: ...")
    assert architecture.repeated_classes(bad) == ["Entry"]


def test_a_view_that_writes_is_found() -> None:
    bad = tree(app__views__works="db.session.commit()", app__services__works="db.session.add(x)")
    assert architecture.writes(bad, ["views"]) == ["app.views.works"]


def test_lengths_are_counted() -> None:
    bad = tree(app__long="def f():\n    x = 1\n    return x\n", app__empty="")
    assert architecture.file_lengths(bad) == {"app.long": 3}
    assert architecture.function_lengths(bad) == {"app.long:1 f": 3}
    assert architecture.median_and_ninth_decile({str(n): n for n in range(1, 10)}) == (5, 9)


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("services/catalog/test_works.py", True),
        ("services/catalog/test_works_again.py", True),
        ("services/catalog/works/test_pages.py", True),
        ("services/catalog/test_round_trips.py", True),
        ("services/test_round_trips.py", False),
        ("services/drawer/test_round_trips.py", False),
    ],
)
def test_a_test_file_without_a_module_is_found(path: str, found: bool) -> None:
    folder = "app/services/catalog"
    good = Tree({f"{folder}/__init__.py": "", f"{folder}/works.py": ""})
    assert architecture.has_subject(Path(path), good) is found
