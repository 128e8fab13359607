"""The DOIs and the URLs of preprints, which tell their servers."""

import re
from typing import NamedTuple

from app.bibliography.text.patterns import late_pattern

# The registrants and first letters of DOIs that servers give to preprints.
DOIS = {
    "10.48550/arxiv": "arXiv",
    "10.2139/ssrn": "SSRN",
    "10.64898/": "bioRxiv",
    "10.26434/chemrxiv": "ChemRxiv",
    "10.31219/": "OSF Preprints",
    "10.31234/": "PsyArXiv",
    "10.31235/": "SocArXiv",
    "10.31223/": "EarthArXiv",
    "10.31224/": "engrXiv",
    "10.31222/": "MetaArXiv",
    "10.31227/": "INA-Rxiv",
    "10.31228/": "LawArXiv",
    "10.31230/": "MarXiv",
    "10.31231/": "MindRxiv",
    "10.31232/": "NutriXiv",
    "10.31233/": "PaleorXiv",
    "10.31236/": "SportRxiv",
    "10.31730/": "AfricArXiv",
    "10.35542/": "EdArXiv",
    "10.32942/": "EcoEvoRxiv",
    "10.20944/preprints": "Preprints.org",
    "10.21203/rs": "Research Square",
    "10.33774/": "Cambridge Open Engage",
    "10.36227/techrxiv": "TechRxiv",
    "10.22541/": "Authorea",
    "10.1002/essoar": "ESS Open Archive",
    "10.1038/npre": "Nature Precedings",
    "10.1590/scielopreprints": "SciELO Preprints",
    "10.2196/preprints": "JMIR Preprints",
    "10.31124/advance": "Advance",
    "10.31220/agrirxiv": "agriRxiv",
    "10.31221/osf.io/": "Arabixiv",
    "10.31237/osf.io/": "Thesis Commons",
    "10.3762/bxiv": "Beilstein Archives",
    "10.51094/jxiv": "Jxiv",
    "10.7287/peerj.preprints": "PeerJ Preprints",
}
# How the URLs of preprints begin.
SITES = {
    "arxiv.org/": "arXiv",
    "biorxiv.org/": "bioRxiv",
    "medrxiv.org/": "medRxiv",
    "chemrxiv.org/": "ChemRxiv",
    "ssrn.com/": "SSRN",
    "papers.ssrn.com/": "SSRN",
    "eprint.iacr.org/": "Cryptology ePrint Archive",
    "eccc.weizmann.ac.il/": "Electronic Colloquium on Computational Complexity",
    "qeios.com/read/": "Qeios",
    "cogprints.org/": "CogPrints",
    "osf.io/preprints/psyarxiv": "PsyArXiv",
    "osf.io/preprints/socarxiv": "SocArXiv",
    "osf.io/preprints/edarxiv": "EdArXiv",
    "osf.io/preprints/metaarxiv": "MetaArXiv",
    "osf.io/preprints/africarxiv": "AfricArXiv",
    "osf.io/preprints/": "OSF Preprints",
    "psyarxiv.com/": "PsyArXiv",
    "eartharxiv.org/": "EarthArXiv",
    "engrxiv.org/": "engrXiv",
    "ecoevorxiv.org/": "EcoEvoRxiv",
    "preprints.org/": "Preprints.org",
    "researchsquare.com/article/": "Research Square",
    "techrxiv.org/": "TechRxiv",
    "authorea.com/": "Authorea",
    "essopenarchive.org/": "ESS Open Archive",
    "peerj.com/preprints/": "PeerJ Preprints",
    "preprints.jmir.org/": "JMIR Preprints",
    "preprints.scielo.org/": "SciELO Preprints",
    "cambridge.org/engage/": "Cambridge Open Engage",
    "philsci-archive.pitt.edu/": "PhilSci-Archive",
    "philarchive.org/": "PhilArchive",
    "optimization-online.org/": "Optimization Online",
    "lingbuzz.net/": "LingBuzz",
    "vixra.org/": "viXra",
}
# The journals of the same registrant have letters in their DOIs, its books have ISBNs.
_BIORXIV, _BIORXIV_NUMBER = (
    "10.1101/",
    late_pattern(r"(?:\d{6}|20\d\d\.\d\d\.\d\d\.\d{6,9})(?:v\d+)?(?!\d)"),
)
# Theses and lectures at HAL have prefixes of their own.
HAL = r"(?!tel|pastel|dumas|cel|medihal|mem)[a-z][a-z\d]{1,12}[-_]\d{8}(?!\d)"
_HAL_URL = late_pattern(
    rf"(?:https?://)?(?=[\w.-]{{0,80}}(?:\bhal|archives-ouvertes))[\w.-]{{1,80}}/(?P<number>{HAL})",
    re.IGNORECASE,
)
_SCHEME = late_pattern(r"^(?:https?://)?(?:www\.)?")


class Deposit(NamedTuple):
    """The preprint server that a venue names, if any, and the preprint's number there."""

    server: str = ""
    number: str = ""


def server_of_doi(doi: str, said: str = "") -> str | None:
    """Return the preprint server that registered a DOI, or None; two servers share registrants."""
    server = next((name for start, name in DOIS.items() if doi.startswith(start)), None)
    if doi.startswith(_BIORXIV) and _BIORXIV_NUMBER.match(doi, len(_BIORXIV)):
        server = "bioRxiv"
    return "medRxiv" if server == "bioRxiv" and "medrxiv" in said.lower() else server


def deposit_of_url(url: str) -> Deposit | None:
    """Return the preprint server whose page a URL is, or None."""
    if hal := _HAL_URL.match(url.strip()):
        return Deposit("HAL", hal["number"].lower())
    address = _SCHEME.sub("", url.strip().lower())
    server = next((name for start, name in SITES.items() if address.startswith(start)), None)
    return Deposit(server) if server else None
