"""The arrows: views → forms, services → models → database; bibliography imports none of them."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAY_IMPORT = {
    "bibliography": set(),
    "database": set(),
    "assets": set(),
    "models": {"database", "bibliography"},
    "services": {"models", "database", "bibliography"},
    "forms": {"services", "bibliography"},
    "security": {"forms", "services"},
    "views": {"security", "forms", "services", "bibliography", "assets"},
}
LAYERS = list(MAY_IMPORT)
FIXED = {
    "pyproject.toml", "wsgi.py", "app", "templates", "static", "instance", "tests", "requirements",
    "README.md", "CHANGELOG.md", "LICENSE", "Makefile",
}  # fmt: skip
LONGEST_FILE, LONGEST_TEST, LONGEST_FUNCTION = 300, 300, 40


def files(*folders: str) -> list[Path]:
    found = [file for folder in folders for file in sorted((ROOT / folder).rglob("*.py"))]
    return [file for file in found if "migrations" not in file.parts]


def layer(module: str) -> str | None:
    parts = module.split(".")
    return parts[1] if parts[0] == "app" and len(parts) > 1 and parts[1] in LAYERS else None


def imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative imports hide their layer"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("name", LAYERS)
def test_a_layer_imports_only_what_lies_below(name: str) -> None:
    allowed = MAY_IMPORT[name] | {name}
    of_layer = [
        f
        for f in files("app")
        if layer(".".join(f.relative_to(ROOT).with_suffix("").parts)) == name
    ]
    assert of_layer
    wrong = [
        f"{file.relative_to(ROOT)} imports {module}"
        for file in of_layer
        for module in imported(file)
        if module.split(".")[0] == "app" and layer(module) not in allowed
    ]
    assert wrong == []


def test_no_layer_writes_but_services() -> None:
    writes = ("db.session.add", "db.session.commit", "db.session.delete")
    wrong = [
        str(f) for f in files("app/views", "app/forms") if any(w in f.read_text() for w in writes)
    ]
    assert wrong == []


def test_the_top_level_is_fixed() -> None:
    present = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert present - FIXED - {"__pycache__"} == set()


def test_files_and_functions_stay_short() -> None:
    long = []
    for file in files("app", "tests"):
        text = file.read_text()
        longest = LONGEST_TEST if "tests" in file.parts else LONGEST_FILE
        if len(text.splitlines()) > longest:
            long.append(f"{file.relative_to(ROOT)}: {len(text.splitlines())} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and node.end_lineno:
                length = node.end_lineno - node.lineno + 1
                if length > LONGEST_FUNCTION:
                    long.append(f"{file.relative_to(ROOT)}: {node.name}, {length} lines")
    assert long == []


def test_names_say_something() -> None:
    vague = {"utils.py", "helpers.py", "misc.py", "common.py", "manager.py"}
    assert [f for f in files("app", "tests") if f.name in vague] == []
