"""Images at addresses that never change what they show."""

from flask import Blueprint, Response, abort

from app.services.editing import portrait
from app.web.assets import FOR_EVER

blueprint = Blueprint("images", __name__)


@blueprint.get("/images/<digest>")
def show(digest: str) -> Response:
    """Answer one image."""
    image = portrait.get_image(digest) or abort(404)
    return Response(image.content, mimetype=image.mimetype, headers={"Cache-Control": FOR_EVER})
