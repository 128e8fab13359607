"""The state of a form: what changed since it was opened, and whether it was already submitted."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Select, bindparam, select

from app.database import db
from app.models import ImportBatch, Revision

Values = Mapping[str, Any]
Digests = Mapping[str, str]
Made = TypeVar("Made", Revision, ImportBatch)


def digests(values: Values) -> Digests:
    """Return the digest of each field."""
    return {name: digest(value) for name, value in values.items()}


def seen(shown: Digests) -> str:
    """Return the digests as "field:digest …", to detect later which fields changed."""
    return " ".join(f"{name}:{value}" for name, value in shown.items())


def changed(seen: str, present: Digests) -> set[str]:
    """Return the fields that changed since the form was opened; all if that is unknown."""
    known = dict(part.split(":", 1) for part in seen.split() if ":" in part)
    return {name for name, value in present.items() if known.get(name) != value}


def sending(key: str, sent: Iterable[tuple[str, str]]) -> str:
    """Return the id of one submission of a form: its key and a digest of its values."""
    return f"{key[:40]}.{digest(sorted(sent))}" if key else ""


def already_made(model: type[Made], form_key: str | None) -> Made | None:
    """Return what this form created when it was submitted before, or None."""
    return db.session.scalar(_made_by(model), {"form_key": form_key}) if form_key else None


@cache
def _made_by(model: type[Made]) -> Select[Made]:
    return select(model).where(model.form_key == bindparam("form_key"))


def digest(value: Any) -> str:
    """Return the digest of one value."""
    text = json.dumps(value, sort_keys=True, default=str)
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:16]
