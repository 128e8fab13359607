"""The language of searches: every text is a query."""

import pytest

from app.services.catalog.full_text.query import MOST_TERMS, Query, Term, parse_query


def term(*words: str, **fields: str | bool) -> Term:
    return Term(words, **fields)  # type: ignore[arg-type]


def phrase(*words: str, **fields: str | bool) -> Term:
    return term(*words, is_prefix=False, **fields)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("deep nets", [term("deep"), term("nets")]),
        ("Ökonomie  ÉTUDE", [term("okonomie"), term("etude")]),
        ('"deep nets" sea', [phrase("deep", "nets"), term("sea")]),
        ("“deep nets”", [phrase("deep", "nets")]),
        ("«deep nets» „sea“", [phrase("deep", "nets"), phrase("sea")]),
        ("deep -sea", [term("deep"), term("sea", is_excluded=True)]),
        ('deep -"sea ice"', [term("deep"), phrase("sea", "ice", is_excluded=True)]),
        ("author:kim", [term("kim", column="authors")]),
        (
            "Author:Kim venue：sea",
            [term("kim", column="authors"), term("sea", column="venue")],
        ),
        ('author:"kim li"', [phrase("kim", "li", column="authors")]),
        ("title:sea topic:ice", [term("sea", column="title"), term("ice", column="topics")]),
        ("author:li,kim", [term("li", column="authors"), term("kim", column="authors")]),
        ("sea -author:kim", [term("sea"), term("kim", column="authors", is_excluded=True)]),
        ("low-loss", [term("low", "loss")]),
        ("d'Alembert", [term("d", "alembert")]),
        ("d’Alembert", [term("d", "alembert")]),
        ("J.Roe", [term("j"), term("roe")]),
        ("AT&T H_2O", [term("at", "t"), term("h", "2o")]),
        ("C++ c# F#", [term("cplusplus"), term("csharp"), term("fsharp")]),
        ("深度学习", [term("深", "度", "学", "习")]),
        ("Ωκεανός", [term("ωκεανοσ")]),
        ("10.1000/H2O", [term("10", "1000", "h2o")]),
        ("doi: 10.1000/h2o", [term("10", "1000", "h2o")]),
        ("https://doi.org/10.1000/h2o", [term("10", "1000", "h2o")]),
        ("salt https://doi.org/10.1000/h2o", [term("salt"), term("10", "1000", "h2o")]),
        ("arXiv:2101.00001v2", [term("2101", "00001")]),
        ("10.48550/arXiv.2101.00001", [term("2101", "00001")]),
        ("hep-th/9901001", [term("hep", "th", "9901001")]),
    ],
)
def test_words_phrases_and_fields(text: str, terms: list[Term]) -> None:
    assert parse_query(text) == Query(tuple(terms))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("-omics", "omics"),
        ("-one -two", "one two"),
        ("--help", "help"),
        ("a - b", "a b"),
        ("x-y -- z", "x+y z"),
        ("foo:bar", "foo bar"),
        ("author:", "author"),
        ("author: kim", "author kim"),
        ('author:""', "author"),
        ("year:soon", "year soon"),
        ("year:19", "year 19"),
        ("-year:soon sea", "-year -soon sea"),
        ("AND OR NOT", "and or not"),
        ("NEAR(a b, 3)", "near a b 3"),
        ("deep*", "deep"),
        ("^deep", "deep"),
        ("{title} : deep", "title deep"),
        ('"deep nets', "deep nets"),
        ('deep" nets"', "deep 'nets'"),
        ("f(x)|g", "f x g"),
        ("*", ""),
        ('" "', ""),
        ("-", ""),
        ("( ) : ; -- \\ %", ""),
        ("", ""),
    ],
)
def test_what_is_no_operator_is_searched_as_words(text: str, words: str) -> None:
    expected = []
    for word in words.split():
        quoted = word.startswith("'")
        parts = tuple(word.strip("'-").split("+"))
        expected.append(Term(parts, is_prefix=not quoted, is_excluded=word.startswith("-")))
    assert parse_query(text) == Query(tuple(expected))


@pytest.mark.parametrize(
    ("text", "years", "excluded"),
    [
        ("year:2019", [(2019, 2019)], []),
        ("year:2019-2023", [(2019, 2023)], []),
        ("YEAR:2023–2019", [(2019, 2023)], []),
        ("year:2019 year:2021", [(2019, 2019), (2021, 2021)], []),
        ("year:2019 -year:2021", [(2019, 2019)], [(2021, 2021)]),
        ('year:"2019"', [(2019, 2019)], []),
        ("year:2019-", [(2019, 9998)], []),
        ("-year:-1999", [], [(0, 1999)]),
    ],
)
def test_years_add_up(
    text: str, years: list[tuple[int, int]], excluded: list[tuple[int, int]]
) -> None:
    assert parse_query(text) == Query((), tuple(years), tuple(excluded))


def test_a_lone_exclusion_is_a_word_unless_it_names_a_field() -> None:
    assert parse_query("-author:kim").excluded == (
        Term(("kim",), column="authors", is_excluded=True),
    )
    assert parse_query("-sea year:2019").excluded == (Term(("sea",), is_excluded=True),)
    assert parse_query("-sea").wanted == (Term(("sea",)),)


def test_a_query_has_few_terms() -> None:
    assert len(parse_query(" ".join(f"w{n}" for n in range(200))).terms) == MOST_TERMS
