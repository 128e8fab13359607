"""Vitae, an academic profile site."""

from collections.abc import Mapping
from typing import Any

from flask import Flask

from app import cli, cli_accounts, cli_export, cli_import, config, database, security, views
from app.web import errors, policy


def create_app(settings: Mapping[str, Any] | None = None) -> Flask:
    """Build the application; `settings` override files and environment (used by tests)."""
    app = Flask(
        __name__,
        instance_path=config.instance_path(),
        template_folder="../templates",
        static_folder=None,
    )
    config.configure(app, settings)
    database.configure(app)
    policy.configure(app)
    errors.configure(app)
    security.configure(app)
    views.configure(app)
    cli.configure(app)
    cli_accounts.configure(app)
    cli_export.configure(app)
    cli_import.configure(app)
    return app
