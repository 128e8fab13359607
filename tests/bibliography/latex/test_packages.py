"""Symbols, accents and styles of LaTeX packages."""

import pytest

from app.bibliography.latex import to_html, to_text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"{\textalpha}-salt \textbeta{} \textOmega m", "α-salt β Ωm"),
        (r"10\,\textmu m \upmu m \Updelta{}x", "10 µm μm Δx"),
        (r"a self\hyphen made sea", "a self-made sea"),
        (r"\textperiodcentered\textminus\textbardbl\textinterrobangdown", "·−‖⸘"),
        (r"\texthbar\textopeno\textesh\textschwa", "ħɔʃə"),
        (r"Gel{\cprime}fand, Gel\cprime fand, p\cdprime{}ezd", "Gelʹfand, Gelʹfand, pʺezd"),
        (r"\polhk{a} \cfac{a} \cftil{e} \soft{l} \udot{s} \lfhook{s} \ocirc{u}", "ą ấ ễ ľ ṣ ș ů"),
        (r"Sa\lasp id, Qur\rasp an, \Dbar okovi\'c", "Saʿid, Qurʾan, Đoković"),
        (r"\textcommabelow{t} \h{a} \ohorn\uhorn", "ț ả ơư"),
        (r"{\noopsort{1973b}}1973 \foreignlanguage{french}{\og a\fg{} b}", "1973 « a » b"),
        (r"\MakeUppercase{ab} \uppercase{cd} \MakeLowercase{AB} \lowercase{CD}", "AB CD ab cd"),
        (r"\MakeTextUppercase{a \NoCaseChange{pH} \'e}", "A pH É"),
        (r"a\nobreakdash-b 1\nobreakdash--2 a\slash b a\slash{}b", "a-b 1–2 a/b a/b"),
        (r"\LaTeX\xspace is, Salt\ldots{} a\textellipsis{} b", "LaTeX is, Salt… a… b"),
        (r"\mbox{a} \textnormal{b} e\/f\-g\@. \protect\emph{h}\relax", "a b efg. h"),
        (r"\texorpdfstring{$x^2$}{x squared} \selectlanguage{german}b", "x squared b"),
    ],
)
def test_symbols_and_accents_of_packages_become_unicode(source: str, text: str) -> None:
    assert to_text(source) == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"gro\ss e \o re \aa ngstr\"om", "große øre ångström"),
        (r"\copyright 2024 \S 5 \pounds 5 \textdegree C", "©2024 §5 £5 °C"),
        (r"\LaTeX{} a \copyright{} a \textdegree\ a", "LaTeX a © a ° a"),
        (r"\LaTeX is \alpha helix", "LaTeX is α helix"),
        ("\\ss\no", "ßo"),
    ],
)
def test_a_symbol_ends_at_a_space(source: str, text: str) -> None:
    assert to_text(source) == text


@pytest.mark.parametrize(
    ("source", "html"),
    [
        (r"\mkbibquote{a} \enquote*{b} \mkbibparens{c}", "“a” ‘b’ (c)"),
        (r"\mkbibemph{a} \mkbibbold{b}", "<em>a</em> <b>b</b>"),
        (
            r"$\upmu$m $\textmu$m $\uptheta_1$",
            "<math><mtext>μ</mtext></math>m "
            "<math><mtext>µ</mtext></math>m <math><msub><mtext>θ</mtext><mn>1</mn></msub></math>",
        ),
    ],
)
def test_macros_of_packages_become_html(source: str, html: str) -> None:
    assert to_html(source) == html


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"5\arcsec, 8\micron\ and 30\arcdeg", "5″, 8μm and 30°"),
        (r"10\farcs5 10\fdg5 3\arcmin", "10″.5 10°.5 3′"),
        (r"M$_\sun$ R$_\earth$ M$_\odot$", "M⊙ R⊕ M⊙"),
        (r"$\ga$5 $\la$3", "≳5 ≲3"),
        (r"\ion{Fe}{2} \ion{C}{iv} \ion{H}{\textsc{ii}}", "Fe II C IV H II"),
        (r"{\sevensize III} 10 \kms.", "III 10 km s⁻¹."),
        (r"5$^{\prime\prime}$ $5\arcsec$", "5″ 5″"),
        (r"\ce{H2O} \ch{CO2} $\ce{H2O}$ \ce{Ca(OH)2}", "H₂O CO₂ H₂O Ca(OH)₂"),
        (r"\ce{SO4^2-} \ce{Na+} \ce{^{14}C} \ce{Fe^{3+}}", "SO₄²⁻ Na⁺ ¹⁴C Fe³⁺"),
        (r"\ce{2H2 + O2 -> 2H2O} \ce{CaSO4*2H2O}", "2H₂ + O₂ → 2H₂O CaSO₄·2H₂O"),
        (r"\enquote{Salt \enquote{sea \enquote{x}}}", "“Salt ‘sea “x”’”"),
        (r"\enquote*{x \enquote{y}} \enquote{z}", "‘x “y”’ “z”"),
        (r"\glq a\grq{} 5\textmicro m 5\textdegreecelsius", "‚a‘ 5µm 5°C"),
        (r"$\upDelta$ \textgreek{logos}", "Δ λογος"),
    ],
)
def test_symbols_of_the_sciences(source: str, text: str) -> None:
    assert to_text(source) == text


def test_chemical_formulas_become_html() -> None:
    assert to_html(r"\ce{SO4^2-}") == "SO<sub>4</sub><sup>2−</sup>"
