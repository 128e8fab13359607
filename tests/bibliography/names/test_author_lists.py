"""Splitting pasted lists of authors."""

import re
import time

import pytest

from app.bibliography.names.author_lists import split_authors

TWO = ["Ada Roe", "Kim Li"]
THREE = [*TWO, "Bo Ek"]


@pytest.mark.parametrize(
    "text",
    [
        "Ada Roe and Kim Li and Bo Ek",
        "Ada Roe, Kim Li, Bo Ek",
        "Ada Roe, Kim Li and Bo Ek",
        "Ada Roe, Kim Li, and Bo Ek",
        "Ada Roe, Kim Li & Bo Ek",
        "Roe, Ada; Li, Kim; Ek, Bo",
        "Ada Roe; Kim Li; and Bo Ek",
        "Roe, Ada and Li, Kim and Ek, Bo",
        "Roe, Ada and Kim Li and Ek, Bo",
        "Ada Roe\nKim Li\nBo Ek",
        "Ada Roe,\r\nKim Li,\r\nand Bo Ek",
        "Roe, Ada\nLi, Kim\nEk, Bo\n",
        "Roe, Ada and\n  Li, Kim and\n  Ek, Bo",
        "author = {Roe, Ada and Li,\n          Kim and Ek, Bo},",
        "1. Ada Roe\n2. Kim Li\n3) Bo Ek",
        "Ada Roe1,2, Kim Li∗, Bo Ek†",
        "Roe, Ada, Li, Kim, Ek, Bo",
        " , Ada Roe ,, Kim Li,\u202e\0 Bo Ek and ",
        "Ada Roe and Kim Li and Bo Ek and others",
        "Ada Roe, Kim Li, Bo Ek, et al.",
    ],
)
def test_three_authors_are_split_in_any_notation(text: str) -> None:
    assert split_authors(text) == THREE


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ada Roe", ["Ada Roe"]),
        ("Roe, Ada", ["Ada Roe"]),
        ("Ada Roe, Kim Li", TWO),
        ("Roe, Ada and Li, Kim", TWO),
        ("Roe, Ada and Kim Li", TWO),
        ("Roe, A., Li, K. B., & Ek, B.", ["A. Roe", "K. B. Li", "B. Ek"]),
        ("van der Roe, Ada Bo", ["Ada Bo van der Roe"]),
        (r"Ada \O stby, \AA sa Li", ["Ada Østby", "Åsa Li"]),
        ("Ada Roe, Jr., Kim Li", ["Ada Roe Jr.", "Kim Li"]),
        ("Brinch Hansen, Per; Roe, Ada", ["Per {Brinch Hansen}", "Ada Roe"]),
        ("Madonna, Kim Li, Bo Ek", ["Madonna", "Kim Li", "Bo Ek"]),
        ("{Smith and Sons} and Roe, Ada", ["{Smith and Sons}", "Ada Roe"]),
        ("{Tides, Inc.}; Kim Li", ["{Tides, Inc.}", "Kim Li"]),
        ("Anderson, Andy and Brandon Sand", ["Andy Anderson", "Brandon Sand"]),
        ("王小明", ["王小明"]),
        ("", []),
        (" and, \n;", []),
    ],
)
def test_commas_are_interpreted_by_their_context(text: str, names: list[str]) -> None:
    assert split_authors(text) == names


@pytest.mark.parametrize(
    ("field", "names"),
    [
        (
            "Batardière, Bastien and Chiquet, Julien and Gindraud, Fran{\\c{c}}ois",
            ["Bastien Batardière", "Julien Chiquet", "Fran{\\c{c}}ois Gindraud"],
        ),
        (
            "Hugues Van Assel and Thibault Espinasse and Julien\n                  Chiquet",
            ["Hugues Van Assel", "Thibault Espinasse", "Julien Chiquet"],
        ),
        (
            "Facon, Benoit and Hafsi, Abir and de la\n Masseli{\\`e}re, Maud Charlery",
            ["Benoit Facon", "Abir Hafsi", "Maud Charlery de la Masseli{\\`e}re"],
        ),
        ("Lejal, E and Chiquet, J and Aubert, J", ["E Lejal", "J Chiquet", "J Aubert"]),
        (
            "Perrot, M. and L\u00e9vy-Leduc, C. and Sansonnet, L.  and\n Chiquet, J.",
            ["M. Perrot", "C. L\u00e9vy-Leduc", "L. Sansonnet", "J. Chiquet"],
        ),
        (
            "Tingchen Fu, Mrinank Sharma, Philip Torr, Shay B. Cohen, David Krueger, Fazl Barez",
            [
                "Tingchen Fu",
                "Mrinank Sharma",
                "Philip Torr",
                "Shay B. Cohen",
                "David Krueger",
                "Fazl Barez",
            ],
        ),
    ],
)
def test_real_lists_are_read(field: str, names: list[str]) -> None:
    assert split_authors(field) == names


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "1" * 200_000,
        "," * 200_000 + "x",
        "and " * 50_000,
        "{" * 100_000 + "}" * 100_000,
        " " * 200_000 + "x",
        ", ".join(f"Ada Roe {n}x" for n in range(10_000)),
    ],
)
def test_hostile_text_is_split_quickly(text: str) -> None:
    start = time.process_time()
    found = split_authors(text)
    assert time.process_time() - start < 3
    assert not any(re.search(r"[\0\u202e]", name) for name in found)
