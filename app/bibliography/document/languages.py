"""Texts of a profile document in several languages: `{"en": …, "fr": …}` instead of a text.

A text without languages is in the document's first one. Publications are read apart: their own
language tells which text is the original, the others become translations of the record.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Annotated, Any

from msgspec import Meta

from app.bibliography import errors
from app.bibliography.errors import DocumentError
from app.bibliography.messages import Message, message
from app.bibliography.record import VISIBLE, Line, Text
from app.bibliography.text.translation import (
    LANGUAGE,
    TAG,
    TRANSLATED,
    is_same_language,
    language_key,
)

Tag = Annotated[str, Meta(pattern=LANGUAGE)]
Lines = dict[Tag, Line]
Texts = dict[Tag, Text]
# Without the pattern: msgspec 0.22 frees it twice where such a text may also be a dict or a list.
LineOrLines = Annotated[str, Meta(min_length=1, max_length=2_000)] | Lines
TextOrTexts = Annotated[str, Meta(min_length=1, max_length=200_000)] | Texts
Given = str | Mapping[str, str] | None

# The language of a document that names none.
DEFAULT = "en"
_VISIBLE = re.compile(VISIBLE)
# Where texts may be in several languages: None is such a text, or a list of them.
Shape = Mapping[str, Any] | None
_ENTRY = dict.fromkeys(("what", "where", "note"))
SITE: Mapping[str, Any] = {
    "profile": dict.fromkeys(
        ("position", "affiliation", "memberships", "research_topics", "biography")
    ),
    "people": dict.fromkeys(("level", "institution", "project", "next_position")),
    "sections": {"name": None, "entries": _ENTRY},
    "topics": {"name": None},
}
# Texts that may be empty, as those of a site that has none.
_OPTIONAL = re.compile(r"profile\.(position|affiliation|biography)")
PUBLICATION: Shape = dict.fromkeys((*TRANSLATED, "topics"))
EVERYWHERE: Shape = {**SITE, "publications": PUBLICATION}


def by_language(given: Given, first: str) -> dict[str, str]:
    """Return a text by language; one without languages is in the `first`."""
    if isinstance(given, Mapping):
        return dict(given)
    return {first: given} if given else {}


def plain(given: Given) -> str:
    """Return a text in the language that it is given in first, "" without one."""
    return next(iter(by_language(given, DEFAULT).values()), "")


def texts(value: Any, shape: Shape, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the texts in several languages in decoded JSON, each with its path, in their order."""
    if isinstance(value, list | tuple):
        for position, item in enumerate(value):
            yield from texts(item, shape, f"{path}[{position}]")
    elif isinstance(value, dict):
        if shape is None or (path.startswith("topics[") and _is_names(value)):
            yield path, value
            return
        for key, inner in value.items():
            if key in shape:
                yield from texts(inner, shape[key], f"{path}.{key}" if path else key)


def check(value: Any, shape: Shape) -> None:
    """Raise DocumentError if a text has a malformed language, or none, or is blank."""
    for path, text in _plain_texts(value, shape):
        if text and not _VISIBLE.search(text) and not _OPTIONAL.fullmatch(path):
            raise _error(path, errors.NOT_BLANK)
    for path, found in texts(value, shape):
        if not found:
            raise _error(path, message("has no text in any language"))
        for tag, text in found.items():
            _check_tag(tag, path)
            if not isinstance(text, str) or not _VISIBLE.search(text):
                raise _error(f"{path}.{tag}", message("must be text that is not blank"))


def resolved(raw: Any, known: Collection[str]) -> Any:
    """Return a decoded document with its languages listed, and its publications split.

    Raises DocumentError for a text whose languages are wrong.
    """
    if not isinstance(raw, dict):
        return raw
    check(raw, EVERYWHERE)
    named = document_languages(raw, known)
    for tag in named:
        _check_tag(tag, "profile.languages")
    found = dict(raw)
    if named and isinstance(raw.get("profile"), dict):
        found["profile"] = {**raw["profile"], "languages": named}
    topics = [*_items(raw, "topics"), *_publications_topics(raw)]
    if isinstance(raw.get("topics", []), list) and topics:
        found["topics"] = [{"name": one} if _is_names(one) else one for one in topics]
    if publications := _items(raw, "publications"):
        first = next(iter(named), DEFAULT)
        found["publications"] = [
            _split(one, first, f"publications[{at}].") for at, one in enumerate(publications)
        ]
    return found


def resolved_publication(raw: Any, first: str) -> Any:
    """Return a decoded publication, split; raise DocumentError if its languages are wrong."""
    check(raw, PUBLICATION)
    return _split(raw, first, "")


def document_languages(raw: Mapping[str, Any], known: Collection[str] = ()) -> list[Any]:
    """Return the languages of a document: those that it lists, or those of its texts, in order.

    A publication may be in any language: it counts if it has texts in several of the `known` ones.
    """
    profile = raw.get("profile")
    listed = profile.get("languages") if isinstance(profile, dict) else None
    if listed and isinstance(listed, list):
        return listed
    return list(dict.fromkeys(_tags(raw, known)))


def first_language(raw: Mapping[str, Any]) -> str:
    """Return the language of a document's texts that are given without one."""
    tags = (tag for tag in document_languages(raw) if isinstance(tag, str))
    return next(tags, DEFAULT)


def joined(publication: Mapping[str, Any], first: str) -> dict[str, Any]:
    """Return a publication as a document has it: its translations beside the original texts."""
    key = language_key(str(publication.get("language") or first))
    found = {name: value for name, value in publication.items() if name != "translations"}
    for name in TRANSLATED:
        others = {
            one["language"]: one["text"]
            for one in publication.get("translations", ())
            if one["field"] == name
        }
        if others:
            original = publication.get(name)
            found[name] = {key: original} | others | {key: original} if original else others
    return found


def _tags(raw: Mapping[str, Any], known: Collection[str]) -> Iterator[str]:
    """Yield the languages of a document's texts in the order of the file."""
    for key in raw:
        for one in _items(raw, key) if key == "publications" else ():
            found = [tag for tag in _tags_in(one, PUBLICATION, "") if tag in known]
            yield from found if len(set(found)) > 1 else ()
        if key in SITE:
            yield from _tags_in(raw[key], SITE[key], key)


def _tags_in(value: Any, shape: Shape, path: str) -> Iterator[str]:
    return (tag for _path, found in texts(value, shape, path) for tag in found)


def _split(publication: Any, first: str, where: str) -> Any:
    """Return a publication with its original texts, and the others as `translations`.

    The original is in the publication's language. Without one, it is the title that is given
    first, or in the document's `first` language; only one in another language needs the key.
    """
    if not isinstance(publication, dict):
        return publication
    if "translations" in publication:
        raise _error(f"{where}translations", message("this key is not allowed"))
    found = {**publication, **_named_topics(publication, first)}
    given: dict[str, dict[str, str]] = {
        name: found[name] for name in TRANSLATED if isinstance(found.get(name), dict)
    }
    if not given:
        return found
    own = _own_language(publication, first)
    if own != first:
        found["language"] = own
    found["translations"] = sorted(_translations(given, own), key=_order)
    for name, by_tag in given.items():
        found[name] = by_tag.get(_own_tag(by_tag, own) or "")
    if found.get("title", "") is None:
        said = message("lacks the text in “%(tag)s”, the publication's language", tag=own)
        raise _error(f"{where}title", said)
    return {name: value for name, value in found.items() if value is not None}


def _plain_texts(value: Any, shape: Shape, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield the texts without languages in decoded JSON, each with its path."""
    if isinstance(value, list | tuple):
        for position, item in enumerate(value):
            yield from _plain_texts(item, shape, f"{path}[{position}]")
    elif isinstance(value, str) and shape is None:
        yield path, value
    elif isinstance(value, dict) and shape is not None:
        for key, inner in value.items():
            if key in shape:
                yield from _plain_texts(inner, shape[key], f"{path}.{key}" if path else key)


def _check_tag(tag: Any, path: str) -> None:
    if isinstance(tag, str) and not TAG.match(tag):
        said = message("“%(tag)s” is not a language tag such as en or fr-CA", tag=tag)
        raise _error(path, said)


def _error(path: str, said: Message) -> DocumentError:
    return DocumentError(errors.at_key(path, said))


def _items(raw: Mapping[str, Any], key: str) -> list[Any]:
    found = raw.get(key)
    return found if isinstance(found, list) else []


def _publications_topics(raw: Mapping[str, Any]) -> Iterator[Any]:
    """Yield the topics that publications name in several languages."""
    for one in _items(raw, "publications"):
        yield from filter(_is_names, _items(one, "topics") if isinstance(one, dict) else ())


def _is_names(topic: Any) -> bool:
    """Return whether a topic of a document is only its name, in several languages."""
    return isinstance(topic, dict) and not {"name", "slug"} & topic.keys()


def _named_topics(publication: Mapping[str, Any], first: str) -> dict[str, Any]:
    """Return the topics of a publication by name, if any is given in several languages."""
    topics = publication.get("topics")
    if not isinstance(topics, list) or not any(isinstance(one, dict) for one in topics):
        return {}
    names = [one.get(first) or plain(one) if isinstance(one, dict) else one for one in topics]
    return {"topics": names}


def _own_language(publication: Mapping[str, Any], first: str) -> str:
    named, title = publication.get("language"), publication.get("title")
    if isinstance(named, str):
        return named
    return next(iter(title)) if isinstance(title, dict) else first


def _own_tag(by_tag: Mapping[str, str], own: str) -> str | None:
    """Return the tag of the original: another one of its language if it has none of its own."""
    same = (tag for tag in by_tag if is_same_language(tag, own))
    return own if own in by_tag else next(same, None)


def _translations(given: Mapping[str, dict[str, str]], own: str) -> Iterator[dict[str, str]]:
    for field, by_tag in given.items():
        for tag, text in by_tag.items():
            if tag != _own_tag(by_tag, own):
                yield {"language": tag, "field": field, "text": text}


def _order(translation: Mapping[str, str]) -> tuple[int, str]:
    names: tuple[str, ...] = TRANSLATED
    return names.index(translation["field"]), translation["language"]
