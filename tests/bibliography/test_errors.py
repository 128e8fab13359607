"""Clear error messages for text that is not JSON or not a profile document."""

import pytest

from app.bibliography.document import reader
from app.bibliography.document.reader import DocumentError


def error_message(content: bytes) -> str:
    with pytest.raises(DocumentError) as raised:
        reader.read_document(content)
    return str(raised.value)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "line 1: the file is empty"),
        (b"\xef\xbb\xbf \n ", "line 1: the file is empty"),
        (b"<html>", "line 1: this is not valid JSON; text needs straight quotes"),
        (b'{\n"a": 1,\n}', "line 3: remove the comma before the closing bracket or brace"),
        (b'{\n"a": 1\n"b": 2}', "line 3: a comma or a closing } is missing"),
        (b'{"a": [1\n2]}', "line 2: a comma or a closing ] is missing"),
        (b'{\n"a" 1}', "line 2: a colon is missing after the key"),
        (b"{\na: 1}", "line 2: keys need straight quotes"),
        ("{\n“a”: 1}".encode(), "line 2: keys need straight quotes"),
        ('{"é": "é",\n"a": é}'.encode(), "line 2: this is not valid JSON; text needs"),
        (b'{\n"a": "\\emph"}', "line 2: text contains a single backslash; write two"),
        (b'{\n"a": 1}\n\nmore', "line 4: there is extra text after the end of the document"),
        (b'{\n"a": 01}', "line 2: invalid number"),
        (b'{\n"a": 1e999}', "the document: a number is too large"),
        (b'{\n"a": "one\n', "line 2: this is not valid JSON"),
        (b'{\n"a": [1,\n', "line 2: the file ends before its last quote, bracket or brace closes"),
        ('{\n"a": "é"}'.encode("latin-1"), "line 2: this is not UTF-8 text"),
        ("{}".encode("utf-16"), "line 1: this is not UTF-8 text"),
        (b"{\n" + b'"a":{\n' * 50_000, "line 100: brackets and braces are nested too deeply"),
        (b"[" * 50_000 + b"]" * 50_000, "line 1: brackets and braces are nested too deeply"),
    ],
)
def test_invalid_json_gets_a_specific_error_message(content: bytes, message: str) -> None:
    assert error_message(content).startswith(message)


@pytest.mark.parametrize(
    ("content", "got"),
    [
        (b"[]", "a list in brackets [ ]"),
        (b"3", "a whole number"),
        (b"1.5", "a decimal number"),
        (b'"Ada"', "text"),
        (b"null", "nothing (null)"),
        (b"true", "true or false"),
    ],
)
def test_a_document_must_be_a_json_object(content: bytes, got: str) -> None:
    assert error_message(content) == f"the document: expected keys in braces {{ }}, got {got}"


def test_a_document_without_a_version_is_refused() -> None:
    assert error_message(b'{"profile": {"name": "Ada Roe"}}') == (
        "the document: the key “vitae” is missing"
    )
