"""Organizations and people, told apart by their names."""

import pytest

from app.bibliography.names import organizations


@pytest.mark.parametrize(
    "name",
    [
        "World Health Organization",
        "Institute of Tides",
        "Tide and Sons",
        "Universität Bremen",
        "Ministère de la Mer",
        "Max-Planck-Institut für Salz",
        "The Tide Team",
        "U.S. Department of Salt",
        "Salt Consortium",
        "Human Rights Watch",
        "Amnesty International",
        "NHS England",
        "Statistisches Bundesamt",
        "Auswärtiges Amt",
        "Banco de España",
        "Microsoft Research",
        "UN Women",
        "US EPA",
        "IEEE Standards",
        "UNICEF Innocenti",
        "Clinical Trials Unit",
        "Greenpeace International",
        "Cancer Research UK",
        "Médecins Sans Frontières",
        "Statistics Norway",
        "Helmholtz-Zentrum Geesthacht",
        "Bundesministerium Verkehr",
        "Google DeepMind",
        "Salt S.p.A.",
        "Tide plc",
        "UNESCO",
        "OECD",
        "CERN",
        "W3C",
        "Eurostat",
        "Google",
    ],
)
def test_organizations_are_told_by_their_words(name: str) -> None:
    assert organizations.is_organization(name)


@pytest.mark.parametrize(
    "name",
    [
        "Ada Roe",
        "Roe, Institute",
        "Ludwig van Beethoven",
        "Jane Bankhead",
        "Plato",
        "Sukarno",
        "ADA ROE",
        "Ada ROE",
        "JR Roe",
        "Roe AB",
        "Roe A.B.",
        "Hieronymus Bosch",
        "Ann England",
        "Maria de la Cruz",
        "Tom Roe III",
        "Wei XU",
    ],
)
def test_people_are_not_organizations(name: str) -> None:
    assert not organizations.is_organization(name)
