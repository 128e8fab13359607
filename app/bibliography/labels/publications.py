"""What publications, their statuses, people's roles and links are called, by value."""

from app.bibliography.messages import message

TYPE_LABELS = {
    "article-journal": message("Journal article"),
    "paper-conference": message("Conference paper"),
    "article": message("Preprint"),
    "chapter": message("Book chapter"),
    "book": message("Book"),
    "thesis": message("Thesis"),
    "report": message("Report"),
    "software": message("Software"),
    "dataset": message("Dataset"),
    "review": message("Review"),
    "entry-encyclopedia": message("Encyclopedia entry"),
    "patent": message("Patent"),
    "speech": message("Talk"),
    "manuscript": message("Manuscript"),
    "webpage": message("Web page"),
    "standard": message("Standard"),
    "document": message("Other"),
}
# In the order in which a list by type shows them.
PLURALS = {
    "article-journal": message("Journal articles"),
    "paper-conference": message("Conference papers"),
    "book": message("Books"),
    "chapter": message("Book chapters"),
    "article": message("Preprints"),
    "thesis": message("Theses"),
    "report": message("Reports"),
    "review": message("Reviews"),
    "entry-encyclopedia": message("Encyclopedia entries"),
    "patent": message("Patents"),
    "standard": message("Standards"),
    "software": message("Software"),
    "dataset": message("Datasets"),
    "speech": message("Talks"),
    "manuscript": message("Manuscripts"),
    "webpage": message("Web pages"),
    "document": message("Other publications"),
}
# Within a line.
STATUS_LABELS = {
    "published": message("published"),
    "in-press": message("in press"),
    "accepted": message("accepted"),
    "under-review": message("under review"),
    "in-preparation": message("in preparation"),
}
# On its own.
STATUS_HEADINGS = {
    "published": message("Published"),
    "in-press": message("In press"),
    "accepted": message("Accepted"),
    "under-review": message("Under review"),
    "in-preparation": message("In preparation"),
}
# After a name.
ROLE_MARKS = {
    "editor": message("ed."),
    "translator": message("trans."),
}
LINK_LABELS = {
    "pdf": message("PDF"),
    "code": message("Code"),
    "video": message("Video"),
    "slides": message("Slides"),
    "poster": message("Poster"),
    "data": message("Data"),
    "web": message("Web"),
}
