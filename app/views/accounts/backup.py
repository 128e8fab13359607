"""Download a backup of the site; for owners, and with the password only."""

import os
from collections.abc import Callable, Iterator
from functools import partial
from typing import BinaryIO

from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue

from app import security
from app.services.accounts import events, sign_in
from app.services.accounts.events import Event
from app.services.backup import create, latest, places
from app.services.backup.errors import BackupError
from app.translations.text import gettext as _
from app.web.costs import expensive
from app.web.policy import STREAMED

blueprint = Blueprint("backup", __name__)
CHUNK = 256 * 1024


@blueprint.post("/edit/account/backup")
@expensive()
def download() -> ResponseReturnValue:
    """Send a new backup, which is not kept here."""
    owner = security.require_owner()
    page_url = url_for("account.page", _anchor="backup")
    if asked := security.ask_password(_("Download a backup"), page_url):
        return asked
    # Others may save meanwhile.
    sign_in.unlock()
    try:
        name, content, made_at = create.open_download()
    except BackupError as error:
        raise security.Refusal(_("No backup was made"), str(error), 503) from None
    events.log(Event.BACKUP_DOWNLOADED, by=owner.name)
    request.environ[STREAMED] = True
    # Sent after the application's context has ended.
    finished = partial(latest.record, places.backups_folder(), made_at)
    response = Response(_chunks(content, finished), mimetype="application/zip")
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.content_length = os.fstat(content.fileno()).st_size
    response.call_on_close(content.close)
    return response


def _chunks(content: BinaryIO, finished: Callable[[], None]) -> Iterator[bytes]:
    with content:
        while chunk := content.read(CHUNK):
            yield chunk
    # Only now has the browser all of it.
    finished()
