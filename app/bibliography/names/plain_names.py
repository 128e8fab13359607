"""Names in plain text, as in RIS: a person, a team, or several people in one value."""

from collections.abc import Iterable

from app.bibliography.names import author_lists, markup, names, organizations, parts, roles
from app.bibliography.names.roles import NamedContributor
from app.bibliography.record import ContributorRole


def contributors(values: Iterable[str], others: ContributorRole) -> list[NamedContributor]:
    """Return the people in these values, with the roles that follow their names."""
    values = list(values)
    if sum(map(organizations.ends_with_initials, values)) == 1:
        # The ending of the only such name is no initials: "Siemens AG".
        values = [f"{one}," if organizations.has_legal_form(one) else one for one in values]
    marked = roles.marked_contributors(values, others)
    return [NamedContributor(name, one.role) for one in marked for name in plain_names(one.name)]


def plain_names(value: str) -> list[str]:
    """Return the names in a value in natural order; a final comma marks the name of a team."""
    value = markup.without_others(markup.without_signs(" ".join(value.split())))
    if not value:
        return []
    if value.endswith(","):
        return [parts.team_name(value[:-1])]
    if _are_several(value):
        return [parts.join_name(*names.parse(one)) for one in author_lists.split_authors(value)]
    if organizations.is_organization(value):
        return [parts.team_name(value)]
    return [parts.natural_order(value)]


def _are_several(value: str) -> bool:
    """Return whether these are several people; one comma alone divides the name of one."""
    if ";" in value:
        return True
    people = author_lists.AND.split(value)
    if len(people) > 1:
        return all(map(_is_full_name, people)) or all(map(_is_sorted_name, people))
    pieces = [piece.strip() for piece in value.split(",")]
    if len(pieces) < 3:
        return False
    if len(pieces) % 2 == 0 and author_lists.are_sorted_pairs(pieces):
        return True
    return author_lists.are_full_names(pieces)


def _is_full_name(name: str) -> bool:
    name = name.strip(" ,")
    return " " in name and "," not in name and not organizations.is_organization(name)


def _is_sorted_name(name: str) -> bool:
    family, comma, given = name.strip(" ,").partition(",")
    return bool(family and comma) and "," not in given and not names.may_be_suffix(given)
