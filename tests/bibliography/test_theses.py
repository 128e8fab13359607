"""Theses by the words for them in many languages, and as notes describe them."""

import pytest

from app.bibliography import theses
from app.bibliography.theses import BACHELORS, DOCTORAL, MASTERS

FORMS = {
    DOCTORAL: """
        phdthesis|Ph.D. thesis|PhD diss.|Ph. D. dissertation|PhD-thesis|D.Phil. thesis|DSc thesis
        |Thesis (Ph.D.)|Doctoral dissertation|Doctor of Philosophy|MD thesis|Dissertation|Diss.
        |Doktorarbeit|Inaugural-Dissertation|Dr.-Ing. Dissertation|Thèse|Thèse de doctorat
        |Thèse d’État|Thèse de 3e cycle|Tesis doctoral|Tesis (Doctorado)|Tese (Doutorado)
        |Tese de Doutoramento|Tesi di dottorato|Proefschrift|Academisch proefschrift
        |Doctoraatsthesis|Doktorsavhandling|Ph.d.-afhandling|Doktorgradsavhandling|Väitöskirja
        |rozprawa doktorska|disertační práce|doktori disszertáció|Doktora tezi|博士論文
        """,
    MASTERS: """
        mathesis|M.Sc. Thesis|Masterarbeit|Master's dissertation|Thesis (M.A.)|MPhil thesis
        |Master of Science thesis|Magisterarbeit|Mémoire de master|Mémoire de maîtrise
        |Mémoire de M2|Tesis de maestría|Trabajo fin de máster|Dissertação (Mestrado)
        |Dissertação de mestrado|Tesi di laurea|Tesi di laurea magistrale|Masterscriptie
        |Masterproef|Doctoraalscriptie|Masteroppgave|Masteruppsats|Kandidatspeciale|Pro gradu
        |praca magisterska|Yüksek lisans tezi|硕士学位论文
        """,
    BACHELORS: """
        bathesis|Bachelor’s thesis|B.Sc. thesis|Bachelorarbeit|Tesi di laurea triennale
        |Trabajo de Fin de Grado|Trabalho de Conclusão de Curso|Bachelorscriptie|Kandidatuppsats
        |Bacheloroppgave|bakalářská práce
        """,
    "Habilitation": """
        Habilitation|Habilitationsschrift|Habilitation à diriger des recherches|HDR|Mémoire HDR
        """,
    "Licentiate thesis": "Licentiate thesis|Licentiatavhandling|Lizentiatsarbeit",
    "Candidate thesis": "candthesis",
    "Diploma thesis": "Diplomarbeit|diplomathesis|diplomová práce|Diplomityö",
}
# With what they are about, which the genre does not tell.
WITH_SUBJECT = {
    DOCTORAL: """
        Thèse de doctorat en physique|Tese (Doutorado em Física)|Doctoral Thesis in Physics
        |PhD dissertation (Physics)|Tesi di dottorato in fisica
        """,
    MASTERS: "Dissertação (Mestrado em Letras)|Tesi di laurea magistrale in Fisica",
    BACHELORS: "Licenciatura em Física",
}


def _each(forms: dict[str, str]) -> list[tuple[str, str]]:
    return [(form.strip(), genre) for genre, listed in forms.items() for form in listed.split("|")]


@pytest.mark.parametrize(("text", "genre"), _each(FORMS))
def test_kinds_of_theses_have_one_name_each(text: str, genre: str) -> None:
    assert (theses.thesis_genre(text), theses.has_subject(text)) == (genre, False)


@pytest.mark.parametrize(("text", "genre"), _each(WITH_SUBJECT))
def test_a_subject_does_not_change_the_kind_of_a_thesis(text: str, genre: str) -> None:
    assert (theses.thesis_genre(text), theses.has_subject(text)) == (genre, True)


@pytest.mark.parametrize(
    "text",
    [
        "Honours essay",
        "Thesis",
        "Tesi",
        "Science",
        "project",
        "Dissertation Abstracts",
        "PhD thesis summary",
        "PhD thesis at MIT",
        "PhD thesis in Physics, MIT",
        "These authors contributed equally",
        "Master thesis " * 20,
        "",
    ],
)
def test_other_words_are_no_kind_of_thesis(text: str) -> None:
    assert theses.thesis_genre(text) is None


@pytest.mark.parametrize(("text", "names"), [("MA", False), ("MA thesis", True), ("Report", False)])
def test_a_degree_alone_does_not_name_a_thesis(text: str, *, names: bool) -> None:
    assert theses.names_thesis(text) is names


@pytest.mark.parametrize(
    ("text", "thesis"),
    [
        ("PhD thesis, University X", (DOCTORAL, "University X", "")),
        ("Ph. D. thesis. University X, 2020.", (DOCTORAL, "University X", "2020")),
        ("Unpublished master's thesis, University X", (MASTERS, "University X", "")),
        (
            "[Doctoral dissertation, University of X, Y]",
            (DOCTORAL, "University of X, Y", ""),
        ),
        ("Thesis (Ph.D.)--University of X, 2010", (DOCTORAL, "University of X", "2010")),
        ("PhD thesis in Ocean Physics, University X", (DOCTORAL, "University X", "")),
        ("Master thesis at University X (2020)", (MASTERS, "University X", "2020")),
        ("Dissertation, Universität X", (DOCTORAL, "Universität X", "")),
        ("Thèse de doctorat, Université X", (DOCTORAL, "Université X", "")),
        ("Diplomarbeit, Universität X", ("Diploma thesis", "Universität X", "")),
        ("Thesis, University X", (None, "University X", "")),
        ("PhD thesis", (DOCTORAL, "", "")),
        (
            "PhD thesis, University X, 2020. Supervisor: Una Vo",
            (DOCTORAL, "University X", "2020", "Supervisor: Una Vo"),
        ),
        ("Thèse de doctorat de l'Université X, 2010", (DOCTORAL, "Université X", "2010")),
        ("Tese (Doutorado em Física) - Universidade X", (DOCTORAL, "Universidade X", "")),
        ("PhD thesis in Physics at X", (DOCTORAL, "X", "")),
        ("Diss. Universität X, 2001", (DOCTORAL, "Universität X", "2001")),
        ("Dissertation an der Universität X", (DOCTORAL, "Universität X", "")),
        ("Proefschrift Universiteit X", (DOCTORAL, "Universiteit X", "")),
        ("Masteroppgave, X", (MASTERS, "X", "")),
        ("Thesis in preparation", None),
        ("Based on the first author's PhD thesis, University X", None),
        ("Master, University X", None),
        ("", None),
    ],
)
def test_notes_describe_theses(text: str, thesis: tuple[str | None, ...] | None) -> None:
    found = theses.described_thesis(text)
    assert found == (None if thesis is None else (*thesis, *[""] * (4 - len(thesis))))
