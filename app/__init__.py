"""Vitae, an academic profile site."""

from collections.abc import Mapping
from typing import Any

from flask import Flask

from app import config, database, security, views
from app.cli import (
    accounts,
    backup,
    commands,
    copy_to,
    export,
    import_,
    person,
    plain_words,
    upkeep,
)
from app.cli import (
    settings as settings_command,
)
from app.database import migrating
from app.translations import text
from app.views import languages
from app.web import (
    errors,
    form_parser,
    host,
    logs,
    policy,
    sub_path,
    template_cache,
    template_whitespace,
    url_rules,
)


def create_app(settings: Mapping[str, Any] | None = None) -> Flask:
    """Create the application; `settings` override files and environment (used by tests)."""
    app = Flask(
        __name__,
        instance_path=config.instance_path(),
        template_folder="../templates",
        static_folder=None,
    )
    url_rules.configure(app)
    config.configure(app, settings)
    config.make_instance_folder(app)
    database.configure(app)
    migrating.configure(app)
    form_parser.configure(app)
    policy.configure(app)
    errors.configure(app)
    template_cache.configure(app)
    template_whitespace.configure(app)
    text.configure(app)
    host.configure(app)
    sub_path.configure(app)
    languages.configure(app)
    security.configure(app)
    views.configure(app)
    commands.configure(app)
    accounts.configure(app)
    export.configure(app)
    import_.configure(app)
    person.configure(app)
    backup.configure(app)
    copy_to.configure(app)
    upkeep.configure(app)
    settings_command.configure(app)
    logs.configure(app)
    plain_words.configure(app)
    return app
