"""What history calls the kinds of records and their fields."""

from app.bibliography.messages import Message, message, plural_message
from app.models import Noun
from app.translations.text import translated

KINDS = {
    Noun.PROFILE: message("Profile"),
    Noun.PERSON: message("Person"),
    Noun.SUPERVISION: message("Student or collaborator"),
    Noun.TOPIC: message("Topic"),
    Noun.VENUE: message("Venue"),
    Noun.WORK: message("Work"),
    Noun.SECTION: message("Section"),
    Noun.ENTRY: message("Section entry"),
}

# What is said of a record whose name is not.
UNNAMED = {
    Noun.PROFILE: message("a profile"),
    Noun.PERSON: message("a person"),
    Noun.SUPERVISION: message("a student or collaborator"),
    Noun.TOPIC: message("a topic"),
    Noun.VENUE: message("a venue"),
    Noun.WORK: message("a work"),
    Noun.SECTION: message("a section"),
    Noun.ENTRY: message("a section entry"),
}
LOST = {
    Noun.PERSON: message("A person it refers to was permanently deleted."),
    Noun.TOPIC: message("A topic it refers to was permanently deleted."),
    Noun.VENUE: message("A venue it refers to was permanently deleted."),
    Noun.WORK: message("A work it refers to was permanently deleted."),
    Noun.SECTION: message("A section it refers to was permanently deleted."),
}
LABELS = {
    "abstract": message("Abstract"),
    "affiliation": message("Affiliation"),
    "arxiv_id": message("arXiv number"),
    "authors": message("Authors"),
    "biography": message("Biography"),
    "citation_key": message("Citation key"),
    "cv_paper": message("Paper size of the CV"),
    "cv_parts": message("Sections of the CV"),
    "cv_style": message("Citation style of the CV"),
    "created_at": message("Added on"),
    "day": message("Day"),
    "doi": message("DOI"),
    "email": message("E-mail"),
    "ended_on": message("Until"),
    "family_name": message("Family name"),
    "files": message("PDF files"),
    "featured_position": message("Featured position"),
    "former": message("Former web addresses"),
    "genre": message("Kind"),
    "given_name": message("Given name"),
    "institution": message("Institution"),
    "is_arranged": message("Shown version chosen manually"),
    "isbn": message("ISBN"),
    "issue": message("Issue"),
    "kind": message("Kind"),
    "language": message("Language"),
    "languages": message("Languages of the site"),
    "level": message("Level"),
    "links": message("Links"),
    "list_group": message("Grouping of publications"),
    "list_sort": message("Order of publications"),
    "list_view": message("View of publications"),
    "lists_talks": message("Lists the talks among the works"),
    "memberships": message("Memberships"),
    "month": message("Month"),
    "name": message("Name"),
    "names": message("Names published under"),
    "next_position": message("Next position"),
    "note": message("Note"),
    "orcid": message("ORCID iD"),
    "pages": message("Pages"),
    "person_id": message("Person"),
    "placement": message("Shown"),
    "portrait": message("Photograph"),
    "position": message("Position in the list"),
    "position_title": message("Position"),
    "project": message("Project"),
    "publisher": message("Publisher"),
    "section_id": message("Section"),
    "short_name": message("Short name"),
    "slug": message("Web address"),
    "source": message("Imported entry"),
    "started_on": message("From"),
    "state": message("State"),
    "status": message("Status"),
    "student_id": message("Person"),
    "supervisors": message("Supervisors"),
    "text_language": message("Language of texts without a translation"),
    "title": message("Title"),
    "topics": message("Topics"),
    "type": message("Type"),
    "url": message("Web address"),
    "venue_id": message("Venue"),
    "volume": message("Volume"),
    "what": message("What"),
    "where": message("Where"),
    "work_id": message("Work"),
    "year": message("Year"),
}

VENUE_KINDS = {
    "journal": message("Journal"),
    "conference": message("Conference"),
    "workshop": message("Workshop"),
    "repository": message("Repository"),
    "publisher": message("Publisher"),
    "institution": message("Institution"),
}


def counted(nouns: set[Noun], number: int) -> Message:
    """Return how many records of these kinds there are, such as "3 works"."""
    match sorted(nouns):
        case [Noun.WORK]:
            return plural_message("%(num)s work", "%(num)s works", number)
        case [Noun.TOPIC]:
            return plural_message("%(num)s topic", "%(num)s topics", number)
        case [Noun.SECTION]:
            return plural_message("%(num)s section", "%(num)s sections", number)
        case [Noun.ENTRY]:
            return plural_message("%(num)s section entry", "%(num)s section entries", number)
        case [Noun.SUPERVISION]:
            return plural_message(
                "%(num)s student or collaborator", "%(num)s students or collaborators", number
            )
    return plural_message("%(num)s item", "%(num)s items", number)


def erased_label(noun: Noun) -> str:
    """Return the stored label of a record that was deleted permanently."""
    return UNNAMED[noun].capitalize()


def erased_in_words(noun: Noun, label: str) -> str:
    """Return a stored label in the language used now if it is that of an erased record."""
    if label != erased_label(noun):
        return label
    words = translated(UNNAMED[noun])
    return words[:1].upper() + words[1:]
