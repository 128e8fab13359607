"""The entry point for every server and for the `flask` command."""

from app import create_app
from app.settings import SettingsError

try:
    app = create_app()
except SettingsError as error:
    raise SystemExit(f"Error: {error}") from None
