"""Scripts and styles: every file is bundled, without global names or !important."""

import hashlib
import re
import tomllib
from pathlib import Path

import pytest

from app.web.assets import (
    CHART_STYLES,
    CV_STYLES,
    EDIT_SCRIPTS,
    EDIT_STYLES,
    SCRIPTS,
    STYLES,
    Assets,
)

STATIC = Path(__file__).parents[2] / "static"

SCRIPT_FILES = sorted((STATIC / "js" / "edit").iterdir())
STYLE_FILES = sorted((STATIC / "css").rglob("*.*"))
OURS = [STATIC / "js" / "vitae.js", *SCRIPT_FILES, *STYLE_FILES]
FOLDERS = [
    ("js", "edit", EDIT_SCRIPTS),
    ("css", "edit", EDIT_STYLES),
    ("css", "charts", CHART_STYLES),
    ("css", "cv", CV_STYLES),
    ("css", ".", STYLES),
]
MOST_FILES, LONGEST_FILE, LONGEST_LINE = 20, 150, 160


def name(path: Path) -> str:
    return str(path.relative_to(STATIC))


@pytest.mark.parametrize(("kind", "folder", "joined"), FOLDERS)
def test_every_file_is_bundled_once(kind: str, folder: str, joined: tuple[str, ...]) -> None:
    files = [path.name for path in (STATIC / kind / folder).iterdir() if path.is_file()]
    assert sorted(files) == sorted(f"{stem}.{kind}" for stem in joined)
    assert len(files) <= MOST_FILES


@pytest.mark.slow
def test_the_editing_bundles_contain_all_their_files() -> None:
    assets = Assets()
    script = assets.files[assets.edit_script].content.decode()
    style = assets.files[assets.edit_style].content.decode()
    scripts = [(STATIC / f"js/edit/{stem}.js").read_text().strip() for stem in EDIT_SCRIPTS]
    styles = [(STATIC / f"css/edit/{stem}.css").read_text().strip() for stem in EDIT_STYLES]
    assert script == "\n".join(scripts)
    assert style == "\n".join(styles)


def test_only_the_cv_carries_its_styles() -> None:
    assets = Assets()
    style = assets.files[assets.cv_style].content.decode()
    assert ".references" in style
    assert "@media print" in style
    assert ".references" not in str(assets.stylesheet)


def test_the_script_asks_to_be_compiled_while_it_loads() -> None:
    assets = Assets()
    # Below anything else, the comment would be ignored.
    script = assets.files[assets.script].content
    assert script.startswith(b"//# allFunctionsCalledOnLoad\nvar htmx=")


def test_the_inlined_stylesheet_has_no_comments_and_no_indentation() -> None:
    style = str(Assets().stylesheet)
    assert not re.search(r"/\*|^\s|\\\n", style, re.MULTILINE)
    # Nothing but space is lost, and the last semicolon of a block; strings stay whole.
    files = "".join((STATIC / f"css/{stem}.css").read_text() for stem in STYLES)
    assert _without_space(style) == _without_space(re.sub(r"/\*.*?\*/", "", files, flags=re.DOTALL))
    assert re.findall(r"content:(\"[^\"]*\")", style) == re.findall(r"content: (\"[^\"]*\")", files)
    assert re.findall(r'path\("(M[^"]+)"\)', style) == [
        re.sub(r"\\\n\s*", "", path) for path in re.findall(r'path\("([^"]+)"\)', files)
    ]


def _without_space(style: str) -> str:
    return re.sub(r"[\s\\]+", "", style).replace(";}", "}")


@pytest.mark.parametrize("path", STYLE_FILES, ids=name)
def test_no_style_uses_important(path: Path) -> None:
    assert not re.search(r"!\s*important", path.read_text(), re.IGNORECASE)


@pytest.mark.parametrize("path", STYLE_FILES, ids=name)
def test_every_style_is_in_a_layer(path: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
    # Every rule at the outermost level is a layer, or names their order.
    assert all(line.startswith(("@layer ", " ", "}")) for line in text.splitlines() if line)


@pytest.mark.parametrize("path", SCRIPT_FILES, ids=name)
def test_scripts_define_no_global_names(path: Path) -> None:
    code = [line for line in path.read_text().splitlines() if not line.startswith("//")]
    assert (code[0], code[-1]) == ("(() => {", "})();")
    assert all(line.startswith("  ") for line in code[1:-1] if line)


@pytest.mark.parametrize("path", OURS, ids=name)
def test_lines_stay_short(path: Path) -> None:
    assert max(map(len, path.read_text().splitlines())) <= LONGEST_LINE


def test_editing_files_stay_short() -> None:
    files = [path for path in OURS if path.parent.name == "edit"]
    assert [name(path) for path in files if len(path.read_text().splitlines()) > LONGEST_FILE] == []


VENDORED = tomllib.loads((STATIC / "vendor.toml").read_text())["file"]


def test_vendored_files_match_their_checksums() -> None:
    for file in VENDORED:
        content = (STATIC / file["path"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == file["sha256"], file["path"]


def test_every_vendored_file_names_its_source() -> None:
    for file in VENDORED:
        assert all(file[key] for key in ("name", "version", "licence", "source"))


def test_every_script_is_vendored_or_ours() -> None:
    assert set(SCRIPTS) <= {file["path"] for file in VENDORED} | {"js/vitae.js"}
    scripts = {str(path.relative_to(STATIC)) for path in (STATIC / "js").rglob("*.*")}
    assert scripts == {*SCRIPTS, *(f"js/edit/{name}.js" for name in EDIT_SCRIPTS)}


def test_our_scripts_contain_no_unsafe_code_or_external_urls() -> None:
    ours = [STATIC / "js" / "vitae.js", *(STATIC / "js" / "edit").iterdir()]
    words = ("eval(", "new Function", "innerHTML", "http")
    assert not [(path.name, word) for path in ours for word in words if word in path.read_text()]
