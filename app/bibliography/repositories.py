"""Preprint servers under every name that bibliographies use for them."""

import re
from typing import NamedTuple

from app.bibliography import identifiers
from app.bibliography.kinds import LOOSE, PAPERS
from app.bibliography.names import names
from app.bibliography.record import PublicationType as Type

# Archives of much else: there, an entry must say that it is a preprint.
ARCHIVES = ("Zenodo", "figshare", "OpenReview", "ResearchGate")
# The proper name of each server, and its other names, folded.
SERVERS: dict[str, str | None] = {
    "arXiv": "arxiv org|computing research repository|corr",
    "Electronic Colloquium on Computational Complexity": (
        "eccc|electron colloquium comput complex|electron colloq comput complex"
        "|electronic colloquium on computational complexity eccc|eccc technical report"
        "|electronic colloquium on computational complexity tr"
    ),
    "Cryptology ePrint Archive": (
        "iacr cryptology eprint archive|iacr cryptol eprint arch|cryptol eprint arch|iacr eprint"
        "|iacr eprint archive|iacr cryptology eprint arch|cryptology eprint arch|eprint iacr"
        "|eprint iacr org|cryptology eprint archive iacr|iacr cryptology eprint"
    ),
    "SSRN": (
        "ssrn electronic journal|ssrn electron j|ssrn journal|social science research network"
        "|available at ssrn|ssrn com|social science research network ssrn|papers ssrn com"
        "|ssrn scholarly paper|ssrn working paper series|ssrn working paper|ssrn electronic library"
    ),
    "bioRxiv": "biorxiv org|biorxiv the preprint server for biology|bio rxiv",
    "medRxiv": "medrxiv org|medrxiv the preprint server for health sciences|med rxiv",
    "ChemRxiv": "chemrxiv org",
    "HAL": (
        "hal open science|hal archives ouvertes|hal science|hal archives"
        "|hal archives ouvertes fr|hal le centre pour la communication scientifique directe"
        "|archive ouverte hal|inria hal|hal preprints|hal inria|hal shs|halshs|hal inserm"
        "|hal inrae|hal ens|hal ens lyon|hal upec|hal cea|hal pasteur|hal amu|hal lirmm"
        "|hal mines|hal univ|hal cnrs|hal in2p3|hal meteofrance|hal enpc|hal ird"
        "|hal agroparistech|hal sciences po|hal sorbonne universite|hal polytechnique"
        "|hal human and social sciences|hal sciences de l homme et de la societe"
        "|hyper article en ligne|hal hyper articles en ligne|hyper articles en ligne"
    ),
    "OSF Preprints": "osf|osf io|open science framework|osf preprints open science framework",
    "PsyArXiv": "psyarxiv osf preprints|psyarxiv com",
    "SocArXiv": "socarxiv osf preprints",
    "EarthArXiv": "eartharxiv california digital library|eartharxiv osf preprints|eartharxiv org",
    "engrXiv": "engineering archive|engrxiv engineering archive|engrxiv org",
    "EdArXiv": "edarxiv osf preprints",
    "MetaArXiv": "metaarxiv osf preprints",
    "EcoEvoRxiv": "ecoevorxiv org",
    "LawArXiv": "lawarxiv osf preprints|law archive",
    "AfricArXiv": "",
    "AgriXiv": "",
    "BodoArXiv": "",
    "CrimRxiv": "",
    "ECSarXiv": "",
    "INA-Rxiv": "",
    "IndiaRxiv": "",
    "LingBuzz": "lingbuzz net",
    "MarXiv": "",
    "MediArXiv": "",
    "MindRxiv": "",
    "NutriXiv": "",
    "PaleorXiv": "",
    "SportRxiv": "",
    "ChinaXiv": "",
    "Jxiv": "",
    "SciELO Preprints": "",
    "PeerJ Preprints": "",
    "JMIR Preprints": "",
    "Nature Precedings": "",
    "Preprints.org": "preprints|preprints mdpi",
    "Research Square": "res sq|researchsquare|research square platform llc",
    "TechRxiv": "techrxiv org|ieee techrxiv",
    "Authorea": "authorea com|authorea inc",
    "ESS Open Archive": "essoar|earth and space science open archive|ess open archive eprints",
    "viXra": "vixra org",
    "Cambridge Open Engage": "",
    "PhilSci-Archive": "",
    "PhilArchive": "",
    "Optimization Online": "",
    **dict.fromkeys(ARCHIVES),
}
# The registrants and first letters of DOIs that servers give to preprints.
DOIS = {
    "10.48550/arxiv": "arXiv",
    "10.2139/ssrn": "SSRN",
    "10.1101/20": "bioRxiv",
    "10.64898/": "bioRxiv",
    "10.26434/chemrxiv": "ChemRxiv",
    "10.31219/osf": "OSF Preprints",
    "10.31234/osf": "PsyArXiv",
    "10.31235/osf": "SocArXiv",
    "10.31223/": "EarthArXiv",
    "10.31224/": "engrXiv",
    "10.31222/osf": "MetaArXiv",
    "10.35542/osf": "EdArXiv",
    "10.32942/": "EcoEvoRxiv",
    "10.20944/preprints": "Preprints.org",
    "10.21203/rs": "Research Square",
    "10.36227/techrxiv": "TechRxiv",
    "10.22541/": "Authorea",
    "10.1002/essoar": "ESS Open Archive",
    "10.7287/peerj.preprints": "PeerJ Preprints",
}
_NAMES = {
    name: server
    for server, others in SERVERS.items()
    for name in (names.fold(server), *filter(None, (others or "").split("|")))
}
_PREPRINT = re.compile(
    r"\b(?:e-?prints?|pre-?prints?|pr[ée]publications?|vorabdruck|working paper or preprint)\b",
    re.IGNORECASE,
)
_LEADING = re.compile(r"^(?:available (?:at|on|from)|preprint)[,:]?\s+(?:(?:at|on|in)\s+)?", re.I)
# "Paper 2024/77", "Report No. 12", "TR24-001", "[cs.LG]", "4567890", "2020".
_NUMBER = re.compile(
    r"""[\s,:;(/]*+(?:(?:paper|report|art(?:icle)?|preprint|technical\ report|tech\.?\ rep\.?|no\.?
    |number|abstract|id)[\s.:=#]*+)*+(?P<number>(?:TR)?\d[\d./-]*\d|\d)?(?:v\d+)?\)?
    (?:\s*\[[\w.\s-]+\])?[\s,.]*""",
    re.IGNORECASE | re.VERBOSE,
)
_ARXIV = re.compile(
    rf"""(?:e-?print\s+)?ar[Xx]iv(?:\.org)?(?:\s+\((?:Cornell\ University|math|cs)\))?
    (?:\s*[,:]?\s*(?:e-?prints?|preprints?))?
    (?:[ :,/]+(?:(?:arxiv|abs)\b[^,;]*|{identifiers.ARXIV_NUMBER}|[a-z-]+(?:\.[A-Z]{{2}})?/\d{{7}}
    (?:v\d+)?|[a-z-]+\.[A-Z]{{2}}))?(?:\s*,\s*\d{{4}})?(?:\s*[\[(][\w.\s-]+[\])])*(?:\s*,\s*\d{{4}})?
    | cornell\ university(?:\ library)?(?:\s*-\s*|,\s+)arxiv(?:\.org)?
    | corr(?:[ ,/]+abs\b.*|[ ,/]+{identifiers.ARXIV_NUMBER})?
    | arxiv:\s+[A-Z][A-Za-z\s,&-]+""",
    re.IGNORECASE | re.VERBOSE,
)

_URL = re.compile(r"https?://\S+")
# OpenAlex names the host of a server after it: "bioRxiv (Cold Spring Harbor Laboratory)".
_HOST = re.compile(r"(\w[\w ]*) \([^()]+\)")
_WORKING_PAPERS = re.compile(
    r"""nber(?:\s.*)?|national\ bureau\ of\ economic\ research|repec|mpra(?:\s+papers?)?
    |munich\ personal\ repec\ archive
    |.*\b(?:working|discussion|staff)\ papers?(?:\ series)?(?:,?\s+(?:no\.?\s*)?[\w./-]*\d)?""",
    re.IGNORECASE | re.VERBOSE,
)


class Deposit(NamedTuple):
    """The preprint server that a venue names, if any, and the preprint's number there."""

    server: str = ""
    number: str = ""


def find_deposit(venue: str) -> Deposit | None:
    """Return the preprint server that a venue names, or None."""
    text = " ".join(_URL.sub("", venue).split()).strip(" .,")
    if _PREPRINT.fullmatch(text):
        return Deposit()
    text = _LEADING.sub("", text)
    if not text or len(text) > 200:
        return None
    if (hosted := _HOST.fullmatch(text)) and (found := find_deposit(hosted[1])):
        return found
    if _ARXIV.fullmatch(text):
        return Deposit("arXiv")
    # The longest name counts, since several begin alike.
    words = list(re.finditer(r"\S+", text))
    for last in reversed(words):
        server = _NAMES.get(names.fold(_PREPRINT.sub("", text[: last.end()])) or "")
        server = _NAMES.get(names.fold(text[: last.end()])) or server
        number = _NUMBER.fullmatch(text, last.end()) if server else None
        if server and number and _is_preprint(server, text):
            return Deposit(server, (number["number"] or "").rstrip("."))
    return None


def is_working_papers(venue: str) -> bool:
    """Return whether a venue is an institution's series of working papers, which are reports."""
    return len(venue) <= 200 and _WORKING_PAPERS.fullmatch(venue.strip(" .")) is not None


def place(
    kind: Type, venue: str, publisher: str, doi: str | None, arxiv_id: str | None
) -> tuple[Type, str, str]:
    """Return the type, the venue and the number there; a paper at a preprint server is a preprint.

    A preprint's venue is the server under its proper name.
    """
    if kind not in PAPERS:
        return kind, venue, ""
    deposit = find_deposit(venue)
    if not venue and kind in LOOSE:
        server = server_of_doi(doi or "") or ("arXiv" if arxiv_id else "")
        deposit = find_deposit(publisher) or (Deposit(server) if server else None)
    if deposit:
        return Type.ARTICLE, deposit.server, deposit.number
    if venue and is_working_papers(venue):
        return Type.REPORT, venue, ""
    if kind is not Type.ARTICLE and venue and is_archive(venue):
        return Type.DOCUMENT, venue, ""
    return kind, venue, ""


def is_archive(venue: str) -> bool:
    """Return whether a venue is an archive of publications of all types."""
    return names.fold(venue.partition(" (")[0]) in {names.fold(name) for name in ARCHIVES}


def server_of_doi(doi: str) -> str | None:
    """Return the preprint server that registered a DOI, or None."""
    return next((name for start, name in DOIS.items() if doi.startswith(start)), None)


def says_preprint(text: str) -> bool:
    """Return whether a text calls something a preprint."""
    return _PREPRINT.search(text) is not None


def _is_preprint(server: str, text: str) -> bool:
    return SERVERS[server] is not None or says_preprint(text)
