"""The roles of people in RIS."""

import pytest

from app.bibliography.ris.reader import read_ris


@pytest.mark.parametrize(
    ("kind", "lines", "found"),
    [
        ("BOOK", "AU  - Roe, Ada (ed.)", ["Ada Roe (ed.)"]),
        ("BOOK", "AU  - Roe, Ada, ed.", ["Ada Roe (ed.)"]),
        ("BOOK", "AU  - Roe, Ada\nAU  - Li, Kim (Eds.)", ["Ada Roe (ed.)", "Kim Li (ed.)"]),
        ("BOOK", "AU  - Roe, Ada (Übers.)", ["Ada Roe (trans.)"]),
        ("CHAP", "AU  - Roe, Ada\nA2  - Li, Kim", ["Ada Roe", "Kim Li (ed.)"]),
        ("BOOK", "AU  - Roe, Ada\nA4  - Li, Kim\nTA  - Li, Kim", ["Ada Roe", "Kim Li (trans.)"]),
        ("ELEC", "A2  - Li, Kim", ["Kim Li (ed.)"]),
        ("JOUR", "AU  - Una Vo and Ines Paz", ["Una Vo", "Ines Paz"]),
        ("JOUR", "AU  - Wang 0001, Wei", ["Wei Wang"]),
        ("JOUR", "AU  - Roe, Ada\nAU  - Siemens AG", ["Ada Roe", "{Siemens AG}"]),
        ("JOUR", "AU  - Roe AG\nAU  - Li KB", ["Roe AG", "Li KB"]),
        ("JOUR", "AU  - Human Rights Watch\nAU  - Plato", ["{Human Rights Watch}", "Plato"]),
    ],
)
def test_everybody_has_a_role_once(kind: str, lines: str, found: list[str]) -> None:
    (entry,) = read_ris(f"TY  - {kind}\nTI  - On tides\n{lines}\nER  - \n")
    assert entry.record
    people = entry.record.people
    assert [f"{p.name} ({p.role.mark})" if p.role.mark else p.name for p in people] == found


def test_the_editor_of_a_series_is_kept() -> None:
    (entry,) = read_ris("TY  - BOOK\nTI  - T\nAU  - Roe, Ada\nA2  - Li, Kim\nER  - \n")
    assert dict(entry.extras) == {"A2": "Li, Kim"}


def test_an_incomplete_list_is_reported() -> None:
    (entry,) = read_ris("TY  - JOUR\nTI  - T\nAU  - Roe, Ada\nAU  - et al.\nER  - \n")
    assert entry.record
    assert [one.name for one in entry.record.people] == ["Ada Roe"]
    assert entry.warnings == ("“and others”: the list of authors is incomplete",)
