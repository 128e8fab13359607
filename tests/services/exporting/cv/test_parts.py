"""The order of the CV's parts."""

from hypothesis import given
from hypothesis import strategies as st

from app.models.profile import CvPart
from app.services.exporting.cv.parts import arranged, part_titles, shown_keys

TITLES = part_titles([("education", "Education"), ("awards", "Awards")])
USUAL = ["biography", "education", "awards", "supervision", "publications"]


def part(key: str, shown: bool = True) -> CvPart:
    return CvPart(part=key, shown=shown)


def keys(parts: list[CvPart]) -> list[str]:
    return [one["part"] for one in parts]


def test_without_a_choice_dated_entries_come_before_people_and_works() -> None:
    assert list(TITLES) == keys(arranged(TITLES, [])) == USUAL


def test_a_new_section_is_shown_where_it_usually_is() -> None:
    chosen = [part("publications"), part("biography", shown=False), part("education")]
    expected = ["publications", "biography", "education", "awards", "supervision"]
    assert keys(arranged(TITLES, chosen)) == expected
    shown = ["publications", "education", "awards", "supervision"]
    assert shown_keys(TITLES, (), chosen) == shown


def test_an_address_chooses_parts_in_its_order_even_hidden_ones() -> None:
    chosen = [part("biography", shown=False)]
    asked = ("publications", "none", "biography")
    assert shown_keys(TITLES, asked, chosen) == ["publications", "biography"]
    assert shown_keys(TITLES, ("none",), chosen) == USUAL[1:]


def test_a_section_may_be_called_like_a_part() -> None:
    titles = part_titles([("publications", "Publications in the press")])
    assert titles["publications-section"] == "Publications in the press"
    assert titles["publications"] == "Publications"


@given(
    st.lists(st.tuples(st.sampled_from([*USUAL, "gone"]), st.booleans()), unique_by=lambda p: p[0])
)
def test_every_part_is_there_once_and_chosen_ones_keep_their_order(
    choice: list[tuple[str, bool]],
) -> None:
    chosen = [part(key, shown) for key, shown in choice]
    found = arranged(TITLES, chosen)
    assert sorted(keys(found)) == sorted(USUAL)
    assert [one for one in found if one in chosen] == [
        one for one in chosen if one["part"] != "gone"
    ] + [one for one in found if one in chosen and one not in chosen]
