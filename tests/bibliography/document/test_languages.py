"""Profile documents whose texts are in several languages."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bibliography.document import entries, languages, reader
from app.bibliography.errors import DocumentError
from app.bibliography.record import Record
from app.bibliography.text.translation import TranslatedField, Translation

ROOT = Path(__file__).parents[3]
READ = "from app.bibliography.document.reader import read_document; read_document({!r})"
BOTH = {"en": "On tides", "fr": "Sur les marées"}
FRENCH_TITLE = Translation("fr", "title", "Sur les marées")


def read(*publications: Any, **parts: Any) -> reader.Document:
    profile = {"name": "Ada Roe", **parts.pop("profile", {})}
    whole = {"vitae": 1, "profile": profile, "publications": publications, **parts}
    return reader.read_document(msgspec.json.encode(whole))


def record(raw: dict[str, Any], **profile: Any) -> Record:
    return read(raw, profile=profile).publications[0].record


def test_the_languages_are_those_of_the_texts_in_order() -> None:
    assert read().profile.languages == ()
    found = read(profile={"position": {"fr": "Professeure"}}, topics=["Salt", BOTH])
    assert found.profile.languages == ("fr", "en")
    assert read(
        profile={"languages": ["en", "fr"], "biography": {"fr": "x"}}
    ).profile.languages == (
        "en",
        "fr",
    )


KNOWN = ("en", "ar", "fr")
GERMAN = {"de": "Gezeiten", "en": "Tides"}


@pytest.mark.parametrize(
    ("publication", "languages"),
    [
        ({"title": BOTH}, ("en", "fr")),
        ({"title": "T", "abstract": {"fr": "R", "en": "A"}}, ("fr", "en")),
        ({"title": {"fr": "T"}, "note": {"ar": "N"}}, ("fr", "ar")),
        ({"title": "T", "topics": ["Wind", BOTH]}, ("en", "fr")),
        ({"title": {"de": "T", "fr": "T", "en": "T"}}, ("fr", "en")),
        # One language besides that of the site is that of the publication only.
        ({"title": "T", "abstract": {"fr": "R"}}, ()),
        ({"title": "Sur les marées", "language": "fr"}, ()),
        ({"title": GERMAN}, ()),
    ],
)
def test_a_publication_in_two_known_languages_makes_a_site_in_both(
    publication: dict[str, Any], languages: tuple[str, ...]
) -> None:
    whole: dict[str, Any] = {"vitae": 1, "publications": [publication], "profile": {"name": "A"}}
    found = reader.read_document(msgspec.json.encode(whole), KNOWN)
    assert found.profile.languages == languages
    whole["profile"]["languages"] = ["en"]
    listed = reader.read_document(msgspec.json.encode(whole), KNOWN)
    assert listed.profile.languages == ("en",)


def test_languages_are_in_the_order_of_the_file() -> None:
    first = b'{"vitae": 1, "publications": [{"title": {"fr": "T", "en": "U"}}],'
    content = first + b'"profile": {"name": "A", "position": {"ar": "x", "en": "y"}}}'
    assert reader.read_document(content, KNOWN).profile.languages == ("fr", "en", "ar")


def test_the_source_of_a_publication_tells_its_language_by_itself() -> None:
    found = record({"title": {"fr": "Sur les marées", "en": "On tides"}}, languages=["fr", "en"])
    again = entries.read_single(found.source or "")
    assert again
    assert (again.language, again.title) == ("fr", "Sur les marées")


def test_topics_may_be_named_in_several_languages_wherever_they_are() -> None:
    described = {"name": {"en": "Salt", "fr": "Sel"}, "slug": "na-cl"}
    found = read({"title": "T", "topics": [BOTH, "Wind"]}, topics=["Sand", described])
    assert [topic.name for topic in found.described_topics] == ["Sand", described["name"], BOTH]
    assert [topic.slug for topic in found.described_topics] == [None, "na-cl", None]
    assert found.publications[0].topics == ("On tides", "Wind")


@pytest.mark.parametrize(
    ("raw", "first", "language", "title"),
    [
        ({"title": BOTH}, "en", None, "On tides"),
        ({"title": BOTH}, "fr", "en", "On tides"),
        ({"title": BOTH, "language": "fr"}, "en", "fr", "Sur les marées"),
        ({"title": BOTH, "language": "fr-CA"}, "en", "fr-CA", "Sur les marées"),
        ({"title": {"de": "Gezeiten", **BOTH}}, "en", "de", "Gezeiten"),
    ],
)
def test_the_original_of_a_publication_is_in_its_language(
    raw: dict[str, Any], first: str, language: str | None, title: str
) -> None:
    found = record(raw, languages=[first])
    assert (found.language, found.title) == (language, title)
    texts = {one.text for one in found.translations} | {found.title}
    assert texts == set(raw["title"].values())


def test_an_abstract_may_be_only_in_another_language_than_its_title() -> None:
    found = record({"title": "On tides", "abstract": {"fr": "Résumé."}})
    assert (found.language, found.abstract) == (None, None)
    assert found.translations == (Translation("fr", "abstract", "Résumé."),)
    assert '"abstract":{"fr":"Résumé."}' in (found.source or "")


def test_a_single_publication_is_read_with_its_translations() -> None:
    found = record({"title": BOTH, "note": {"en": "Best paper", "fr": "Prix"}})
    assert found.translations == (FRENCH_TITLE, Translation("fr", "note", "Prix"))
    assert entries.read_single(found.source or "") == found
    (entry,) = entries.read_entries(msgspec.json.encode({"title": BOTH}).decode())
    assert entry.record
    assert entry.record.translations == (FRENCH_TITLE,)


def test_publications_of_a_document_are_read_in_its_first_language() -> None:
    whole = {"vitae": 1, "profile": {"name": "A", "languages": ["fr"]}}
    text = msgspec.json.encode({**whole, "publications": [{"title": BOTH}]}).decode()
    (entry,) = entries.read_entries(text)
    assert entry.record
    assert entry.record.language == "en"


TEXTS = st.dictionaries(st.sampled_from(["fr", "de", "pt-BR"]), st.sampled_from(["A", "B \\x"]))


@given(
    own=st.sampled_from([None, "en", "en-GB", "es"]),
    title=TEXTS,
    abstract=TEXTS,
    text=st.sampled_from([None, "One."]),
)
def test_joined_texts_are_split_again(
    own: str | None, title: dict[str, str], abstract: dict[str, str], text: str | None
) -> None:
    fields: dict[TranslatedField, dict[str, str]] = {"title": title, "abstract": abstract}
    translations = tuple(
        Translation(tag, field, text)
        for field, by_tag in fields.items()
        for tag, text in sorted(by_tag.items())
    )
    one = Record(
        title="On tides", language=own, abstract=text, translations=translations, source="S"
    )
    raw = languages.joined(msgspec.to_builtins(one), "en")
    assert record(raw) == one


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        (
            {"profile": {"position": {"french": "P"}}},
            "profile.position: “french” is not a",
        ),
        ({"profile": {"position": {"FR": "P"}}}, "profile.position: “FR” is not a language tag"),
        ({"profile": {"position": {}}}, "profile.position: has no text in any language"),
        ({"profile": {"biography": {"fr": " "}}}, "profile.biography.fr: must be text that"),
        ({"profile": {"memberships": ["A", {"fr": 3}]}}, "profile.memberships[1].fr: must be text"),
        ({"profile": {"languages": ["English"]}}, "profile.languages: “English” is not a"),
        ({"people": [{}, {"level": {"f": "Doctorat"}}]}, "people[1].level: “f” is not a language"),
        ({"topics": ["A", {"en": None}]}, "topics[1].en: must be text that is not blank"),
        ({"topics": [{"name": {"x": "A"}}]}, "topics[0].name: “x” is not a language tag"),
        ({"sections": [{"name": {"fr": ""}}]}, "sections[0].name.fr: must be text"),
        (
            {"sections": [{"name": "N", "entries": [{"what": {"x": "A"}}]}]},
            "sections[0].entries[0].what: “x” is not a language tag",
        ),
        ({"publications": [{"title": {"fr": ""}}]}, "publications[0].title.fr: must be text that"),
        (
            {"publications": [{"title": {"fr": "T"}, "language": "en"}]},
            "publications[0].title: lacks the text in “en”, the publication's language",
        ),
        (
            {"publications": [{"title": "T", "translations": []}]},
            "publications[0].translations: this key is not allowed",
        ),
    ],
)
def test_a_wrong_language_is_reported_with_its_key(parts: dict[str, Any], message: str) -> None:
    publications = parts.pop("publications", ())
    with pytest.raises(DocumentError) as raised:
        read(*publications, **parts)
    assert str(raised.value).startswith(message)


@pytest.mark.slow
def test_a_program_that_read_a_document_ends_in_order() -> None:
    program = READ.format(b'{"vitae": 1, "profile": {"name": "Ada Roe"}}')
    command = [sys.executable, "-c", program]
    # Where types are freed twice, it aborts.
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == 0  # noqa: S603 (our own)


@pytest.mark.parametrize("key", ["memberships", "research_topics"])
def test_a_blank_text_without_languages_is_named_by_its_key(key: str) -> None:
    with pytest.raises(DocumentError, match=rf"profile\.{key}\[1\]: must not be blank"):
        read(profile={key: ["a", "\u200b "]})
