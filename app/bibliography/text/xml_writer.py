"""XML, without the characters that XML 1.0 has no way to write, wherever text enters it."""

from collections.abc import Mapping
from io import TextIOBase
from typing import Any
from xml.sax.saxutils import XMLGenerator

from app.bibliography.text.characters import clean


class XmlWriter(XMLGenerator):
    """Writes elements and text (XML 1.0, 2.2: no control characters, not even escaped)."""

    def __init__(self, file: TextIOBase) -> None:
        super().__init__(file, encoding="utf-8")

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802 (SAX's name)
        """Begin an element."""
        cleaned: Any = {key: clean(value) for key, value in attrs.items()}
        super().startElement(name, cleaned)

    def characters(self, content: str) -> None:
        """Write text."""
        super().characters(clean(content))

    def addQuickElement(  # noqa: N802 (feedgenerator's name)
        self, name: str, contents: str | None = None, attrs: Mapping[str, str] | None = None
    ) -> None:
        """Write an element that has nothing but text in it."""
        self.startElement(name, attrs or {})
        if contents is not None:
            self.characters(contents)
        self.endElement(name)
