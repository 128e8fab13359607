"""Images at URLs whose content never changes."""

from flask import Blueprint, Response, abort

from app.services.editing import portrait
from app.web.assets import IMMUTABLE
from app.web.response_cache import public
from app.web.robots import indexed

blueprint = Blueprint("images", __name__)


@blueprint.get("/images/<digest>")
@indexed
@public()
def show(digest: str) -> Response:
    """Serve an image."""
    image = portrait.get_image(digest) or abort(404)
    return Response(image.content, mimetype=image.mimetype, headers={"Cache-Control": IMMUTABLE})
