"""The export has all that the site stores on a person, and nothing of others."""

import json
from typing import Any

import pytest
from flask import Flask

from app.services.actor import TERMINAL
from app.services.editing import people
from app.services.importing import batches, worker
from app.services.loading import new_site
from app.services.personal.export import exported
from app.services.personal.subject import find_subject
from tests.support.personal import fill_with_people

ENTRY = "@article{k, title = {On kelp}, author = {Roe, Ada and Wren, Uma}, year = 2020}\n"


@pytest.fixture
def site(app: Flask) -> Any:
    fill_with_people(app)
    with app.app_context():
        yield


def of(name: str) -> dict[str, Any]:
    return json.loads(json.dumps(exported(find_subject(name))))  # type: ignore[no-any-return]


def test_the_record_and_all_names_are_exported(site: None) -> None:
    found = of("Uma Wren")
    assert found["names"] == ["Uma Wren", "Uma Wrenley"]
    (person,) = found["people"]
    assert (person["name"], person["slug"]) == ("Uma Wrenley", "uma-wren")
    assert person["url"] == "https://wren.example"
    assert found["profile"] == []


def test_supervisions_as_student_and_as_supervisor_are_exported(site: None) -> None:
    own, other = of("Uma Wren")["supervisions"]
    assert (own["id"], own["level"], own["institution"]) == (1, "PhD", "Cape College")
    assert other["id"] == 2
    (ines,) = of("Ines Paz")["supervisions"]
    assert ines["id"] == 2


def test_authorships_are_exported_with_the_name_as_published(site: None) -> None:
    (one,) = of("uma-wren")["authorships"]
    assert one == {
        "work": "open-sea",
        "state": "published",
        "title": "Open sea",
        "year": 2024,
        "position": 1,
        "name_as_published": "Uma Wren",
        "role": "author",
        "is_corresponding": False,
        "equal_contribution": False,
        "is_linked": False,
    }


def test_history_has_the_persons_part_of_each_change(site: None) -> None:
    people.save(1, {**people.values(1), "level": "Postdoc"}, TERMINAL, None)
    found = of("Uma Wren")["history"]
    assert {one["record"].split()[0] for one in found} == {"person", "supervision", "work"}
    renamed = next(one for one in found if one["before"].get("name"))
    assert (renamed["before"]["name"], renamed["after"]["name"]) == ("Uma Wren", "Uma Wrenley")
    assert (renamed["title"], renamed["action"]) == ("Edited Uma Wrenley", "save")
    # A change that does not mention her is hers too, if it is of her supervision.
    assert (found[-1]["before"], found[-1]["after"]) == ({"level": "PhD"}, {"level": "Postdoc"})
    (work,) = (one for one in found if one["record"].startswith("work"))
    assert [[row[0] for row in rows] for rows in work["after"].values()] == [["Uma Wren"]]


def test_imported_entries_are_exported(site: None) -> None:
    batch_id = batches.create_batch("mine.bib", ENTRY.encode(), TERMINAL)
    worker.run(batch_id)
    (entry,) = of("Uma Wren")["imported_entries"]
    assert (entry["file"], entry["line"], entry["title"]) == ("mine.bib", 1, "On kelp")
    assert entry["names"] == ["Uma Wren"]


def test_a_deleted_person_is_exported_from_history(site: None) -> None:
    people.delete(2, TERMINAL, None)
    found = of("Tom Wu")
    assert (found["people"], found["supervisions"]) == ([], [])
    gone = [one for one in found["history"] if one["after"] == {}]
    assert {one["record"].split()[0] for one in gone} == {"person", "supervision"}


def test_the_owners_export_has_the_profile(site: None) -> None:
    found = of("Ada Roe")
    (profile,) = found["profile"]
    assert profile["biography"] == "I teach Uma Wren."
    changes = [one for one in found["history"] if one["record"].startswith("profile")]
    assert [one["after"]["biography"] for one in changes] == ["I teach Uma Wren."]


def test_a_former_owners_profile_is_exported_from_history(site: None) -> None:
    new_site.start_over("Dora May", TERMINAL, None)
    former, current = of("Ada Roe"), of("Dora May")
    assert (former["profile"], current["profile"][0]["biography"]) == ([], "")
    assert "I teach Uma Wren." in str(former["history"])
    assert "I teach Uma Wren." not in str(current["history"])
