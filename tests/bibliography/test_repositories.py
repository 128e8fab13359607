"""Preprint servers under the names that people and programs give them."""

import pytest

from app.bibliography import repositories

CRYPTOLOGY = "Cryptology ePrint Archive"
COMPLEXITY = "Electronic Colloquium on Computational Complexity"


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


def test_dois_tell_the_server() -> None:
    assert repositories.server_of_doi("10.2139/ssrn.12") == "SSRN"
    assert repositories.server_of_doi("10.1101/gr.12") is None
