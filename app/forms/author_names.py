"""Names of authors as owners see them in forms: "Brinch Hansen, Per" rather than in braces."""

from collections.abc import Collection

from app.bibliography.names import names, parts


def shown_name(name: str) -> str:
    """Return a name without the braces around its family name, if the form can read it back."""
    braced = names.parse_braced(name)
    if not braced:
        return name
    in_order = (braced.family, braced.suffix, braced.given)
    plain = ", ".join(filter(None, in_order)) if braced.given else braced.family
    return plain if stored_name(plain) == name else name


def stored_name(text: str, known: Collection[str] = ()) -> str:
    """Return a typed name as it is stored: with braces where its family name is ambiguous.

    Names that were there before stay as they were.
    """
    if text in known or "{" in text or "\\" in text:
        return text
    if "," not in text:
        is_acronym = " " not in text and len(text) > 1 and text.isascii() and text.isupper()
        return parts.team_name(text) if is_acronym else parts.brace_team(text)
    natural = parts.natural_order(text)
    return natural if "{" in natural else text
