"""Preprint servers under the names that people and programs give them."""

import pytest

from app.bibliography import repositories
from app.bibliography.record import PublicationType as Type
from app.bibliography.repositories import Clues, Deposit

CRYPTOLOGY = "Cryptology ePrint Archive"
COMPLEXITY = "Electronic Colloquium on Computational Complexity"
COLD_SPRING, BIO = "Cold Spring Harbor Laboratory", "10.1101/2020.01.15.123456"
AT_HAL, HAL = (Type.ARTICLE, "HAL"), "hal-01234567"
ON_OSF, ON_MEDRXIV = (Type.ARTICLE, "OSF Preprints", ""), (Type.ARTICLE, "medRxiv", "")
ON_PREPRINTS, IN_TIDES = (Type.ARTICLE, "Preprints.org", ""), (Type.ARTICLE_JOURNAL, "Tides", "")


@pytest.mark.parametrize(
    ("venue", "server", "number"),
    [
        ("arXiv:2001.01234 [cs.LG]", "arXiv", ""),
        ("arXiv e-prints", "arXiv", ""),
        ("arXiv:2001.01234 [cs.LG], 2020", "arXiv", ""),
        ("arXiv:math/0501001v2 [math.AG]", "arXiv", ""),
        ("eprint arXiv:2001.01234", "arXiv", ""),
        ("arXiv, cs.LG", "arXiv", ""),
        ("arXiv preprint arXiv:2001.01234, 2020", "arXiv", ""),
        ("Preprint at arXiv https://arxiv.org/abs/2001.01234", "arXiv", ""),
        ("arXiv (Cornell University)", "arXiv", ""),
        ("arXiv: Computer Vision and Pattern Recognition", "arXiv", ""),
        ("CoRR, abs/2001.01234", "arXiv", ""),
        ("Electron. Colloquium Comput. Complex.", COMPLEXITY, ""),
        ("Electronic Colloquium on Computational Complexity (ECCC)", COMPLEXITY, ""),
        ("ECCC TR24-001", COMPLEXITY, "TR24-001"),
        ("IACR Cryptol. ePrint Arch.", CRYPTOLOGY, ""),
        ("Cryptology ePrint Archive, Paper 2024/77", CRYPTOLOGY, "2024/77"),
        ("SSRN Electronic Journal", "SSRN", ""),
        ("Available at SSRN 4567890", "SSRN", "4567890"),
        ("bioRxiv (Cold Spring Harbor Laboratory)", "bioRxiv", ""),
        ("HAL (Le Centre pour la Communication Scientifique Directe)", "HAL", ""),
        ("HAL-SHS", "HAL", ""),
        ("PsyArXiv", "PsyArXiv", ""),
        ("Research Square (Research Square)", "Research Square", ""),
        ("Zenodo preprint", "Zenodo", ""),
        ("Preprint", "", ""),
        ("HAL preprint hal-01234567", "HAL", "hal-01234567"),
        ("hal-01234567v2", "HAL", "hal-01234567"),
        ("HAL Id: hal-01234567, version 2", "HAL", "hal-01234567"),
        ("⟨halshs-01234567⟩", "HAL", "halshs-01234567"),
        ("HAL (inria-01234567)", "HAL", "inria-01234567"),
        ("hal.science/hal-01234567", "HAL", "hal-01234567"),
        ("SocArXiv Papers", "SocArXiv", ""),
        ("PsyArXiv Preprints", "PsyArXiv", ""),
        ("OSF Preprints", "OSF Preprints", ""),
        ("medRxiv preprint", "medRxiv", ""),
        ("bioRxiv preprint server", "bioRxiv", ""),
        ("bioRxiv, 2020–01", "bioRxiv", ""),
        ("bioRxiv [Preprint]. 2020", "bioRxiv", ""),
        ("medRxiv [Preprint]. 2020 Mar 3", "medRxiv", ""),
        ("bioRxiv 2020.01.15.123456", "bioRxiv", "2020.01.15.123456"),
        ("bioRxiv doi:10.1101/2020.01.15.123456", "bioRxiv", ""),
        ("Cryptology ePrint Archive 2024/12", CRYPTOLOGY, "2024/12"),
        ("SSRN Scholarly Paper No. 123", "SSRN", "123"),
        ("https://www.biorxiv.org/content/x", "bioRxiv", ""),
        ("Preprints.org", "Preprints.org", ""),
    ],
)
def test_servers_are_found_under_all_their_names(venue: str, server: str, number: str) -> None:
    assert repositories.find_deposit(venue) == (server, number)


@pytest.mark.parametrize(
    "venue",
    [
        "",
        "Tides",
        "Zenodo",
        "Preprints",
        "Preprints 2020, 2020010001",
        "Journal of Preprints",
        "Cold Spring Harbor Perspectives in Biology",
        "tel-01234567",
        "https://theses.hal.science/tel-01234567",
        "HAL Computing",
        "Corrosion",
        "IACR Transactions on Symmetric Cryptology",
    ],
)
def test_other_venues_are_no_servers(venue: str) -> None:
    assert repositories.find_deposit(venue) is None


@pytest.mark.parametrize(
    ("venue", "is_series"),
    [
        ("NBER Working Paper Series", True),
        ("IZA Discussion Papers No. 123", True),
        ("National Bureau of Economic Research", True),
        ("Brookings Papers on Economic Activity", False),
    ],
)
def test_working_papers_of_institutions_are_reports(venue: str, is_series: bool) -> None:
    assert repositories.is_working_papers(venue) is is_series


@pytest.mark.parametrize(
    ("doi", "server"),
    [
        ("10.48550/arxiv.2401.01234", "arXiv"),
        ("10.1101/2020.01.15.123456", "bioRxiv"),
        ("10.1101/060012", "bioRxiv"),
        ("10.1101/gad.123.4", None),
        ("10.1101/gr.123.4", None),
        ("10.1101/087969571.37.1", None),
        ("10.2139/ssrn.12", "SSRN"),
        ("10.20944/preprints202001.0001.v1", "Preprints.org"),
        ("10.21203/rs.3.rs-12/v1", "Research Square"),
        ("10.26434/chemrxiv-2024-x", "ChemRxiv"),
        ("10.31219/osf.io/x", "OSF Preprints"),
        ("10.31223/x", "EarthArXiv"),
        ("10.31234/osf.io/x", "PsyArXiv"),
        ("10.31235/osf.io/x", "SocArXiv"),
        ("10.36227/techrxiv.12", "TechRxiv"),
        ("10.22541/au.12", "Authorea"),
        ("10.1000/12", None),
    ],
)
def test_dois_tell_the_server(doi: str, server: str | None) -> None:
    assert repositories.server_of_doi(doi) == server
    found = repositories.identified(Type.ARTICLE_JOURNAL, Clues(doi))
    assert found == (Deposit(server) if server else None)


@pytest.mark.parametrize(
    ("kind", "venue", "clues", "placed"),
    [
        (Type.DOCUMENT, "", Clues(names=["SSRN 123"]), (Type.ARTICLE, "SSRN", "123")),
        (Type.WEBPAGE, "", Clues(urls=["https://osf.io/preprints/x"]), ON_OSF),
        (Type.DOCUMENT, "", Clues(urls=[f"https://hal.science/{HAL}v2"]), (*AT_HAL, HAL)),
        (Type.DOCUMENT, "", Clues(urls=[f"https://cea.hal.science/{HAL}"]), (*AT_HAL, HAL)),
        (Type.DOCUMENT, "", Clues(urls=["https://osf.io/x"]), (Type.DOCUMENT, "", "")),
        (Type.DOCUMENT, "Tides", Clues(arxiv_id="2401.01234"), (Type.DOCUMENT, "Tides", "")),
        (Type.ARTICLE_JOURNAL, "Tides", Clues("10.2139/ssrn.1"), IN_TIDES),
        (Type.ARTICLE_JOURNAL, "Preprints", Clues("10.20944/preprints1"), ON_PREPRINTS),
        (Type.ARTICLE_JOURNAL, COLD_SPRING, Clues(BIO), (Type.ARTICLE, "bioRxiv", "")),
        (Type.ARTICLE, "", Clues(BIO, names=["A medRxiv preprint"]), ON_MEDRXIV),
        (Type.THESIS, "", Clues(urls=[f"https://hal.science/{HAL}"]), (Type.THESIS, "", "")),
    ],
)
def test_papers_without_another_venue_are_placed_at_their_server(
    kind: Type, venue: str, clues: Clues, placed: tuple[Type, str, str]
) -> None:
    assert repositories.place(kind, venue, clues) == placed
