"""The description of the search, within the limits of OpenSearch 1.1."""

import pytest
from lxml import etree

from app.services.exporting import opensearch

NS = f"{{{opensearch.NAMESPACE}}}"
URL = "https://ada.example/?q={searchTerms}"


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Ada Roe", "Ada Roe"),
        ("David Scott Krueger", "Krueger"),
        ("Wolfeschlegelsteinhausenbergerdorff", "Publications"),
        ("A\x00 & <B>", "A & <B>"),
        ("", "Publications"),
    ],
)
def test_names_have_the_length_that_the_specification_allows(name: str, short: str) -> None:
    text = opensearch.write(name, [("text/html", URL)], "https://ada.example/o.xml", "/i.svg")
    tree = etree.fromstring(text.encode())
    assert tree.tag == f"{NS}OpenSearchDescription"
    assert tree.findtext(f"{NS}ShortName") == short
    assert len(tree.findtext(f"{NS}LongName") or "") <= 48
    assert len(tree.findtext(f"{NS}Description") or "") <= 1024
    found = [(url.get("type"), url.get("template")) for url in tree.findall(f"{NS}Url")]
    assert found[0] == ("text/html", URL)
