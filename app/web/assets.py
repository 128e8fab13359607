"""Scripts and styles, bundled into a few files with hashes of their content as names."""

import base64
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import brotli
from flask import Flask, Response, abort, current_app, url_for
from markupsafe import Markup

from app.web.response_cache import public
from app.web.robots import indexed

STATIC = Path(__file__).parents[2] / "static"
# Bundled: each further file would cost a visitor's first page a request.
SCRIPTS = ("js/htmx-4.0.1.min.js", "js/hx-preload-4.0.1.min.js", "js/vitae.js")
# Chromium compiles a script with this first line while it loads, not bit by bit at the first click.
COMPILE_AHEAD = "//# allFunctionsCalledOnLoad"
STYLES = ("reset", "tokens", "base", "layout", "components", "icons", "print")
# Listeners run in this order: a declined confirmation stops the later ones.
EDIT_SCRIPTS = (
    "texts",
    "confirmations",
    "unsaved_changes",
    "undo",
    "notices",
    "conflicts",
    "shortcuts",
    "passwords",
    "uploads",
    "cropping",
    "fill_in",
    "folding",
    "language_tabs",
    "works_table",
    "bulk_actions",
    "double_submit",
    "signed_out",
    "failed_saves",
    "scroll_position",
    "kept_files",
)
# Shared styles come first, so that components can override them.
EDIT_STYLES = (
    "tokens",
    "buttons",
    "bar",
    "pages",
    "forms",
    "languages",
    "conflicts",
    "rows",
    "pills",
    "tables",
    "portrait",
    "people_and_topics",
    "versions",
    "history",
    "work_form",
    "works_table",
    "imports",
    "import_preview",
    "duplicates",
    "site_health",
)
# Charts are opened by few visitors, so no other page carries their styles.
CHART_STYLES = ("charts",)
CV_STYLES = ("screen", "print")
# For the one page that other sites show in a frame.
EMBED_STYLES = ("embed",)
HELP_STYLES = ("help",)
# For languages that are written from right to left.
RTL_STYLES = ("rtl",)
# What pages would carry for nothing: comments, indentation, spaces at braces, colons and commas.
OMITTED = re.compile(r"\s*/\*.*?\*/|\\\n\s*|(?<=[\n:;,])\s+|;?\s*(?P<kept>[{}])\s*", re.DOTALL)
IMMUTABLE = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Asset:
    """A served file."""

    content: bytes
    mimetype: str

    @cached_property
    def compressed(self) -> bytes:
        """Its content in brotli at the highest quality, which takes a tenth of a second once."""
        compressed: bytes = brotli.compress(self.content, quality=11)
        return compressed


class Assets:
    """The files that pages link to, by name; `stylesheet` is inlined in every page."""

    def __init__(self) -> None:
        styles = _joined(f"css/{name}.css" for name in STYLES)
        self.stylesheet = Markup(OMITTED.sub(lambda found: found["kept"] or "", styles))
        digest = hashlib.sha256(self.stylesheet.encode()).digest()
        self.style_hash = f"sha256-{base64.b64encode(digest).decode()}"
        self.files: dict[str, Asset] = {}
        scripts = f"{COMPILE_AHEAD}\n{_joined(SCRIPTS)}"
        self.script = self._add("site", "js", "text/javascript", scripts)
        scripts = _joined(f"js/edit/{name}.js" for name in EDIT_SCRIPTS)
        self.edit_script = self._add("edit", "js", "text/javascript", scripts)
        edit_styles = _joined(f"css/edit/{name}.css" for name in EDIT_STYLES)
        self.edit_style = self._add("edit", "css", "text/css", edit_styles)
        chart_styles = _joined(f"css/charts/{name}.css" for name in CHART_STYLES)
        self.chart_style = self._add("charts", "css", "text/css", chart_styles)
        cv_styles = _joined(f"css/cv/{name}.css" for name in CV_STYLES)
        self.cv_style = self._add("cv", "css", "text/css", cv_styles)
        embed_styles = _joined(f"css/embed/{name}.css" for name in EMBED_STYLES)
        self.embed_style = self._add("embed", "css", "text/css", embed_styles)
        help_styles = _joined(f"css/help/{name}.css" for name in HELP_STYLES)
        self.help_style = self._add("help", "css", "text/css", help_styles)
        rtl_styles = _joined(f"css/rtl/{name}.css" for name in RTL_STYLES)
        self.rtl_style = self._add("rtl", "css", "text/css", rtl_styles)
        self.icon = self._add("favicon", "svg", "image/svg+xml", _read("favicon.svg"))

    def _add(self, stem: str, suffix: str, mimetype: str, text: str) -> str:
        content = text.encode()
        name = f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}.{suffix}"
        self.files[name] = Asset(content, mimetype)
        return name


def configure(app: Flask) -> None:
    """Serve the assets and add the template globals for linking to them."""
    assets = app.extensions["vitae_assets"] = _built_assets()
    app.add_url_rule("/assets/<name>", "asset", serve)
    app.jinja_env.globals["stylesheet"] = assets.stylesheet
    app.jinja_env.globals["asset_url"] = lambda kind: url_for("asset", name=getattr(assets, kind))


@indexed
@public()
def serve(name: str) -> Response:
    """Serve an asset; names with the hash of older content are not found."""
    asset = current_app.extensions["vitae_assets"].files.get(name) or abort(404)
    response = Response(asset.content, mimetype=asset.mimetype)
    response.headers["Cache-Control"] = IMMUTABLE
    response.extensions = {"br": asset.compressed}  # type: ignore[attr-defined]
    return response


@cache
def _built_assets() -> Assets:
    return Assets()


def _joined(paths: Iterable[str]) -> str:
    return "\n".join(map(_read, paths))


def _read(path: str) -> str:
    return (STATIC / path).read_text(encoding="utf-8").strip()
