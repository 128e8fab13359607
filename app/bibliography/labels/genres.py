"""The genres that publications get from readers, such as "Master's thesis"; owners may type any."""

from app.bibliography.messages import Message, message

_KNOWN = (
    message("Audio CD"),
    message("Audio recording"),
    message("Bachelor's thesis"),
    message("Bill"),
    message("Blog post"),
    message("British patent"),
    message("Broadcast"),
    message("Candidate thesis"),
    message("Classical work"),
    message("Collection"),
    message("Computer software"),
    message("Data CD"),
    message("Dictionary entry"),
    message("Diploma thesis"),
    message("Doctoral dissertation"),
    message("Editorial"),
    message("European patent"),
    message("Event"),
    message("Figure"),
    message("Film"),
    message("Forum post"),
    message("French patent"),
    message("German patent"),
    message("Habilitation"),
    message("Hearing"),
    message("Image"),
    message("Interview"),
    message("Invited talk"),
    message("Keynote"),
    message("Legal case"),
    message("Legislation"),
    message("Licentiate thesis"),
    message("Magazine article"),
    message("Map"),
    message("Master's thesis"),
    message("Musical score"),
    message("Newspaper article"),
    message("Pamphlet"),
    message("Patent request"),
    message("Performance"),
    message("Periodical"),
    message("Personal communication"),
    message("Poster"),
    message("Regulation"),
    message("Research report"),
    message("Technical report"),
    message("Treaty"),
    message("U.S. patent"),
    message("White paper"),
    message("Working paper"),
)
_BY_NAME = {str(one): one for one in _KNOWN}


def known_genre(name: str) -> Message | str:
    """Return a genre as a message if it is one of the known ones, else as it is."""
    return _BY_NAME.get(name, name)
