"""The same people read back from every format."""

from hypothesis import given
from hypothesis import strategies as st

from app.bibliography.entry import Format
from app.bibliography.formats import read_entries, write_records
from app.bibliography.names import parts
from app.bibliography.record import Author, ContributorRole, PublicationType, Record

GIVEN = st.sampled_from(
    ["Ada", "A.", "A. B.", "J.-P.", "Gabriel José", "Ada and Kim", "An And", "小明", "Ø.", "Ed"]
)
PLAIN = ["Roe", "Brinch Hansen", "王", "And", "Tide Team", "Roe and Li", "Ek & Sons", "Saint-Salt"]
PARTICLES = ["van Roe", "von der Tide", "de la Vega y Luz", "d'Alembert", "al-Salt", "St. John"]
FAMILY = st.sampled_from(PLAIN) | st.sampled_from(PARTICLES)
SUFFIX = st.sampled_from(["", "", "Jr.", "III", "Filho"])
TEAM = st.sampled_from(
    ["The Tide Team", "Tide and Wave Team", "Tides, Inc.", "Group 2020", "others", "Salt; Sea"]
)
NAMES = (
    st.builds(parts.join_name, GIVEN, FAMILY, SUFFIX)
    | st.builds(parts.team_name, TEAM)
    | st.sampled_from(["Plato", "王", "{van Roe}"])
)
PEOPLE = st.lists(st.builds(Author, NAMES, role=st.sampled_from(ContributorRole)), max_size=3)


@given(PEOPLE)
def test_people_survive_every_format(people: list[Author]) -> None:
    ordered = sorted(people, key=lambda one: list(ContributorRole).index(one.role))
    record = Record(
        title="On tides",
        type=PublicationType.CHAPTER,
        authors=tuple(one if one.role.mark else one.name for one in ordered),
    )
    for form in (Format.BIBTEX, Format.RIS, Format.CSL):
        written = write_records(form, [record], lossless=True)
        (entry,) = read_entries(form, written)
        assert entry.record
        assert entry.record.people == record.people, written
        assert form is not Format.BIBTEX or "vitae" not in written
