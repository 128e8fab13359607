"""What pages tell search engines and reference managers: meta tags and linked data."""

from flask import url_for
from markupsafe import Markup
from msgspec import structs

from app.bibliography import identifiers
from app.bibliography.metadata import citation_tags, json_ld, profile_page, schema_org
from app.bibliography.metadata.citation_tags import MetaTag
from app.bibliography.metadata.profile_page import ProfileFacts
from app.bibliography.metadata.schema_org import PageTexts
from app.bibliography.record import Link, LinkKind, Record
from app.services.catalog.facets.overview import Overview
from app.services.catalog.profile import Header
from app.services.catalog.translations.languages import page_languages
from app.services.exporting.metadata import WorkMetadata
from app.translations.current import current_language
from app.translations.shown import ShownText, language_of
from app.views import other_languages
from app.web.site_address import absolute_url

# The kinds of links that lead to no page about the owner: addresses of mail, and files.
NOT_A_PROFILE = {"mail", "pdf"}


def work_url(found: WorkMetadata) -> str:
    """Return the absolute address of a work's page."""
    return absolute_url(url_for("publications.page", slug=found.shown.work))


def file_urls(found: WorkMetadata) -> list[str]:
    """Return the absolute addresses of a work's own PDF files, those of the version shown first."""
    names = dict.fromkeys(name for of_version in found.files for name in of_version)
    return [_file_url(found, name) for name in names]


def work_tags(found: WorkMetadata) -> list[MetaTag]:
    """Return the meta tags of a work's page; one file is the paper, others may be supplements."""
    tags = citation_tags.citation_tags(found.shown, found.others)
    pdf = [MetaTag("citation_pdf_url", url) for url in file_urls(found)[:1]]
    return [*tags, MetaTag("citation_abstract_html_url", work_url(found)), *pdf]


def work_data(found: WorkMetadata) -> str:
    """Return a work as linked data, which its page embeds."""
    shown, *others = (
        _with_files(found, record, names)
        for record, names in zip(found.records, found.files, strict=True)
    )
    language = _page_language()
    topics = [(str(name), language_of(name) or language) for name in found.topics]
    page = PageTexts(language, topics, work_id=other_languages.alternates(work_url(found))[-1][1])
    data = schema_org.json_ld(shown, work_url(found), others, found.orcids, page)
    return json_ld.to_text(data)


def _page_language() -> str:
    """Return the language of the page, "" on a site in one."""
    return current_language() if len(page_languages()) > 1 else ""


def _marked(text: str) -> str | dict[str, str]:
    return json_ld.said(str(text), language_of(text), current_language())


def owner_data(owner: Header, overview: Overview) -> Markup:
    """Return the owner as linked data, which the profile embeds."""
    picture, orcid = owner.footer.picture, owner.footer.orcid
    facts = ProfileFacts(
        name=owner.name,
        url=absolute_url(url_for("profile.page")),
        id=identifiers.orcid_url(orcid) if orcid else None,
        other_names=owner.other_names,
        image=absolute_url(url_for("images.show", digest=picture)) if picture else None,
        job_title=_marked(owner.position_title),
        affiliation=_marked(owner.affiliation),
        description=_marked(ShownText.of(owner.biography_text, language_of(owner.biography_html))),
        links=[link.url for link in owner.links if link.kind not in NOT_A_PROFILE],
        topics=[_marked(topic.name) for topic in overview.research_topics],
        language=_page_language(),
    )
    return Markup(json_ld.to_text(profile_page.json_ld(facts)))


def _with_files(found: WorkMetadata, record: Record, names: list[str]) -> Record:
    files = (Link(_file_url(found, name), LinkKind.PDF) for name in names)
    return structs.replace(record, links=(*files, *record.links))


def _file_url(found: WorkMetadata, name: str) -> str:
    return absolute_url(url_for("files.show", slug=found.shown.work, name=name))
