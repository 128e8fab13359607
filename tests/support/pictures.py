"""Pictures made for a test."""

from io import BytesIO

from PIL import Image


def picture(kind: str = "JPEG", size: tuple[int, int] = (600, 400), **options: object) -> bytes:
    """Return a picture, red on its left half and blue on its right."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (size[0] // 2, 0, size[0], size[1]))
    buffer = BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()
