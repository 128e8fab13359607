"""Broken CSL-JSON: each item is read or reported with its line, and affects no other."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.bibliography import csl

GOOD = '{"id": "a", "title": "Tides"}'


def read(text: str) -> list[tuple[int, str]]:
    return [(e.line, e.error or (e.record.title if e.record else "?")) for e in csl.read(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (GOOD, [(1, "Tides")]),
        (f"\ufeff[\r\n{GOOD},\r\n{GOOD}]\r\n", [(2, "Tides"), (3, "Tides")]),
        (f'{{"items": [\n{GOOD}\n]}}', [(2, "Tides")]),
        (f'{{"status": "ok", "message":\n{GOOD}}}', [(2, "Tides")]),
        (f'{{"message": {{"total": 1, "items": [\n{GOOD}]}}}}', [(2, "Tides")]),
        (f"{GOOD}\n{GOOD}\n", [(1, "Tides"), (2, "Tides")]),
        ("", []),
        ("[]", []),
        ("[\n", []),
        ('{"items": []}', []),
    ],
)
def test_arrays_objects_and_envelopes_are_read(text: str, found: list[tuple[int, str]]) -> None:
    assert read(text) == found


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ('{"id": "b",\n"title": "x",}', "line 4: remove the comma before the closing bracket"),
        ('{"id": "b"\n"title": "x"}', "line 4: a comma or a closing } is missing"),
        ('{"id": "b,\n"title": "x"}', "line 3: this is not valid JSON"),
        ('{"id": "b", "year": NaN}', "line 3: this is not valid JSON"),
        ('{"id": "\\x"}', "line 3: text contains a single backslash; write two"),
        ("{'id': 'b'}", "line 3: keys need straight quotes"),
        ('{"id": "b"}', "line 3: the title is missing"),
        ('{"id": "b", "title": "<i></i>"}', "line 3: the title has no visible characters"),
        ('{"id": "b", "title": {"deep": []}}', "line 3: the title is missing"),
        ('{"volume": 1e999, "title": "x"}', "line 3: a number is too large"),
        ("[1, 2]", "line 3: this is not an object in braces { }"),
        ("5", "line 3: this is not an object in braces { }"),
    ],
)
def test_a_broken_item_does_not_affect_the_others(broken: str, reason: str) -> None:
    first, second, third = read(f"[\n{GOOD},\n{broken},\n{GOOD}]")
    assert first == (2, "Tides")
    assert second[0] == 3
    assert second[1].startswith(reason)
    assert third[1] == "Tides"


def test_a_truncated_item_is_reported() -> None:
    assert read(f'[{GOOD},\n{{"id": "b", "title": "Wa') == [
        (1, "Tides"),
        (2, "line 2: the file ends before its last quote, bracket or brace closes"),
    ]


@pytest.mark.parametrize("text", ["<html>\n<p>No</p>", "TY  - JOUR", "}}}]"])
def test_text_that_is_not_json_is_one_unreadable_entry(text: str) -> None:
    (entry,) = csl.read(text)
    assert entry.record is None
    assert entry.error.startswith("line 1: ")
    assert entry.source == text


def test_items_with_unexpected_types_are_read() -> None:
    item = {
        "id": ["a"],
        "title": ["Tides", "twice"],
        "volume": 10**17,
        "issue": 2.5,
        "page": True,
        "author": {"x": "y"},
        "ISBN": {},
        "link": 5,
        "relation": None,
        "institution": "Cape",
        "custom": [1],
        "keyword": {"a": 1},
        "language": "Old Tidal",
        "DOI": "none",
    }
    (entry,) = csl.read(json.dumps(item))
    assert entry.record is not None
    assert (entry.record.volume, entry.record.issue) == ("1" + "0" * 17, "2.5")
    assert entry.record.language is None
    assert entry.extras["language"] == "Old Tidal"
    assert entry.extras["title"] == '["Tides","twice"]'
    assert entry.extras["DOI"] == "none"


def test_the_last_value_of_a_repeated_key_is_used() -> None:
    assert read('{"title": "Salt", "title": "Tides"}') == [(1, "Tides")]


def test_control_characters_are_removed() -> None:
    (entry,) = csl.read('{"title": "Ti\\u0000d\\u202ees", "volume": "1\\u0007", "a\\u0000b": 1}')
    assert entry.record is not None
    assert (entry.record.title, entry.record.volume) == ("Tides", "1")
    assert "ab" in entry.extras


def test_values_that_are_too_long_stay_extras() -> None:
    item = {"title": "Tides", "container-title": "x" * 3_000, "author": ["Ada Roe", "y" * 3_000]}
    (entry,) = csl.read(json.dumps(item))
    assert entry.record is not None
    assert entry.record.venue is None
    assert entry.record.authors == ("Ada Roe",)
    assert entry.extras["container-title"] == "x" * 3_000
    assert len(entry.warnings) == 2


def test_reference_lists_are_skipped_and_long_items_reported() -> None:
    (entry,) = csl.read(json.dumps({"title": "Tides", "reference": ["x" * 1_000] * 300}))
    assert entry.record is not None
    assert entry.source == '{"title":"Tides"}'
    (entry,) = csl.read(json.dumps({"title": "Tides", "odd": "x" * 300_000}))
    assert entry.error == "line 1: this item is too long"


HOSTILE = {
    "brackets": "[" * 1_000_000,
    "braces": '{"a":' * 200_000,
    "closed": "[" * 200_000 + "]" * 200_000,
    "quotes": '"' * 1_000_000,
    "backslashes": '["' + "\\" * 1_000_000,
    "a long line": '[{"title": "' + "x" * 2_000_000 + '"}]',
    "a huge number": '[{"title": "x", "volume": ' + "9" * 1_000_000 + "}]",
    "items": '{"items"' * 100_000,
    "scalars": "[" + "1," * 500_000,
    "deep": '[{"title": "x", "odd": ' + "[" * 100_000 + "]" * 100_000 + "}]",
}


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_are_few_unreadable_entries(text: str) -> None:
    found = list(csl.read(text))
    assert len(found) <= 2
    assert all(entry.record is None and entry.error for entry in found)


@given(st.text() | st.text(alphabet='[]{}":,\\ \nabt1'))
def test_arbitrary_text_never_raises(text: str) -> None:
    assert all(entry.record or entry.error for entry in csl.read(text))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "family",
                    "name",
                    "date-parts",
                    "URL",
                    "vitae",
                    "extras",
                    "bibtex",
                    "primary",
                    "title",
                ]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)
VARIABLES = [
    "type",
    "author",
    "issued",
    "container-title",
    "DOI",
    "URL",
    "link",
    "resource",
    "custom",
    "relation",
    "institution",
    "keyword",
    "note",
    "page",
    "id",
    "abstract",
    "subtitle",
    "ISBN",
]


@example({"container-title": ["\x1b"]})
@given(st.dictionaries(st.sampled_from(VARIABLES), json_values))
def test_arbitrary_values_never_raise_and_extras_survive_a_round_trip(
    item: dict[str, object],
) -> None:
    (entry,) = csl.read(json.dumps({"id": "x"} | item | {"title": "Tides"}))
    if entry.record:  # NaN is not valid JSON
        (again,) = csl.read(csl.write([entry.record]))
        assert dict(again.extras) == dict(entry.extras)


def test_adjacent_items_without_keys_are_one_unreadable_entry() -> None:
    junk, last = csl.read("[{}, 5,\n" + "{}" * 1_000 + ',\n{"id": "a", "title": "Tides"}]')
    assert (junk.line, junk.record, bool(junk.error)) == (1, None, True)
    assert last.record is not None
    assert (last.line, last.record.title) == (3, "Tides")
