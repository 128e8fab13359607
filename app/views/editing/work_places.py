"""Where the forms of works go and stand."""

from flask import url_for

from app.views.editing.subject import Place


def place_of(
    work_id: int, slug: str, version: int | None = None, *, is_draft: bool = False
) -> Place:
    """Return where the form of a work, or of one of its versions, goes and stands."""
    back = url_for("works_table.page") if is_draft else url_for("publications.page", slug=slug)
    return Place(
        page=url_for("edit_works.work", slug=slug, version=version),
        fragment=url_for("edit_works.work_fragment", slug=slug, version=version),
        id=f"work-{work_id}",
        back=back,
        restore=url_for("edit_works.work_shown", slug=slug),
        tag="article",
    )


def place_of_new() -> Place:
    """Return where the form of a new work goes and stands."""
    return Place(
        page=url_for("edit_works.new"),
        fragment=url_for("edit_works.new_fragment"),
        id="new-work",
        back=url_for("works_table.page"),
        restore=url_for("edit_works.new_shown"),
        tag="article",
    )
