"""What PythonAnywhere runs: the whole content of your WSGI configuration file there.

Guide: app/guide/hosting/pythonanywhere.md
"""

import os
import sys
from pathlib import Path

FOLDER = Path.home() / "vitae"

os.chdir(FOLDER)
sys.path.insert(0, str(FOLDER))

from wsgi import application  # noqa: E402

__all__ = ["application"]
