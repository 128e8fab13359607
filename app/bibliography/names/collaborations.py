"""Names of teams, as answers give them among those of persons."""

import re

TEAM = re.compile(r"\b(collaboration|consortium|team|network|working group|group)$", re.IGNORECASE)


def is_team(name: str) -> bool:
    """Tell whether `name` ends as the names of teams do."""
    return TEAM.search(name) is not None and len(name.split()) > 1


def marked(name: str) -> str:
    """Return `name`, in braces where it is a team's: it has no family name."""
    return f"{{{name}}}" if is_team(name) else name
