"""The addresses: one blueprint per noun. Views translate HTTP and nothing more."""

from flask import Flask

from app.views import (
    account,
    accounts,
    addresses,
    duplicates,
    edit_people,
    edit_profile,
    edit_topics,
    edit_versions,
    edit_works,
    editing,
    health,
    history,
    imports,
    join_works,
    portrait,
    preview,
    sign_in,
    starting,
    suggestions,
    welcome,
    works_table,
)
from app.views.public import cite, exports, images, profile, works

VISITORS = (profile, works, exports, cite, images, health)
OWNERS = (
    sign_in,
    welcome,
    account,
    accounts,
    duplicates,
    edit_people,
    edit_profile,
    edit_topics,
    edit_versions,
    edit_works,
    history,
    imports,
    join_works,
    portrait,
    preview,
    starting,
    suggestions,
    works_table,
)
CONFIGURED = (
    addresses,
    edit_people,
    edit_profile,
    edit_topics,
    edit_versions,
    edit_works,
    editing,
    exports,
    history,
    portrait,
    preview,
    starting,
)


def configure(app: Flask) -> None:
    """Give `app` its addresses."""
    app.url_map.converters["int"] = addresses.IdConverter
    for module in (*VISITORS, *OWNERS):
        app.register_blueprint(module.blueprint)
    for part in CONFIGURED:
        part.configure(app)
