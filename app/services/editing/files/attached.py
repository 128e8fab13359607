"""The PDF files of versions: attached, named and ordered; each name is unique within its work."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict

from flask import current_app
from sqlalchemy import select, update

from app.database import db
from app.models import PdfContent, Publication, PublicationFile
from app.services.catalog import slugs
from app.services.catalog.links import files
from app.services.editing.files import upload
from app.services.editing.files.upload import ReadPdf

UNNAMED = "paper"
OWN_FILE = re.compile(r"https?://.+/publications/(?P<slug>[a-z0-9-]+)/(?P<name>[a-z0-9-]+)\.pdf")


class FileRow(TypedDict):
    """A file in the form of a version."""

    name: str
    hash: str


@dataclass(frozen=True)
class Upload:
    """A file that is attached with the form, and the name that it came with."""

    name: str
    pdf: ReadPdf


def file_rows(publication: Publication) -> list[FileRow]:
    """Return the files of a version, in order."""
    return [{"name": file.name, "hash": file.hash} for file in publication.files]


def is_stored(digest: str) -> bool:
    """Return whether a PDF is stored."""
    found = db.session.scalar(select(PdfContent.hash).where(PdfContent.hash == digest))
    return found is not None


def names_elsewhere(work_id: int | None, publication_id: int | None) -> set[str]:
    """Return the names of the files of a work's other versions."""
    names = select(PublicationFile.name).join(Publication)
    others = names.where(Publication.work_id == work_id, Publication.id != (publication_id or 0))
    return set(db.session.scalars(others))


def is_own_file(url: str, slug: str | None) -> bool:
    """Return whether a link, as this site exports it, leads to a file of the work at `slug`.

    The host tells only where the site knows its own.
    """
    found = OWN_FILE.fullmatch(url)
    site = current_app.config.get("SITE_URL")
    if not found or found["slug"] != slug or (site and not url.startswith(site)):
        return False
    return files.served_file(found["slug"], found["name"], drafts=True) is not None


def write_files(
    publication: Publication, rows: Sequence[FileRow], uploads: Iterable[Upload], taken: set[str]
) -> None:
    """Save the files of a version, with names that are not `taken`."""
    given = [(row["name"], row["hash"]) for row in rows]
    given += [(one.name, upload.store(one.pdf)) for one in uploads]
    wanted, names = list[FileRow](), set(taken)
    for name, digest in given:
        free = slugs.make_slug(name, names, UNNAMED)
        names.add(free)
        wanted.append({"name": free, "hash": digest})
    if wanted == file_rows(publication):
        return
    # Positions and names are unique, so the old rows are deleted first.
    publication.files = []
    db.session.flush()
    publication.files = [
        PublicationFile(position=position, **row) for position, row in enumerate(wanted)
    ]


def restore_names(publication_id: int, former: Mapping[str, str]) -> None:
    """Give files of a version the names that they had, by the names that a join gave them."""
    file = PublicationFile
    rows = select(file.position, file.name).where(file.publication_id == publication_id)
    present = {row.position: row.name for row in db.session.execute(rows)}
    wanted = {position: former.get(name, name) for position, name in present.items()}
    if len(set(wanted.values())) == len(wanted):
        _rename(publication_id, present, wanted)


def keep_names_apart(work_id: int, moved: Sequence[int]) -> None:
    """Rename files of versions that moved to a work, where it has files of these names."""
    file = PublicationFile
    rows = select(file.publication_id, file.position, file.name).join(Publication)
    ordered = rows.order_by(Publication.position, file.position)
    found = db.session.execute(ordered.where(Publication.work_id == work_id)).all()
    names = {name for publication_id, _, name in found if publication_id not in moved}
    for id_ in moved:
        present = {position: name for of, position, name in found if of == id_}
        wanted = {}
        for position, name in present.items():
            wanted[position] = slugs.make_slug(name, names, UNNAMED)
            names.add(wanted[position])
        _rename(id_, present, wanted)


def _rename(publication_id: int, present: Mapping[int, str], wanted: Mapping[int, str]) -> None:
    changed = [position for position, name in wanted.items() if name != present[position]]
    # Names are unique, so all move out of the way first; no form accepts this character.
    for names in ({position: f"\x01{position}" for position in changed}, wanted):
        for position in changed:
            here = (
                PublicationFile.publication_id == publication_id,
                PublicationFile.position == position,
            )
            db.session.execute(update(PublicationFile).where(*here).values(name=names[position]))
