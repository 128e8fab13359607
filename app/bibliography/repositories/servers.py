"""Preprint servers: their names, and the organizations behind them."""

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
        "|ssrn scholarly paper|ssrn research paper|ssrn elibrary|ssrn working paper series"
        "|ssrn working paper|ssrn electronic library"
    ),
    "bioRxiv": (
        "biorxiv org|biorxiv the preprint server for biology|bio rxiv|biorxiv prepr serv biol"
    ),
    "medRxiv": (
        "medrxiv org|medrxiv the preprint server for health sciences|med rxiv"
        "|medrxiv prepr serv health sci"
    ),
    "ChemRxiv": "chemrxiv org|chemrxiv cambridge open engage",
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
    "SocArXiv": "socarxiv osf preprints|socarxiv org",
    "EarthArXiv": "eartharxiv california digital library|eartharxiv osf preprints|eartharxiv org",
    "engrXiv": "engineering archive|engrxiv engineering archive|engrxiv org",
    "EdArXiv": "edarxiv osf preprints",
    "MetaArXiv": "metaarxiv osf preprints",
    "EcoEvoRxiv": "ecoevorxiv org",
    "LawArXiv": "lawarxiv osf preprints|law archive",
    "AfricArXiv": "",
    "Advance": "advance a sage preprints community|advance sage preprints|sage advance",
    "AgriXiv": "",
    "agriRxiv": "",
    "APSA Preprints": "",
    "Arabixiv": "",
    "Beilstein Archives": "",
    "BioHackrXiv": "",
    "BodoArXiv": "",
    "CogPrints": "cogprints org",
    "CrimRxiv": "",
    "ECSarXiv": "",
    "Frenxiv": "",
    "INA-Rxiv": "",
    "IndiaRxiv": "",
    "LIS Scholarship Archive": "lissa",
    "LingBuzz": "lingbuzz net",
    "MarXiv": "",
    "MediArXiv": "",
    "MindRxiv": "",
    "MitoFit Preprints": "",
    "NutriXiv": "",
    "PaleorXiv": "",
    "Qeios": "",
    "ScienceOpen Preprints": "",
    "SportRxiv": "",
    "Thesis Commons": "",
    "ChinaXiv": "chinaxiv org",
    "Jxiv": "",
    "SciELO Preprints": "",
    "PeerJ Preprints": "",
    "JMIR Preprints": "",
    "Nature Precedings": "",
    "Preprints.org": "preprints mdpi|mdpi preprints",
    "Research Square": "res sq|researchsquare|research square platform llc",
    "TechRxiv": "techrxiv org|ieee techrxiv",
    "Authorea": "authorea com|authorea inc",
    "ESS Open Archive": (
        "essoar|earth and space science open archive|earth and space science open archive essoar"
        "|ess open archive eprints"
    ),
    "viXra": "vixra org",
    "Cambridge Open Engage": "",
    "PhilSci-Archive": "",
    "PhilArchive": "",
    "Optimization Online": "",
    **dict.fromkeys(ARCHIVES),
}
# The organizations behind servers, which databases name in place of them.
HOSTS = frozenset(
    {
        "cold spring harbor laboratory",
        "openrxiv",
        "cornell university",
        "center for open science",
        "california digital library cdl",
        "mdpi ag",
        "research square platform llc",
    }
)
