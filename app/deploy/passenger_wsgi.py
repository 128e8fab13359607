"""What Passenger runs: copy this file to the folder of `wsgi.py`.

Guide: app/guide/hosting/passenger.md
"""

import os
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
LIBRARIES = FOLDER / ".venv"
PYTHON = LIBRARIES / "bin" / "python"

# Some hosts start a Python of their own, which does not know where the libraries are.
if PYTHON.exists() and Path(sys.prefix).resolve() != LIBRARIES:
    os.execv(PYTHON, [str(PYTHON), *sys.argv])  # noqa: S606 (no part of it is user input)

os.chdir(FOLDER)
sys.path.insert(0, str(FOLDER))

from wsgi import application  # noqa: E402

__all__ = ["application"]
