"""The tags and types of RIS, and their equivalents in a record."""

import re

from app.bibliography.record import PublicationType as Type

_NAMES = {
    Type.ARTICLE_JOURNAL: "JOUR EJOUR MGZN NEWS INPR ABST",
    Type.PAPER_CONFERENCE: "CPAPER CONF",
    Type.CHAPTER: "CHAP ECHAP",
    Type.ENTRY_ENCYCLOPEDIA: "ENCYC DICT",
    Type.BOOK: "BOOK EBOOK EDBOOK SER CTLG CLSWK ANCIENT JFULL PAMP",
    Type.THESIS: "THES",
    Type.REPORT: "RPRT GOVDOC",
    Type.STANDARD: "STAND",
    Type.SOFTWARE: "COMP",
    Type.DATASET: "DATA DBASE AGGR",
    Type.PATENT: "PAT",
    Type.SPEECH: "SLIDE",
    Type.ARTICLE: "PREPRINT",
    Type.MANUSCRIPT: "UNPB MANSCPT",
    Type.WEBPAGE: "ELEC BLOG WEB",
    Type.DOCUMENT: (
        "GEN ADVS ART BILL CASE CHART EQUA FIGURE GRANT GRNT HEAR ICOMM LEGAL MAP MPCT MULTI MUSIC"
        " PCOMM SOUND STAT UNBILL VIDEO"
    ),
}
MEANT = {tag: kind for kind, joined in _NAMES.items() for tag in joined.split()}
# Types as programs call them in words, without blanks.
_IN_WORDS = {
    "JOUR": "JOURNAL ARTICLE JOURNALARTICLE ELECTRONICARTICLE JOURNALPAPER RESEARCHARTICLE",
    "MGZN": "MAGAZINE MAGAZINEARTICLE",
    "NEWS": "NEWSPAPER NEWSPAPERARTICLE",
    "CPAPER": (
        "CONFERENCE CONFERENCEPAPER CONFERENCEPROCEEDING CONFERENCEPROCEEDINGS INPROCEEDINGS"
        " PROCEEDINGSPAPER MEETINGPAPER"
    ),
    "CHAP": "CHAPTER BOOKCHAPTER BOOKSECTION BOOKSEC INBOOK INCOLLECTION CHAPTERINBOOK",
    "BOOK": "BOOKWHOLE WHOLEBOOK MONOGRAPH ELECTRONICBOOK",
    "EDBOOK": "EDITEDBOOK BOOKEDITED",
    "ENCYC": "ENCYCLOPEDIA ENCYCLOPEDIAARTICLE ENCYCLOPEDIAENTRY",
    "DICT": "DICTIONARY DICTIONARYENTRY",
    "THES": (
        "THESIS DISSERTATION DISSERTATIONTHESIS THESISDISSERTATION PHDTHESIS DOCTORALTHESIS"
        " MASTERSTHESIS"
    ),
    "RPRT": "REPORT TECHREPORT TECHNICALREPORT GOVERNMENTREPORT",
    "STAND": "STANDARD",
    "COMP": "COMPUTERPROGRAM SOFTWARE",
    "DATA": "DATASET DATAFILE",
    "PAT": "PATENT",
    "SLIDE": "PRESENTATION SLIDES TALK LECTURE",
    "UNPB": "UNPUBLISHED UNPUBLISHEDWORK UNPUBLISHEDMATERIAL",
    "MANSCPT": "MANUSCRIPT",
    "PREPRINT": "EPRINT",
    "ELEC": "WEBPAGE WEBSITE ONLINE INTERNET ELECTRONICSOURCE ELECTRONICCITATION",
    "BLOG": "BLOGPOST",
    "GEN": "GENERIC MISC MISCELLANEOUS OTHER",
    "VIDEO": "VIDEORECORDING AUDIOVISUALMATERIAL",
    "MPCT": "FILM MOTIONPICTURE",
}
# Some programs write it, but it is no type of RIS.
INVENTED = "PREPRINT"
_TAGS_OF_WORDS = {word: tag for tag, joined in _IN_WORDS.items() for word in joined.split()}
_NO_LETTERS = re.compile("[^A-Z]")
# RIS has no types for preprints and reviews, which the type of work in M3 tells.
WRITTEN = {kind: joined.split()[0] for kind, joined in _NAMES.items()} | {
    Type.ARTICLE: "UNPB",
    Type.REVIEW: "JOUR",
}
# The types whose editors stand in A2; those of others stand in ED.
EDITED = frozenset(
    {
        Type.ARTICLE_JOURNAL,
        Type.REVIEW,
        Type.CHAPTER,
        Type.PAPER_CONFERENCE,
        Type.ENTRY_ENCYCLOPEDIA,
        Type.DOCUMENT,
    }
)
# Where programs write the number of a work itself (the field tables of EndNote and Zotero).
OWN_NUMBERS = {
    Type.REPORT: ("SN", "IS", "M1", "C1", "C6", "C7"),
    Type.STANDARD: ("SN", "IS", "M1", "C1", "C6", "C7"),
    Type.PATENT: ("SN", "IS", "M1", "C6", "C7"),
    Type.THESIS: ("IS", "M1", "SN", "C7"),
}
WORDS = {Type.ARTICLE: "Preprint", Type.REVIEW: "Book review"}
# The first tag with a value counts.
TITLES = ("TI", "T1", "CT", "ST")
VENUES = ("T2", "JF", "BT", "JO", "JA", "J2", "J1")
VENUES_SHORT = ("J2", "JA", "J1", "JO")
DATES = ("PY", "Y1", "DA")


def canonical_type(text: str) -> str:
    """Return the tag of a type given by its tag in any case or in words: "Journal Article"."""
    tag = text.upper()
    return tag if tag in MEANT else _TAGS_OF_WORDS.get(_NO_LETTERS.sub("", tag), text)


# All tags in the format's description, to recognise them in careless notation.
_DESCRIBED = (
    "TY A1 A2 A3 A4 AB AD AN AU AV BT C1 C2 C3 C4 C5 C6 C7 C8 CA CN CP CT CY DA DB DI DO DP ED "
    "EP ER ET ID IS J1 J2 JA JF JO K1 KW L1 L2 L3 L4 LA LB LK M1 M2 M3 N1 N2 NO NV OL OP PB PP "
    "PY RD RI RN RP SE SN SP ST SV T1 T2 T3 TA TI TT U1 U2 U3 U4 U5 UR VL VO WT WV Y1 Y2"
)
ALL = frozenset(_DESCRIBED.split())
