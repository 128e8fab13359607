"""The sitemap protocol's rules as XML Schemas, written from its definition (sitemaps.org)."""

from lxml import etree

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST_ADDRESSES, MOST_BYTES = 50_000, 50 * 2**20
SCHEMA = """
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="{ns}" targetNamespace="{ns}"
    elementFormDefault="qualified">
  <xs:simpleType name="loc">
    <xs:restriction base="xs:anyURI">
      <xs:minLength value="12"/>
      <xs:maxLength value="2048"/>
      <xs:pattern value="https?://[^\\s]+"/>
    </xs:restriction>
  </xs:simpleType>
  <xs:simpleType name="lastmod">
    <xs:union memberTypes="xs:date xs:dateTime"/>
  </xs:simpleType>
  <xs:element name="{root}">
    <xs:complexType>
      <xs:sequence>
        <xs:element name="{element}" maxOccurs="50000">
          <xs:complexType>
            <xs:sequence>
              <xs:element name="loc" type="loc"/>
              <xs:element name="lastmod" type="lastmod" minOccurs="0"/>
              <xs:any namespace="##other" processContents="skip" minOccurs="0" maxOccurs="99"/>
            </xs:sequence>
          </xs:complexType>
        </xs:element>
      </xs:sequence>
    </xs:complexType>
    <xs:unique name="once">
      <xs:selector xpath="*"/>
      <xs:field xpath="s:loc" xmlns:s="{ns}"/>
    </xs:unique>
  </xs:element>
</xs:schema>
"""


def addresses(text: str) -> dict[str, str]:
    """Return the last changes by address of a valid sitemap or index of sitemaps."""
    tree = etree.fromstring(text.encode())
    root = etree.QName(tree).localname
    element = {"urlset": "url", "sitemapindex": "sitemap"}[root]
    schema = SCHEMA.format(ns=NAMESPACE, root=root, element=element)
    etree.XMLSchema(etree.fromstring(schema)).assertValid(tree)
    assert len(text.encode()) <= MOST_BYTES
    name = f"{{{NAMESPACE}}}"
    return {
        one.findtext(f"{name}loc") or "": one.findtext(f"{name}lastmod") or ""
        for one in tree.findall(f"{name}{element}")
    }
