"""Views: one blueprint per noun, which only translates HTTP."""

from flask import Flask

from app.views import (
    declined,
    guide,
    health,
    history,
    imports,
    last_modified,
    other_languages,
    site_health,
    urls,
)
from app.views.accounts import account, accounts, backup, sign_in, two_step, visitor_view, welcome
from app.views.editing import (
    duplicates,
    form_page,
    live_preview,
    merging,
    names,
    new_site,
    people,
    portrait,
    suggestions,
    topics,
    versions,
    works_table,
)
from app.views.editing import profile as editing_profile
from app.views.editing import works as editing_works
from app.views.editing.sections import entries, sections
from app.views.public import (
    charts,
    cite,
    cv,
    discovery,
    embed,
    exports,
    facets,
    feeds,
    files,
    images,
    oembed,
    signposting,
)
from app.views.public import people as public_people
from app.views.public import profile as public_profile
from app.views.public import works as public_works

VISITORS = (
    public_profile,
    public_works,
    public_people,
    exports,
    signposting,
    feeds,
    discovery,
    cite,
    charts,
    cv,
    facets,
    embed,
    oembed,
    files,
    images,
    health,
)
EDITORS = (
    sign_in,
    two_step,
    visitor_view,
    welcome,
    account,
    accounts,
    backup,
    duplicates,
    people,
    names,
    editing_profile,
    topics,
    sections,
    entries,
    versions,
    editing_works,
    declined,
    history,
    imports,
    merging,
    portrait,
    live_preview,
    new_site,
    suggestions,
    works_table,
    site_health,
    guide,
)
CONFIGURED = (
    urls,
    people,
    editing_profile,
    topics,
    sections,
    entries,
    versions,
    editing_works,
    form_page,
    exports,
    embed,
    oembed,
    feeds,
    last_modified,
    public_works,
    history,
    portrait,
    live_preview,
    new_site,
    site_health,
    guide,
    other_languages,
)


def configure(app: Flask) -> None:
    """Register the blueprints and template globals."""
    app.url_map.converters["int"] = urls.IdConverter
    for module in (*VISITORS, *EDITORS):
        app.register_blueprint(module.blueprint)
    for part in CONFIGURED:
        part.configure(app)
