"""The description that browsers search the list by (OpenSearch 1.1)."""

from io import StringIO

from app.bibliography.text.xml_writer import XmlWriter
from app.translations.text import gettext as _

NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"
MIMETYPE = "application/opensearchdescription+xml"
# The longest names that the specification allows.
LONGEST_SHORT_NAME, LONGEST_NAME = 16, 48


def write(name: str, urls: list[tuple[str, str]], own_url: str, icon_url: str) -> str:
    """Return a description; `urls` are the media types and templates of the results."""
    text = StringIO()
    writer = XmlWriter(text)
    writer.startDocument()
    writer.startElement("OpenSearchDescription", {"xmlns": NAMESPACE})
    writer.addQuickElement("ShortName", _short(name))
    writer.addQuickElement(
        "Description", _("Search the publications of %(name)s", name=name)[:1024]
    )
    writer.addQuickElement("LongName", _("%(name)s: publications", name=name)[:LONGEST_NAME])
    writer.addQuickElement("InputEncoding", "UTF-8")
    writer.addQuickElement("Image", icon_url, {"type": "image/svg+xml"})
    for mimetype, template in urls:
        writer.addQuickElement("Url", "", {"type": mimetype, "template": template})
    own = {"type": MIMETYPE, "rel": "self", "template": own_url}
    writer.addQuickElement("Url", "", own)
    writer.endElement("OpenSearchDescription")
    return text.getvalue()


def _short(name: str) -> str:
    """Return the name if it is short enough, else its last word that is."""
    words = (name, *reversed(name.split()))
    fitting = (word for word in words if 0 < len(word) <= LONGEST_SHORT_NAME)
    return next(fitting, _("Publications"))
