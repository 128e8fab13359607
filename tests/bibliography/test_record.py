"""What the types of publications are called."""

from app.bibliography.labels.publications import PLURALS, TYPE_LABELS
from app.bibliography.record import PublicationType


def test_each_type_has_a_name_for_one_and_for_several() -> None:
    assert set(PLURALS) == set(TYPE_LABELS) == set(PublicationType)
    assert len(set(PLURALS.values())) == len(PLURALS)
    assert PublicationType.PAPER_CONFERENCE.plural == "Conference papers"
