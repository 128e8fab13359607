"""Files that others wrote are the ones that `vendor.toml` says, and carry their licence."""

import hashlib
import tomllib
from pathlib import Path

from app.assets import SCRIPTS

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
    known = {file["path"] for file in VENDORED} | {"js/vitae.js", "js/edit.js"}
    assert set(SCRIPTS) <= known
    served = {*SCRIPTS, "js/edit.js"}
    assert {f"js/{path.name}" for path in (STATIC / "js").iterdir()} == served


def test_ours_needs_no_unsafe_rule() -> None:
    ours = "".join((STATIC / "js" / name).read_text() for name in ("vitae.js", "edit.js"))
    assert not [word for word in ("eval(", "new Function", "innerHTML", "http") if word in ours]
