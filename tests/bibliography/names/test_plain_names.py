"""Names in plain text, as RIS and other formats without markup have them."""

import pytest

from app.bibliography.names.plain_names import plain_names


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("Roe, Ada", ["Ada Roe"]),
        ("Una Vo and Ines Paz", ["Una Vo", "Ines Paz"]),
        ("Vo, Una and Paz, Ines", ["Una Vo", "Ines Paz"]),
        ("Roe, A & Li, K", ["A Roe", "K Li"]),
        ("Vo, Una; Paz, Ines", ["Una Vo", "Ines Paz"]),
        ("Una Vo, Ines Paz, Tom Roe", ["Una Vo", "Ines Paz", "Tom Roe"]),
        ("Vo, U., Paz, I.", ["U. Vo", "I. Paz"]),
        ("García Márquez, Gabriel José", ["Gabriel José {García Márquez}"]),
        ("Roe, Ada and Kim", ["Ada and Kim Roe"]),
        ("Roe, Ada, Jr.", ["Ada Roe Jr."]),
        ("Wang 0001, Wei", ["Wei Wang"]),
        ("Wei Wang 0012", ["Wei Wang"]),
        ("Tide and Wave Team", ["{Tide and Wave Team}"]),
        ("Salt and Sons", ["{Salt and Sons}"]),
        (
            "Ministry of Tides and Department of Waves",
            ["{Ministry of Tides and Department of Waves}"],
        ),
        ("Group 2020,", ["{Group 2020}"]),
        ("", []),
        ("et al.", []),
        ("Roe, A. et al", ["A. Roe"]),
        ("Roe, Ada*†", ["Ada Roe"]),
        ("Roe¹,², Ada", ["Ada Roe"]),
        ("<b>Roe, Ada</b><sup>1</sup>", ["Ada Roe"]),
        ("Ada Roe, PhD", ["Ada {Roe} PhD"]),
        ("UNESCO", ["{UNESCO}"]),
    ],
)
def test_a_value_holds_one_name_or_several(value: str, found: list[str]) -> None:
    assert plain_names(value) == found
