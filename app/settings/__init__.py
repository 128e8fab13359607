"""The settings of a site: what there is to set, what was set, and where."""

from app.settings.declarations import SETTINGS, Setting
from app.settings.reading import Reading, Readings, read_settings
from app.settings.sources import SettingsError

DEFAULTS = {setting.name: setting.default for setting in SETTINGS}

__all__ = [
    "DEFAULTS",
    "SETTINGS",
    "Reading",
    "Readings",
    "Setting",
    "SettingsError",
    "read_settings",
]
