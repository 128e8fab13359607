"""The classification of an entry of an import."""

from dataclasses import dataclass, field

from app.models import Decision, Difference, ItemState


@dataclass
class Finding:
    """The classification of an entry, with the work and version on the site that it matches.

    `duplicate_of` is the position of the earlier entry of the same file that it matches.
    """

    state: ItemState
    decision: Decision
    work_id: int | None = None
    publication_id: int | None = None
    duplicate_of: int | None = None
    score: int | None = None
    differences: list[Difference] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    # What the entry was declined as.
    declined_id: int | None = None
    # Whether the version was imported from this exact raw entry.
    is_reimport: bool = False
