"""The settings of a site as they apply, and what is wrong with those that were given."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple

from flask import Flask

from app.settings import conflicts, sources
from app.settings.declarations import SETTINGS, Setting
from app.settings.sources import PREFIX, Given, SettingsError

KNOWN = {setting.name: setting for setting in SETTINGS}
# Settings of Flask and Flask-SQLAlchemy, which may be set as well.
OTHERS = {
    *Flask.default_config,
    "SQLALCHEMY_ENGINE_OPTIONS",
    "SQLALCHEMY_ECHO",
    "SQLALCHEMY_RECORD_QUERIES",
} - {*KNOWN}
# Names in the environment that are no settings: the folder of the site, and what tests are told.
NO_SETTINGS = {"INSTANCE", "REQUIRE_POSTGRESQL", "REQUIRE_VNU"}
# An empty address is none: containers pass on variables that nobody set.
NO_ADDRESS = ("DATABASE_URL", "")
DEFAULT = "default"


class Reading(NamedTuple):
    """A setting, the value that applies, where it was given, and what is wrong with it."""

    setting: Setting
    value: Any
    source: str = DEFAULT
    problem: str = ""

    @property
    def is_default(self) -> bool:
        """Whether nothing was given."""
        return self.source == DEFAULT


class Readings(NamedTuple):
    """All settings; `others` are Flask's, of which only those are here that were given."""

    settings: list[Reading]
    others: dict[str, Given]
    problems: list[str]

    @property
    def values(self) -> dict[str, Any]:
        """The values by name."""
        given = {name: one.value for name, one in self.others.items()}
        return {**{one.setting.name: one.value for one in self.settings}, **given}

    @property
    def notes(self) -> list[str]:
        """Sentences on settings that conflict with others."""
        return conflicts.find_conflicts(self.values)


def read_settings(folder: Path, environ: Mapping[str, str], program: Mapping[str, Any]) -> Readings:
    """Return the settings of the site in a folder; what is wrong is said, and not used."""
    problems = []
    try:
        file = sources.from_file(folder / "config.py")
    except SettingsError as error:
        file = {}
        problems.append(str(error))
    variables = sources.from_environment(environ, OTHERS)
    by_rank = (file, variables, sources.from_program(program))
    given: dict[str, Given] = {}
    if address := environ.get("DATABASE_URL"):
        given["DATABASE_URL"] = Given(address, "DATABASE_URL", "DATABASE_URL")
    for source in by_rank:
        given |= {name: one for name, one in source.items() if (name, one.value) != NO_ADDRESS}
    found = [_read(setting, given.get(setting.name)) for setting in SETTINGS]
    others = {name: one for name, one in given.items() if name in OTHERS}
    problems += [one.problem for one in found if one.problem]
    return Readings(found, others, [*problems, *_unknown(file, variables)])


def _read(setting: Setting, given: Given | None) -> Reading:
    if given is None or (given.value is None and setting.default is None):
        return Reading(setting, setting.default)
    is_text = given.source.startswith(PREFIX) and isinstance(given.value, str)
    value = setting.kind.from_text(given.value) if is_text else given.value
    try:
        taken = setting.kind.read(value)
        said = f"takes {setting.kind.words}"
        said += "." if setting.is_secret else f", not {given.value!r}."
    except ValueError as error:
        taken, said = None, str(error)
    if taken is None:
        return Reading(setting, setting.default, given.source, f"{given.named} {said}")
    return Reading(setting, taken, given.source)


def _unknown(file: Mapping[str, Given], variables: Mapping[str, Given]) -> Iterator[str]:
    """Yield what is wrong with names that no setting has."""
    for name, one in file.items():
        if name not in KNOWN and name not in OTHERS:
            meant = _closest(name) or "Names of your own are written in small letters."
            yield f"{one.named.removesuffix(name)}There is no setting {name}. {meant}"
    for name in sorted({*variables} - {*KNOWN} - OTHERS - NO_SETTINGS):
        meant = _closest(name, PREFIX) or "`flask --app wsgi settings` lists all."
        yield f"There is no setting {PREFIX}{name}. {meant}"


def _closest(name: str, prefix: str = "") -> str:
    known = [*KNOWN, *(NO_SETTINGS if prefix else ())]
    meant = get_close_matches(name.upper(), known, n=1)
    return f"Did you mean {prefix}{meant[0]}?" if meant else ""
