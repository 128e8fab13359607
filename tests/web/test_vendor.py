"""Files that others wrote are the ones that `vendor.toml` says, and carry their licence."""

import hashlib
import tomllib
from pathlib import Path

from app.web.assets import EDIT_SCRIPTS, SCRIPTS

STATIC = Path(__file__).parent.parent / "static"
VENDORED = tomllib.loads((STATIC / "vendor.toml").read_text())["file"]


def test_checksums() -> None:
    for file in VENDORED:
        content = (STATIC / file["path"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == file["sha256"], file["path"]


def test_every_file_says_where_it_is_from() -> None:
    for file in VENDORED:
        assert all(file[key] for key in ("name", "version", "licence", "source"))


def test_every_script_is_vendored_or_ours() -> None:
    assert set(SCRIPTS) <= {file["path"] for file in VENDORED} | {"js/vitae.js"}
    scripts = {str(path.relative_to(STATIC)) for path in (STATIC / "js").rglob("*.*")}
    assert scripts == {*SCRIPTS, *(f"js/edit/{name}.js" for name in EDIT_SCRIPTS)}


def test_ours_needs_no_unsafe_rule() -> None:
    ours = [STATIC / "js" / "vitae.js", *(STATIC / "js" / "edit").iterdir()]
    words = ("eval(", "new Function", "innerHTML", "http")
    assert not [(path.name, word) for path in ours for word in words if word in path.read_text()]
