"""The Python program, for processes of their own beside the site."""

import sys
from functools import cache
from pathlib import Path


@cache
def python_program() -> str:
    """Return the path of the Python that runs this.

    Servers that embed Python may name themselves as `sys.executable`: uWSGI and mod_wsgi do.
    """
    if Path(sys.executable).name.startswith("python"):
        return sys.executable
    names = "python", f"python3.{sys.version_info.minor}", "python3"
    folders = dict.fromkeys((sys.prefix, sys.exec_prefix, sys.base_prefix))
    candidates = (Path(folder, "bin", name) for folder in folders for name in names)
    return next((str(found) for found in candidates if found.exists()), sys.executable)
