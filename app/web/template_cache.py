"""Compiled templates, kept where Python keeps compiled modules: half the time of a first page."""

import sys
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path

from flask import Flask
from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket

# Of what the compiler of this version makes: another one needs another name.
NAME = "__vitae_2_%s.cache"


def configure(app: Flask) -> None:
    """Keep the compiled templates of `app`, unless Python is to keep no compiled modules."""
    if sys.dont_write_bytecode:
        return
    module = Path(app.root_path, app.template_folder or "", "page.py").resolve()
    folder = Path(cache_from_source(str(module))).parent
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        app.jinja_env.bytecode_cache = TemplateCache(str(folder), NAME)


class TemplateCache(FileSystemBytecodeCache):
    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template, if there is room and permission for it."""
        with suppress(OSError):
            super().dump_bytecode(bucket)
