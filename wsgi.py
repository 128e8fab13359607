"""The entry point for every server and for the `flask` command."""

import gc
import sys

# Nearly all that is made from here on stays: looking through it would take a fifth of the start,
# and would copy what the server's processes share.
gc.disable()

from app import create_app  # noqa: E402
from app.cli import settings  # noqa: E402
from app.settings import SettingsError  # noqa: E402

# After any other code, gunicorn starts its workers again and again.
BOOT_ERROR = 3

try:
    app = create_app()
except SettingsError as error:
    if not settings.is_asked():
        print(f"Error: {error}", file=sys.stderr)
        raise SystemExit(BOOT_ERROR if "gunicorn" in sys.modules else 1) from None
    app = settings.only_settings()
finally:
    gc.freeze()
    gc.enable()

# Under both names that servers look for.
application = app
