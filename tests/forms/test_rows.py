"""Rows of a form: parsing, validation and buttons."""

from typing import Any

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form

from app.forms.rows import Column, Rows, RowWords, TooManyRowsError

COLUMNS = (
    Column("name", "Name", limit=10),
    Column("kind", "Kind", "choice", (("pdf", "PDF"), ("web", "Web"))),
    Column("loud", "Loud", "tick"),
    Column("best", "Best", "radio"),
)
WORDS = RowWords(
    "Add a player",
    "player %(number)s",
    "At most %(limit)s players.",
    "At most %(limit)s players; there are %(number)s.",
)


class Band(Form):
    players = Rows("Players", COLUMNS, limit=3, words=WORDS)


def submitted(**fields: str) -> Band:
    given = {name.replace("_", "-"): value for name, value in fields.items()}
    return Band(MultiDict({"players": "rows", **given}))


def row(name: str, kind: str = "pdf", **marks: bool) -> dict[str, Any]:
    return {"name": name, "kind": kind, "loud": False, "best": False, **marks}


def test_rows_are_ordered_by_number() -> None:
    form = submitted(players_20_name="Ada", players_3_name="Kim", players_3_kind="web")
    assert form.players.data == [row("Kim", "web"), row("Ada")]


def test_at_most_one_radio_button_is_selected() -> None:
    form = submitted(
        players_0_name="Ada", players_4_name="Kim", players_4_loud="1", players_best="4"
    )
    assert form.players.data == [row("Ada"), row("Kim", loud=True, best=True)]
    assert not any(
        r["best"] for r in submitted(players_0_name="Ada", players_best="x").players.data
    )


def test_missing_rows_stay_and_removed_rows_are_deleted() -> None:
    present = [row("Ada")]
    assert Band(MultiDict({"other": "1"}), data={"players": present}).players.data == present
    assert Band(MultiDict({"players": "rows"}), data={"players": present}).players.data == []


def test_empty_rows_are_dropped_and_texts_cleaned() -> None:
    form = submitted(players_0_name=" \u202eAda\0  Roe ", players_1_name=" ", players_2_kind="web")
    assert form.validate()
    assert form.players.data == [row("Ada Roe")]


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({f"players_{n}_name": "x" for n in range(4)}, "At most 3 players; there are 4."),
        ({"players_0_name": "x" * 11}, "Player 1: Name: at most 10 characters."),
        (
            {"players_0_name": "x", "players_0_kind": "pony"},
            "Player 1: Kind: choose one from the list.",
        ),
    ],
)
def test_errors_name_their_row(fields: dict[str, str], error: str) -> None:
    form = submitted(**fields)
    assert not form.validate()
    assert form.players.errors == [error]
    assert len(form.players.data) == len({name.split("_")[1] for name in fields})


def test_all_invalid_inputs_are_reported_each_at_its_own() -> None:
    form = submitted(
        players_0_name="x" * 11,
        players_0_kind="pony",
        players_1_name="Kim",
        players_2_name="y" * 12,
    )
    assert not form.validate()
    assert form.players.input_errors == {
        "players-0-name": "Player 1: Name: at most 10 characters.",
        "players-2-name": "Player 3: Name: at most 10 characters.",
        "players-0-kind": "Player 1: Kind: choose one from the list.",
    }
    assert form.players.own_errors == []
    assert sorted(form.players.errors) == sorted(form.players.input_errors.values())


@pytest.mark.parametrize("what", ["save", "players", "players.0.fly", "others.add", "players.x.up"])
def test_unknown_buttons_do_nothing(what: str) -> None:
    form = submitted(players_0_name="Ada")
    form.players.press(what)
    assert form.players.data == [row("Ada")]


def test_removing_the_last_row_moves_the_focus_to_the_add_button() -> None:
    form = submitted(players_0_name="Ada")
    form.players.press("players.0.remove")
    assert (form.players.data, form.players.focus) == ([], "players-add")
    form.players.press("players.add")
    assert (form.players.data, form.players.focus) == ([row("")], "players-0-name")


def test_no_row_is_added_beyond_the_limit() -> None:
    form = submitted(**{f"players_{n}_name": "x" for n in range(3)})
    form.players.press("players.add")
    assert len(form.players.data) == 3
    assert form.players.errors == ["At most 3 players."]


def test_a_flood_of_rows_is_refused_before_it_is_drawn() -> None:
    flood = {f"players_{n}_name": "x" for n in range(104)}
    with pytest.raises(TooManyRowsError) as refusal:
        submitted(**flood)
    assert refusal.value.message[1].startswith("At most 3 players; there are 104.")
    # What the site has already, as from an import, can still be edited.
    given = MultiDict({"players": "rows", **{k.replace("_", "-"): v for k, v in flood.items()}})
    assert len(Band(given, data={"players": [row("x")] * 50}).players.data) == 104
