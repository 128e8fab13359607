"""One application for all tests of a process: building one takes longer than most tests."""

from typing import Any

from flask import Flask
from jinja2 import BytecodeCache
from sqlalchemy import event, make_url

from app import create_app
from app.database import db


def make_app(database_url: str, compiled: BytecodeCache) -> Flask:
    """Return a new application on a database, with templates compiled before."""
    app = create_app({"DATABASE_URL": database_url, "TESTING": True, "LOG_REQUESTS": False})
    app.jinja_env.bytecode_cache = compiled
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            # No test pulls the plug, and each commit would wait for the disk.
            event.listen(db.engine, "connect", lambda c, _: c.execute("PRAGMA synchronous = OFF"))
    return app


class SharedApp:
    """Serves each test's database in turn, with the settings and caches of a new application.

    Routes and engine listeners outlast a test: who adds any asks for `own_app`.
    """

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.config, self.extensions = dict(app.config), dict(app.extensions)
        with app.app_context():
            self.engine = db.engine
        event.listen(self.engine, "do_connect", self._connect)

    def begin(self, url: str) -> Flask:
        """Return the application on a database, without whatever a test left in it."""
        _restore(self.app.config, self.config)
        _restore(self.app.extensions, self.extensions)
        self.app.config.update(DATABASE_URL=url, SQLALCHEMY_DATABASE_URI=url)
        # A page of the test before may have asked once more.
        self.end()
        if self.engine.url != (address := make_url(url)):
            self.engine.dispose()
            self.engine.url = address
        return self.app

    def end(self) -> None:
        """Close the connections to a file; to open those to a server takes longer than a test."""
        if self.engine.dialect.name == "sqlite":
            self.engine.dispose()

    def _connect(
        self, dialect: Any, _record: object, arguments: list[Any], options: dict[str, Any]
    ) -> None:
        if dialect.name == "sqlite":
            arguments[0] = self.engine.url.database
        else:
            options["dbname"] = self.engine.url.database


def _restore(found: dict[str, Any], kept: dict[str, Any]) -> None:
    found.clear()
    found.update(kept)
