"""The form of the portrait: a picture, and which square of it."""

from wtforms import FileField, IntegerRangeField
from wtforms.validators import ValidationError

from app.forms.base import OwnersForm
from app.forms.fields import Between
from app.services import cache
from app.services.editing import portrait
from app.services.editing.portrait import Crop, PortraitError, Square


def _slider(label: str, start: int, lowest: int, highest: int) -> IntegerRangeField:
    within = Between(lowest, highest, f"From {lowest} to {highest}, please.")
    return IntegerRangeField(
        label, [within], default=start, render_kw={"min": lowest, "max": highest}
    )


class PortraitForm(OwnersForm):
    picture = FileField(
        "Photograph",
        description="JPEG, PNG, WebP or AVIF, up to 5 MB and 25 megapixels. A square is cut from"
        " it; where and when it was taken is not kept.",
        render_kw={
            "accept": "image/jpeg,image/png,image/webp,image/avif",
            "required": True,
            "data-largest": portrait.LARGEST_FILE,
        },
    )
    across = _slider("Left to right", 50, 0, 100)
    down = _slider("Up and down", 35, 0, 100)
    closer = _slider("Closer", 100, 100, 400)

    squares: tuple[Square, ...] = ()

    def validate_picture(self, field: FileField) -> None:
        """Cut the squares, or say why there are none."""
        content = field.data.read() if hasattr(field.data, "read") else b""
        if not content:
            name = getattr(field.data, "filename", None)
            raise ValidationError(f"“{name}” is empty." if name else "Please choose a picture.")
        cache.let_others_write()
        try:
            self.squares = tuple(portrait.squares(content, self._crop()))
        except PortraitError as error:
            words = str(error)
            raise ValidationError(f"{words[0].upper()}{words[1:]}.") from None

    def _crop(self) -> Crop:
        # A slider out of range is refused by itself; the picture is cut all the same.
        usual = Crop()
        return Crop(
            _within(self.across.data, 0, usual.across, 1),
            _within(self.down.data, 0, usual.down, 1),
            _within(self.closer.data, 1, usual.closer, 4),
        )


def _within(percent: int | None, lowest: float, usual: float, highest: float) -> float:
    return usual if percent is None else min(max(percent / 100, lowest), highest)
