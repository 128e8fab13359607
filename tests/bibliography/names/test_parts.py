"""Names converted between natural order and the parts of other formats."""

import pytest

from app.bibliography.names import parts


@pytest.mark.parametrize(
    ("given", "family", "suffix", "name"),
    [
        ("Tom", "Roe", "Jr.", "Tom Roe Jr."),
        ("Joao", "Silva", "Filho", "Joao {Silva} Filho"),
        ("Gabriel", "García Márquez", "III", "Gabriel {García Márquez} III"),
        ("Ada", "van der Roe", "PhD", "Ada {van der Roe} PhD"),
        ("Ada", "Roe", "of Salt", "Ada {Roe of Salt}"),
        ("", "Tide Lab", "", "{Tide Lab}"),
    ],
)
def test_a_suffix_stays_apart_from_the_family_name(
    given: str, family: str, suffix: str, name: str
) -> None:
    assert parts.join_name(given, family, suffix) == name
    if " " not in suffix and given:
        found = parts.name_parts(name)
        assert (found.given, f"{found.particle} {found.family}".strip()) == (given, family)
        assert (found.suffix, found.is_team) == (suffix, False)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Roe, Ada", "Ada Roe"),
        ("Roe, Ada, Jr", "Ada Roe Jr"),
        ("Silva, Joao, Filho", "Joao {Silva} Filho"),
        ("Silva, Filho, Joao", "Joao {Silva} Filho"),
        ("Roe, A., B.", "A. B. Roe"),
    ],
)
def test_sorted_names_may_have_a_suffix(text: str, name: str) -> None:
    assert parts.natural_order(text) == name


@pytest.mark.parametrize(
    ("name", "given", "particle", "family"),
    [
        ("Carlos {de la Fuente Marcos}", "Carlos", "de la", "Fuente Marcos"),
        ("Ole {van den Berg Hansen}", "Ole", "van den", "Berg Hansen"),
        ("Max {vom Roe}", "Max", "vom", "Roe"),
        ("Gerard {'t Hooft}", "Gerard", "'t", "Hooft"),
        ("Sophie {in 't Veld}", "Sophie", "in 't", "Veld"),
        ("Bo {von und zu Roe}", "Bo", "von und zu", "Roe"),
        ("Per {Brinch Hansen}", "Per", "", "Brinch Hansen"),
        ("{de la Mer}", "", "", "de la Mer"),
    ],
)
def test_braces_may_begin_with_particles(name: str, given: str, particle: str, family: str) -> None:
    assert parts.name_parts(name)[:3] == (given, particle, family)


@pytest.mark.parametrize(
    ("name", "particle", "family"),
    [
        ("Jean d'Alembert", "d'", "Alembert"),
        ("Jean d’Alembert", "d’", "Alembert"),
        ("Leonardo dell'Acqua", "dell'", "Acqua"),
        ("Jean {de l'Espinay}", "de l'", "Espinay"),
        ("Gerard 't Hooft", "'t", "Hooft"),
        ("Gabriele D'Annunzio", "", "D'Annunzio"),
        ("Pat O'Brien", "", "O'Brien"),
    ],
)
def test_an_elided_particle_is_one_word_with_the_family_name(
    name: str, particle: str, family: str
) -> None:
    found = parts.name_parts(name)
    assert (found.particle, found.family) == (particle, family)
    assert f"{found.given} {found.whole_family}" == name.replace("{", "").replace("}", "")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Dr. Ada Roe", "Ada Roe"),
        ("Prof. Dr. rer. nat. Ada Roe", "Ada Roe"),
        ("Dr.Ada Roe", "Ada Roe"),
        ("PD Dr. Ada Roe", "Ada Roe"),
        ("Dipl.-Ing. Ada Roe", "Ada Roe"),
        ("Roe, Prof. Ada", "Ada Roe"),
        ("Dr. Roe, Ada", "Ada Roe"),
        ("Roe, Ada (PhD)", "Ada Roe"),
        ("Roe, Ada Ph.D.", "Ada Roe"),
        ("Prof. Roe", "Prof. Roe"),
        ("DR Roe", "DR Roe"),
        ("Roe, Ms", "Ms Roe"),
        ("Roe, MS", "MS Roe"),
        ("Drew Roe", "Drew Roe"),
    ],
)
def test_titles_are_no_part_of_a_name(text: str, name: str) -> None:
    assert parts.natural_order(text) == name


@pytest.mark.parametrize("given", ["Ada van der", "Ada de", "Ada d'"])
def test_particles_after_the_given_name_belong_to_the_family_name(given: str) -> None:
    found = parts.name_parts(parts.join_name(given, "Roe"))
    assert (found.given, found.particle) == ("Ada", given.removeprefix("Ada "))
    assert found.family == "Roe"
