"""Types that the words of a search name: who searches "journal" may look for journal articles.

The names of types are not searched, or most works would be found by "article" and "paper".
"""

from collections import Counter

from app.bibliography.labels.publications import PLURALS
from app.bibliography.record import PublicationType
from app.services.catalog.facets.choices import FacetChoice
from app.services.catalog.facets.overview import overview
from app.services.catalog.full_text.words import split_words
from app.services.catalog.selection import PublicFilter
from app.translations.text import translated

# What is typed of a name before it is suggested.
SHORTEST = 4


def named_types(changes: int, selection: PublicFilter) -> tuple[FacetChoice, ...]:
    """Return the types in use whose names a search begins, with the lists of their works."""
    words = split_words(selection.q)
    if len(" ".join(words)) < SHORTEST:
        return ()
    cleared = selection.cleared()
    works: Counter[PublicationType] = Counter()
    for group in overview(changes, selection.drafts).groups:
        works[group.type] += group.works
    return tuple(
        FacetChoice(
            "type", kind, translated(kind.plural), works[kind], False, cleared.toggled("type", kind)
        )
        for kind in map(PublicationType, PLURALS)
        if works[kind] and kind not in selection.types
        if _begins(split_words(f"{translated(kind.label)} {translated(kind.plural)}"), words)
    )


def _begins(label: list[str], words: list[str]) -> bool:
    return all(any(part.startswith(word) for part in label) for word in words)
