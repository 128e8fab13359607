"""Two at once: whether what a form showed is still what there is."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

Values = Mapping[str, Any]


def digests(values: Values) -> str:
    """Return what a form showed, as "field:digest …": enough to tell later what was changed."""
    return " ".join(f"{name}:{digest(value)}" for name, value in values.items())


def changed(seen: str, present: Values) -> set[str]:
    """Return the fields that are not what the form once showed; all, where that is unknown."""
    known = dict(part.split(":", 1) for part in seen.split() if ":" in part)
    return {name for name, value in present.items() if known.get(name) != digest(value)}


def sending(key: str, sent: Iterable[tuple[str, str]]) -> str:
    """Return the name of one sending of a form: its key and a digest of all that it says."""
    return f"{key[:40]}.{digest(sorted(sent))}" if key else ""


def digest(value: Any) -> str:
    """Return the digest of one value."""
    text = json.dumps(value, sort_keys=True, default=str)
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:16]
