"""Link headers and link sets, read by the grammars of RFC 8288 (appendix B) and RFC 9264."""

import json
import re
from typing import NamedTuple

WORD = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
VALUE = rf'"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<bare>{WORD})'
PARAMETER = re.compile(
    rf"[ \t]*;[ \t]*(?P<name>{WORD})(?:[ \t]*=[ \t]*(?:{VALUE}))?",
)
TARGET = re.compile(r"[ \t\r\n,]*<(?P<target>[^<>\s]*)>")


class ReadLink(NamedTuple):
    """A link as read; the parameters but `rel` and `anchor` by their names."""

    rel: str
    target: str
    anchor: str | None
    parameters: tuple[tuple[str, str], ...]


def read(value: str) -> list[ReadLink]:
    """Return the links of a header's value, one for each of several relations."""
    found: list[ReadLink] = []
    at = 0
    while value[at:].strip(" \t\r\n,"):
        target = TARGET.match(value, at)
        assert target, f"no link at {value[at : at + 60]!r}"
        at, named = target.end(), dict[str, str]()
        while parameter := PARAMETER.match(value, at):
            at = parameter.end()
            text = parameter["bare"] or re.sub(r"\\(.)", r"\1", parameter["quoted"] or "")
            # The first of several counts.
            named.setdefault(parameter["name"].lower(), text)
        assert re.match(r"[ \t\r\n]*(,|\Z)", value[at:]), f"no end at {value[at : at + 60]!r}"
        relations, anchor = named.pop("rel", "").split(), named.pop("anchor", None)
        assert relations, f"<{target['target']}> has no relation"
        rest = tuple(sorted(named.items()))
        found += [ReadLink(rel, target["target"], anchor, rest) for rel in relations]
    return found


def read_json(text: str) -> list[ReadLink]:
    """Return the links of a JSON link set (RFC 9264, section 4.2)."""
    document = json.loads(text)
    assert set(document) == {"linkset"}
    found: list[ReadLink] = []
    for context in document["linkset"]:
        anchor = context.pop("anchor")
        for rel, targets in context.items():
            assert targets, rel
            for target in targets:
                href, rest = target.pop("href"), tuple(sorted(target.items()))
                found.append(ReadLink(rel, href, anchor, rest))
    return found


def targets(links: list[ReadLink], rel: str) -> list[str]:
    """Return the targets of a relation, in order."""
    return [link.target for link in links if link.rel == rel]
