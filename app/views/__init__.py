"""The addresses: one blueprint per noun. Views translate HTTP and nothing more."""

from flask import Flask

from app.views import (
    account,
    accounts,
    addresses,
    edit_people,
    edit_profile,
    edit_topics,
    edit_versions,
    edit_works,
    health,
    history,
    images,
    join_works,
    portrait,
    preview,
    profile,
    publications,
    sign_in,
    starting,
    suggestions,
    welcome,
    works_table,
)

VISITORS = (profile, publications, images, health)
OWNERS = (
    sign_in,
    welcome,
    account,
    accounts,
    edit_people,
    edit_profile,
    edit_topics,
    edit_versions,
    edit_works,
    history,
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
