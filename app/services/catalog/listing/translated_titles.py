"""What works are sorted by title in another language, as far as their titles are translated."""

from sqlalchemy import select

from app.bibliography import latex
from app.database import db
from app.models import Publication, PublicationTranslation
from app.services.cache import remembered
from app.services.catalog.listing.order import title_key
from app.services.catalog.translations.languages import site_languages
from app.services.catalog.translations.works import marked_language
from app.translations.current import current_language

# Pairs of a work's id and the key of its title, which can be part of a statement's own key.
TitleKeys = tuple[tuple[int, str], ...]
# Each takes four of a statement's parameters, of which SQLite allows 32,766.
MOST = 5_000


def title_keys(changes: int) -> TitleKeys:
    """Return the keys of the titles that the reader sees translated, () on most sites.

    Where there are too many, works are sorted by their own titles.
    """
    found = _keys(changes) if site_languages().are_several else ()
    return found if len(found) <= MOST else ()


@remembered
def _keys(_changes: int) -> TitleKeys:
    one, language = PublicationTranslation, current_language()
    titles = (
        select(Publication.work_id, Publication.language, one.text)
        .join(Publication, Publication.id == one.record_id)
        .where(Publication.position == 0, one.field == "title", one.language == language)
        .order_by(Publication.work_id)
    )
    return tuple(
        (work_id, title_key(latex.to_text(text) or text, language))
        for work_id, own, text in db.session.execute(titles)
        # One in the reader's language needs no translation.
        if marked_language(own)
    )
