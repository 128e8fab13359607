"""BibTeX author names, converted to natural order and back."""

import pytest

from app.bibliography.bibtex import names as bibtex_names
from app.bibliography.bibtex import reader, writer
from app.bibliography.names import names as bibliography_names
from tests.support.bibtex_entries import bibtex_record, only_entry


@pytest.mark.parametrize(
    ("raw", "spoken", "family"),
    [
        ("Ada Roe", "Ada Roe", "Roe"),
        ("Roe, Ada B.", "Ada B. Roe", "Roe"),
        ("van der Roe, Jr, Ada", "Ada van der Roe Jr", "van der Roe Jr"),
        ("Ludwig van Roe", "Ludwig van Roe", "van Roe"),
        ("Tom Roe III", "Tom Roe III", "Roe III"),
        ("Max vom Roe", "Max {vom Roe}", "vom Roe"),
        ("García Márquez, Gabriel", "Gabriel {García Márquez}", "García Márquez"),
        ("{García Márquez}, Gabriel", "Gabriel {García Márquez}", "García Márquez"),
        (r"G{\'e}nolhac, J.", "J. Génolhac", "Génolhac"),
        (r"{\O}stergaard, {\AA}se", "Åse Østergaard", "Østergaard"),
        (r"{\"o}sten Roe", "östen Roe", "Roe"),
        (r"Mu\~noz, Jo\~{a}o", "João Muñoz", "Muñoz"),
        (r"Nguy{\~{\^e}}n, V.", "V. Nguyễn", "Nguyễn"),
        ("{The Tide Team}", "{The Tide Team}", "The Tide Team"),
        (r"{Roe \& Sons}", r"{Roe \& Sons}", r"Roe \& Sons"),
        ("{Tides, Inc.}", "{Tides, Inc.}", "Tides, Inc."),
        ("Plato", "Plato", "Plato"),
        ("danah boyd", "danah boyd", "boyd"),
        ("Brinch Hansen,, Per", "Per {Brinch Hansen}", "Brinch Hansen"),
        ("Silva, Filho, Joao", "Joao {Silva} Filho", "Silva Filho"),
        ("Silva Filho, Joao", "Joao {Silva Filho}", "Silva Filho"),
        ("García Márquez, Jr, Gabriel", "Gabriel {García Márquez} Jr", "García Márquez Jr"),
        ("Roe, A., B.", "A. B. Roe", "Roe"),
        (
            "family=Solms, given=Rossouw, prefix=von, useprefix=true",
            "Rossouw von Solms",
            "von Solms",
        ),
        ("given={Jean Pierre}, given-i=JP, family=Li, suffix=Jr.", "Jean Pierre Li Jr.", "Li Jr."),
        ("family={Tide and Sons, Inc.}", "{Tide and Sons, Inc.}", "Tide and Sons, Inc."),
        ('"family=Roe, Li", given=Ada', "Ada {Roe, Li}", "Roe, Li"),
        ("family=Plato", "Plato", "Plato"),
        ("Ada Roe, PhD", "Ada {Roe} PhD", "Roe PhD"),
        ("Roe, Ada, PhD", "Ada {Roe} PhD", "Roe PhD"),
        ("Ada Roe, MD, PhD", "Ada {Roe} MD", "Roe MD"),
        ("Roe, Dr. Ada", "Ada Roe", "Roe"),
        ("Prof. Ada Roe", "Ada Roe", "Roe"),
        ("'t Hooft, Gerard", "Gerard 't Hooft", "'t Hooft"),
        ("family=Alembert, given=Jean, prefix=d'", "Jean d'Alembert", "d'Alembert"),
        ("Ada Roe, Jr.", "Ada Roe Jr.", "Roe Jr."),
    ],
)
def test_a_name_survives_a_round_trip(raw: str, spoken: str, family: str) -> None:
    assert bibtex_names.natural_form(raw) == spoken
    assert bibliography_names.parse(spoken).family == family
    written = bibtex_names.write_names([spoken])
    assert bibtex_names.natural_form(written) == spoken


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("Ada Roe and Kim Li", ["Ada Roe", "Kim Li"]),
        ("Roe, Ada\n    and\n Li,\n Kim", ["Ada Roe", "Kim Li"]),
        ("Ada Roe AND Kim Li and", ["Ada Roe", "Kim Li"]),
        ("{Tide and Wave Team} and Ada~Roe", ["{Tide and Wave Team}", "Ada Roe"]),
        ("Ada Roe, Kim Li, Bo Chen", ["Ada Roe", "Kim Li", "Bo Chen"]),
        ("Sandy Anders", ["Sandy Anders"]),
        (r"\textbf{Roe, Ada} and Li, Kim", ["Ada Roe", "Kim Li"]),
        (r"Ada Roe\textsuperscript{1,2} \and {\bf Kim Li}", ["Ada Roe", "Kim Li"]),
        ("Ada Roe, Plato, Kim Li", ["Ada Roe", "Plato", "Kim Li"]),
        ("Brinch Hansen,, Per", ["Per {Brinch Hansen}"]),
        ("family=Solms, given=Eva, prefix=von and Li, Kim", ["Eva von Solms", "Kim Li"]),
        ("useprefix=false and family=Roe, given=Ada", ["Ada Roe"]),
        ("Garc&iacute;a, J. and Li, Kim", ["J. García", "Kim Li"]),
        ("Garc&iacute;a, J.", ["J. García"]),
        (r"Roe, Ada \& Li, Kim", ["Ada Roe", "Kim Li"]),
        ("Ada Roe &amp; Kim Li", ["Ada Roe", "Kim Li"]),
        ("Salt & Sons", [r"Salt \& Sons"]),
        ("Una Vo, Ines Paz and Tom Roe", ["Una Vo", "Ines Paz", "Tom Roe"]),
        ("Una Vo, Ines Paz, Bo Ek, and Tom Roe", ["Una Vo", "Ines Paz", "Bo Ek", "Tom Roe"]),
        ("Vo, Una and Paz, Ines", ["Una Vo", "Ines Paz"]),
        ("Vo, U., Paz, I. and Roe, T.", ["U. Vo", "I. Paz", "T. Roe"]),
        ("Una Vo; Ines Paz; Tom Roe", ["Una Vo", "Ines Paz", "Tom Roe"]),
        ("Brinch Hansen, Per B. and Tom Roe", ["Per B. {Brinch Hansen}", "Tom Roe"]),
        (
            "García Márquez, Gabriel José and {NASA}",
            ["Gabriel José {García Márquez}", "{NASA}"],
        ),
        ("García Márquez, Gabriel José", ["Gabriel José {García Márquez}"]),
        ("Roe, PhD, Ada and Li, Kim", ["Ada {Roe} PhD", "Kim Li"]),
        ("Wei Wang 0001 and Wang 0002, Wei", ["Wei Wang", "Wei Wang"]),
        ("Wei~Wang~0001 and {Group 2020}", ["Wei Wang", "{Group 2020}"]),
        ("Tide Group 2020", ["Tide Group 2020"]),
        (r"Ada \O stby and \AA sa Li and \L ukasz Roe", ["Ada Østby", "Åsa Li", "Łukasz Roe"]),
        (r"Stra\ss er, \O ystein", ["Øystein Straßer"]),
        (r"\v Cech, Bo and Ada \c Ci\c cek", ["Bo Čech", "Ada Çiçek"]),
        (r"Ay\c se Y\i ld\i z and Mar\' \i a Roe", ["Ayşe Yıldız", "María Roe"]),
        (r"Ana~Mu{\~n}oz and Jo\~ao Sim\~oes", ["Ana Muñoz", "João Simões"]),
    ],
)
def test_author_lists_are_split_into_names(value: str, found: list[str]) -> None:
    (entry,) = reader.read_bibtex(f"@misc{{k, title = {{T}}, author = {{{value}}}}}")
    assert entry.record
    assert list(entry.record.authors) == found


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ("author = {Roe, Ada, ed.}", ["Ada Roe (ed.)"]),
        ("author = {Ada Roe (Ed.)}", ["Ada Roe (ed.)"]),
        ("author = {A. Roe (Hrsg.) and Kim Li}", ["Kim Li", "A. Roe (ed.)"]),
        (r"author = {A. Roe (\'ed.)}", ["A. Roe (ed.)"]),
        (r"author = {A. Roe ({\"U}bers.)}", ["A. Roe (trans.)"]),
        ("author = {Ada Roe, Kim Li (Eds.)}", ["Ada Roe (ed.)", "Kim Li (ed.)"]),
        ("author = {Ada Roe, Kim Li, Bo Ek (ed.)}", ["Ada Roe", "Kim Li", "Bo Ek (ed.)"]),
        ("editor = {Ada Roe}, editortype = {translator}", ["Ada Roe (trans.)"]),
        ("editor = {Ada Roe}, editortype = {compiler}", ["Ada Roe (ed.)"]),
        (
            "editor = {Ada Roe}, editora = {Kim Li}, editoratype = {translator},"
            " editorb = {Bo Ek}, editorbtype = {redactor}, editorc = {Jo Uhl}",
            ["Ada Roe (ed.)", "Bo Ek (ed.)", "Jo Uhl (ed.)", "Kim Li (trans.)"],
        ),
        ("editor = {Ada Roe}, editora = {Ada Roe}", ["Ada Roe (ed.)"]),
        ("author = {Wei Wang 0001 and Wei Wang 0002}", ["Wei Wang", "Wei Wang"]),
    ],
)
def test_roles_are_read_from_fields_and_from_marks(fields: str, found: list[str]) -> None:
    record = bibtex_record(fields, "book")
    said = [f"{one.name} ({one.role.mark})" if one.role.mark else one.name for one in record.people]
    assert said == found


@pytest.mark.parametrize("others", ["others", "et al."])
def test_and_others_gives_a_warning_and_is_written_again(others: str) -> None:
    value = f"Ada Roe and {others}"
    (entry,) = reader.read_bibtex(f"@misc{{k, title = {{T}}, author = {{{value}}}}}")
    assert entry.record
    assert entry.record.authors == ("Ada Roe",)
    assert entry.warnings == ("“and others”: the list of authors is incomplete",)
    assert f"author = {{{value}}}," in writer.write_bibtex([entry.record])


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Ada Roe", "Roe, Ada"),
        ("Tom van Roe Jr.", "van Roe, Jr., Tom"),
        ("Gabriel {García Márquez}", "García Márquez, Gabriel"),
        ("Ada {Roe and Li}", "{Roe and Li}, Ada"),
        ("{The Tide Team}", "{The Tide Team}"),
        ("others", "{others}"),
        ("Tom, Bo {Roe}", "{Roe}, {Tom, Bo}"),
        ("Kim AND Bo {Roe}", "{Roe}, {Kim AND Bo}"),
        ("Ada {Roe, Li} Jr.", "{Roe, Li}, Jr., Ada"),
        ("{Tides, Inc.}", "{Tides, Inc.}"),
        ("van Roe", "{van Roe}"),
    ],
)
def test_names_are_written_with_the_family_name_first(name: str, written: str) -> None:
    assert bibtex_names.write_names([name]) == written


@pytest.mark.parametrize(
    ("fields", "found", "extras"),
    [
        ("author = {Roe, Ada}, collaboration = {ATLAS}", ["Ada Roe", "{ATLAS Collaboration}"], {}),
        (
            "author = {Roe, Ada}, collaboration = {LIGO Scientific, Virgo}",
            ["Ada Roe", "{LIGO Scientific Collaboration}", "{Virgo Collaboration}"],
            {},
        ),
        (
            "author = {Roe, Ada and {ATLAS Collaboration}},"
            " collaboration = {on behalf of the ATLAS Collaboration}",
            ["Ada Roe", "{ATLAS Collaboration}"],
            {},
        ),
        (
            "author = {Roe, Ada and others}, collaboration = {Tide Team}",
            ["Ada Roe", "{Tide Team}"],
            {"author": "Roe, Ada and others", "collaboration": "Tide Team"},
        ),
        ("collaboration = {ALICE}", ["{ALICE Collaboration}"], {}),
    ],
)
def test_a_collaboration_follows_the_authors(
    fields: str, found: list[str], extras: dict[str, str]
) -> None:
    entry = only_entry(f"@article{{k, title = {{On tides}}, {fields}}}")
    assert entry.record
    assert [one.name for one in entry.record.people] == found
    assert dict(entry.extras) == extras


@pytest.mark.parametrize("value", ["Roe, A. et al.", "{A. Roe et al.}", r"Roe, A. \emph{et al.}"])
def test_an_incomplete_list_in_one_value_is_reported(value: str) -> None:
    entry = only_entry(f"@article{{k, title = {{On tides}}, author = {{{value}}}}}")
    assert entry.record
    assert [one.name for one in entry.record.people] == ["A. Roe"]
    assert entry.warnings == ("“and others”: the list of authors is incomplete",)
    assert dict(entry.extras) == {"author": value}
