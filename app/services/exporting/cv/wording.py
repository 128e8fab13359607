"""The sentences of the CV that every format writes."""

from app.services.catalog.sections import DatedEntry
from app.services.exporting.cv import rich_text
from app.services.exporting.cv.content import Cv, PartContent
from app.services.exporting.cv.rich_text import Run, Runs
from app.services.exporting.cv.supervision import Supervisee
from app.services.exporting.cv.works import OWNER, STUDENT
from app.translations.text import gettext as _
from app.translations.text import pgettext


def columns() -> list[str]:
    """Return the titles of the columns of the table of supervision."""
    return [_("Level"), _("Name"), _("Role"), _("Years"), pgettext("a person's position", "Now")]


def title(cv: Cv) -> str:
    """Return the title of the document."""
    whole = _("%(name)s: curriculum vitae", name=cv.name)
    return f"{whole}, {cv.years}" if cv.years else whole


def person_runs(one: Supervisee) -> Runs:
    """Return a person's name and all that is known but the years."""
    details: list[Runs] = [(rich_text.of_text(text),) for text in one.details]
    if one.now:
        details.append(rich_text.inserted(_("now %(position)s"), position=one.now))
    return (_name(one), *rich_text.appended(", ", details))


def table_row(one: Supervisee) -> list[Runs]:
    """Return the cells of a person's row in the table of supervision."""
    texts = (one.level, None, one.role, one.years, one.now)
    return [(_name(one) if text is None else rich_text.of_text(text),) for text in texts]


def legend(cv: Cv, part: PartContent) -> Runs:
    """Return the years of the works, and what the marks of names mean."""
    if not cv.is_for_grant:
        return ()
    runs = [Run(f"{cv.years}. ")] if cv.years else []
    runs += [Run(_("Bold"), (OWNER,)), Run(_(": %(name)s.", name=cv.name))]
    if part.has_marks:
        runs += [Run(" "), Run(_("Underlined"), (STUDENT,)), Run(_(": students supervised."))]
    return tuple(runs)


def entry_runs(entry: DatedEntry) -> Runs:
    """Return what a dated entry says, with its link, and the title of the work it belongs to."""
    runs = [rich_text.of_text(entry.what, url=entry.url or "")]
    if entry.where:
        runs += rich_text.appended(", ", [[rich_text.of_text(entry.where)]])
    if entry.id and entry.work:
        runs += rich_text.merged([Run(" ("), rich_text.of_text(entry.work.title), Run(")")])
    return tuple(runs)


def _name(one: Supervisee) -> Run:
    return Run(one.name) if one.name else Run(_("name not published"), ("i",))
