"""Roles that are written after names, in lists of authors and single names."""

import pytest

from app.bibliography.names.roles import split_contributors, split_role

AUTHOR, EDITOR, TRANSLATOR = "author", "editor", "translator"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ada Roe and Kim Li", [("Ada Roe", AUTHOR), ("Kim Li", AUTHOR)]),
        ("Ada Roe (ed.)", [("Ada Roe", EDITOR)]),
        ("Ada Roe (ed.), Kim Li", [("Ada Roe", EDITOR), ("Kim Li", AUTHOR)]),
        ("Ada Roe, Kim Li (ed.)", [("Ada Roe", AUTHOR), ("Kim Li", EDITOR)]),
        ("Roe, A., & Li, K. (Eds.)", [("A. Roe", EDITOR), ("K. Li", EDITOR)]),
        ("Roe, Ada; Li, Kim [Hrsg.]", [("Ada Roe", AUTHOR), ("Kim Li", EDITOR)]),
        ("Ada Roe and Kim Li, (editors)", [("Ada Roe", EDITOR), ("Kim Li", EDITOR)]),
        (
            "Ada Roe and Kim Li (eds.), Bo Ek and Jo Uhl (translators)",
            [
                ("Ada Roe", EDITOR),
                ("Kim Li", EDITOR),
                ("Bo Ek", TRANSLATOR),
                ("Jo Uhl", TRANSLATOR),
            ],
        ),
        ("Ada Roe\nKim Li (trans.)", [("Ada Roe", AUTHOR), ("Kim Li", TRANSLATOR)]),
        ("Ada Roe, Kim Li, eds.", [("Ada Roe", EDITOR), ("Kim Li", EDITOR)]),
        ("Ada Roe, ed., Kim Li", [("Ada Roe", EDITOR), ("Kim Li", AUTHOR)]),
        ("Roe, Ed., Li, K.", [("Ed. Roe", AUTHOR), ("K. Li", AUTHOR)]),
        ("(eds.)", []),
        ("", []),
    ],
)
def test_a_pasted_list_is_split_into_names_with_roles(
    text: str, found: list[tuple[str, str]]
) -> None:
    assert [(one.name, one.role.value) for one in split_contributors(text)] == found


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Ada Roe (ed.)", ("Ada Roe", EDITOR)),
        ("Ada Roe (Transl.) ", ("Ada Roe", TRANSLATOR)),
        ("Roe, Ada, (Editor)", ("Roe, Ada", EDITOR)),
        ("Roe, Ada, ed.", ("Roe, Ada", EDITOR)),
        ("Roe, Ada, Ed.", ("Roe, Ada", EDITOR)),
        ("Ada Roe, ed.", ("Ada Roe", EDITOR)),
        ("A. Roe (dir.)", ("A. Roe", EDITOR)),
        ("A. Roe (éd.)", ("A. Roe", EDITOR)),
        ("A. Roe (Org.)", ("A. Roe", EDITOR)),
        ("A. Roe (a cura di)", ("A. Roe", EDITOR)),
        ("A. Roe (ed. and trans.)", ("A. Roe", EDITOR)),
        ("A. Roe [trad.]", ("A. Roe", TRANSLATOR)),
        ("A. Roe (Übers.)", ("A. Roe", TRANSLATOR)),
        ("A. Roe, translator", ("A. Roe", TRANSLATOR)),
        ("王 (译)", ("王", TRANSLATOR)),
        ("Roe, Ed.", None),
        ("Roe, Jr., Ed", None),
        ("Roe, A (a)", None),
        ("Ada Roe", None),
        ("Ada (ed.) Roe", None),
        ("(ed.)", None),
        ("Ada Roe (Edinburgh)", None),
    ],
)
def test_the_role_after_a_typed_name_is_recognized(
    name: str, found: tuple[str, str] | None
) -> None:
    assert split_role(name) == found


@pytest.mark.parametrize("number", [3, 2_000])
@pytest.mark.parametrize("separator", [", ", " and ", "; "])
def test_each_of_many_marks_applies_to_its_name(number: int, separator: str) -> None:
    # Digits after a name would be footnote marks.
    families = ["".join(chr(ord("a") + int(digit)) for digit in str(n)) for n in range(number)]
    pairs = [(f"Ada Roe{family}", f"Kim Li{family}") for family in families]
    found = split_contributors(separator.join(f"{a} (ed.){separator}{b}" for a, b in pairs))
    assert found == [each for a, b in pairs for each in ((a, EDITOR), (b, AUTHOR))]
