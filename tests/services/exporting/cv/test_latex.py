"""The LaTeX file: balanced, escaped, with formulas kept as formulas."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from pylatexenc.latexwalker import LatexWalker
from pypdf import PdfReader

from app.bibliography import latex as bibliography_latex
from app.services.exporting.cv import content, latex, latex_text
from app.services.exporting.cv.options import parse_options
from tests.support.factories import fill, record

PEOPLE = [
    {"name": "Kim & Li_1", "level": "PhD", "role": "principal", "started_on": "2023"},
    {"level": "MSc", "role": "co", "started_on": "2020", "ended_on": "2022"},
]
LONG_DOIS = [
    f"10.1000/{'legendre-memory-units-' * 4}",
    f"10.1000/{'m' * 90}",
    f"10.1000/{'%3Cm' * 30}",
]
HOSTILE = r"50% of \{x\} #1 & $5 ^_^ ~ \input{/etc/passwd} \end{document}"


def written(app: Flask, **keys: str) -> str:
    options = parse_options({key: [value] for key, value in keys.items()})
    with app.app_context():
        cv = content.curriculum(options, "https://roe.example/~a%20b#c")
    assert cv
    return latex.write(cv).decode()


def test_a_whole_cv_is_balanced(app: Flask) -> None:
    fill(
        app,
        record(title=r"On \emph{salt} and $\alpha_1 < \beta$", authors=["Ada Roe", "Kim & Li_1"]),
        record(title="50\\% of H₂O – naïve", doi="10.1000/a_b%3Cc", year=2020),
        record(title="Plain", doi="10.1000/plain_1"),
        people=PEOPLE,
        sections=[
            {
                "kind": "awards",
                "entries": [{"what": HOSTILE, "started_on": "2019", "note": "- *one*\n- two"}],
            }
        ],
        profile={"biography": f"I *study* {HOSTILE}\n\n- one\n- two", "affiliation": HOSTILE},
    )
    for keys in ({}, {"years": "all", "style": "ieee", "paper": "letter"}):
        source = written(app, **keys)
        nodes, _, _ = LatexWalker(source, tolerant_parsing=False).get_latex_nodes()
        assert nodes
        assert source.count(r"\end{document}") == 1
        assert r"\input" not in source
        assert r"$\alpha_1 < \beta$" in source
        assert r"\emph{salt}" in source
        assert r"H\textsubscript{2}O" in source
        assert r"\href{https://doi.org/10.1000/a_b\%3Cc}{" in source
        assert r"\url{https://doi.org/10.1000/plain_1}" in written(app)
        assert r"\href{https://roe.example/~a\%20b\#c}" in source
    assert r"\years{2019}{50\% of" in source
    assert "letterpaper" in source
    assert r"\uline{K. L\_1}" in source or r"\uline{" in source
    assert r"\begin{longtable}" in source


def test_works_are_numbered_downwards(app: Flask) -> None:
    fill(app, *(record(title=f"Study {n}", year=2000 + n) for n in range(3)))
    assert re.findall(r"\\reference\{(\d+)\}", written(app)) == ["3", "2", "1"]


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co"])))
def test_text_has_no_command_and_no_open_brace(text: str) -> None:
    source = latex_text.from_text(text)
    bare = re.sub(r"\\[\\{}$%&#_^~]|\\[A-Za-z]+|\\[,'-]", "", source)
    assert not set(bare) & set("$%#&_~^\\")
    assert bare.count("{") == bare.count("}")


def test_plain_text_reads_back() -> None:
    assert bibliography_latex.to_text(latex_text.from_text("AT&T, 50% of $5_x")) == (
        "AT&T, 50% of $5_x"
    )


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        (r"x^2", "x²", "$x^2$"),
        (r"\frac{a}{b}", "a/b", r"$\frac{a}{b}$"),
        (r"\input{/etc/passwd}", "passwd", "passwd"),
        (r"\def\x{}", "x", "x"),
        (r"\ce{H2O}", "H₂O", r"H\textsubscript{2}O"),
        ("a % b", "a % b", r"a \% b"),
        ("a & b", "a & b", r"a \& b"),
        ("α", "α", r"\ensuremath{\alpha}"),
        ("≤", "≤", r"\ensuremath{\leq}"),
        ("√", "√", r"\ensuremath{\surd}"),
        ("𝜋", "𝜋", r"\ensuremath{\pi}"),
        ("ℎ", "ℎ", "h"),
        ("⊫", "⊫", "⊫"),
        ("x}{", "x", "x"),
    ],
)
def test_only_formulas_that_latex_knows_stay(source: str, text: str, expected: str) -> None:
    assert latex_text.formula(source, text) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://a.example/b_c", r"\url{https://a.example/b_c}"),
        ("https://archive.example/%20", r"\allowbreak{}/\allowbreak{}\%\allowbreak{}20}"),
        (f"https://a.example/{'x' * 31}", "x" * 15 + r"\allowbreak{}" + "x" * 15),
    ],
)
def test_a_long_address_may_break(address: str, expected: str) -> None:
    assert expected in latex_text.link(address, address)


def test_without_dates_there_is_no_column_for_them(app: Flask) -> None:
    undated = {"kind": "service", "entries": [{"what": "Editor"}]}
    dated = {
        "kind": "awards",
        "entries": [{"what": "Medal"}, {"what": "Prize", "started_on": "2020"}],
    }
    fill(app, record(), sections=[undated, dated], people=[{"name": "Kim Li", "level": "PhD"}])
    source = written(app)
    assert r"\entry{0mm}{}{Editor}" in source
    assert r"\entry{0mm}{}{Kim Li, PhD}" in source
    assert r"\years{}{Medal}" in source


@pytest.mark.skipif(not shutil.which("pdflatex"), reason="There is no LaTeX here.")
def test_pdflatex_typesets_it_whatever_letters_it_has(app: Flask, tmp_path: Path) -> None:
    words = "Łódź, Ελλάδα, Москва, שלום, سلام, 東京, ไทย, 🌊, H₂O, √2, “x”, ½, ℎ, a\u0301"
    fill(
        app,
        record(title=f"{words} and {HOSTILE}", doi="10.1000/a_b%3Cc", authors=["Ada Roe", words]),
        *(record(title=f"Salt {n}", year=2020, doi=doi) for n, doi in enumerate(LONG_DOIS)),
        sections=[{"kind": "awards", "entries": [{"what": words, "where": HOSTILE}]}],
        people=[{"name": words, "level": "PhD", "role": "principal", "started_on": "2023"}],
        profile={"biography": words, "affiliation": words},
    )
    for keys in ({}, {"years": "all", "style": "ieee"}):
        (tmp_path / "cv.tex").write_text(written(app, **keys), encoding="utf-8")
        command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "cv.tex"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=60, check=False)  # noqa: S603
        assert done.returncode == 0, done.stdout[-2_000:].decode("utf-8", "replace")
        wide = [line for line in done.stdout.splitlines() if line.startswith(b"Overfull")]
        assert wide == []
        text = PdfReader(tmp_path / "cv.pdf").pages[0].extract_text()
        assert "Awards" in text


def test_an_address_cannot_end_its_argument() -> None:
    assert latex_text.url("https://a.example/{}\\%20#x y") == (
        r"https://a.example/\%7B\%7D\%5C\%20\#xy"
    )
