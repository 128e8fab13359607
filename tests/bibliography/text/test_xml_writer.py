"""XML that every parser reads, whatever text it is given."""

from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from app.bibliography.text.characters import clean
from app.bibliography.text.xml_writer import XmlWriter


def written(text: str) -> str:
    file = StringIO()
    writer = XmlWriter(file)
    writer.startDocument()
    writer.addQuickElement("a", text, {"b": text})
    return file.getvalue()


@given(text=st.text())
def test_any_text_is_read_back_as_far_as_xml_has_it(text: str) -> None:
    tree = etree.fromstring(written(text).encode())
    assert (tree.text or "") == clean(text)
    assert tree.get("b") == clean(text)


@pytest.mark.parametrize("text", ["]]>", "\x00\x0b\x1f", "\ud800", "\ufffe\uffff", "&<>\"'"])
def test_hostile_text_is_read_back(text: str) -> None:
    assert (etree.fromstring(written(text).encode()).text or "") == clean(text)
