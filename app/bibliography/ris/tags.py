"""The tags and types of RIS, and their equivalents in a record."""

from app.bibliography.record import PublicationType as Type

MEANT = {
    "JOUR": Type.ARTICLE_JOURNAL,
    "EJOUR": Type.ARTICLE_JOURNAL,
    "JFULL": Type.ARTICLE_JOURNAL,
    "MGZN": Type.ARTICLE_JOURNAL,
    "NEWS": Type.ARTICLE_JOURNAL,
    "INPR": Type.ARTICLE_JOURNAL,
    "ABST": Type.ARTICLE_JOURNAL,
    "CPAPER": Type.PAPER_CONFERENCE,
    "CONF": Type.PAPER_CONFERENCE,
    "SLIDE": Type.PAPER_CONFERENCE,
    "CHAP": Type.CHAPTER,
    "ECHAP": Type.CHAPTER,
    "DICT": Type.CHAPTER,
    "ENCYC": Type.CHAPTER,
    "BOOK": Type.BOOK,
    "EBOOK": Type.BOOK,
    "EDBOOK": Type.BOOK,
    "SER": Type.BOOK,
    "THES": Type.THESIS,
    "RPRT": Type.REPORT,
    "GOVDOC": Type.REPORT,
    "STAND": Type.REPORT,
    "COMP": Type.SOFTWARE,
    "DATA": Type.DATASET,
    "DBASE": Type.DATASET,
    "AGGR": Type.DATASET,
    "UNPB": Type.ARTICLE,
}
WRITTEN = dict.fromkeys(Type, "GEN") | {kind: tag for tag, kind in reversed(MEANT.items())}
# The first tag with a value counts.
TITLES = ("TI", "T1", "CT", "ST")
VENUES = ("T2", "JF", "BT", "JO", "JA", "J2", "J1")
VENUES_SHORT = ("J2", "JA", "J1", "JO")
DATES = ("PY", "Y1", "DA")
# All tags in the format's description, to recognise them in careless notation.
_DESCRIBED = (
    "TY A1 A2 A3 A4 AB AD AN AU AV BT C1 C2 C3 C4 C5 C6 C7 C8 CA CN CP CT CY DA DB DI DO DP ED "
    "EP ER ET ID IS J1 J2 JA JF JO K1 KW L1 L2 L3 L4 LA LB LK M1 M2 M3 N1 N2 NO NV OL OP PB PP "
    "PY RD RI RN RP SE SN SP ST SV T1 T2 T3 TA TI TT U1 U2 U3 U4 U5 UR VL VO WT WV Y1 Y2"
)
ALL = frozenset(_DESCRIBED.split())
