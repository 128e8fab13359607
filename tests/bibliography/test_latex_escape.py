"""Plain text and HTML become LaTeX source that reads as they did."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bibliography.characters import clean
from app.bibliography.latex import to_html, to_text
from app.bibliography.latex_escape import from_html, from_text

SIGNS = "\\{}$%&#_^~`'\"-<>;*[]()|@!? \n"
PIECES = [
    *("&amp;", "&#x41;", "--", "``", "''", "https://a.org/~b_c", "5%", "AT&T", " "),
    *(r"\emph{a}", "$x$", r"\(y\)", r"\begin{a}"),
]
texts = st.one_of(
    st.text(),
    st.text(alphabet=SIGNS + "aé1hx"),
    st.lists(st.sampled_from(PIECES)).map("".join),
)


def on_one_line(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", clean(text)).split())


@given(texts)
def test_text_reads_back_as_it_was(text: str) -> None:
    assert to_text(from_text(text)) == on_one_line(text)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Plain words, (even) 3–4 of them: naïve?", "Plain words, (even) 3–4 of them: naïve?"),
        ("AT&T's 50% #1_a", r"AT\&T's 50\% \#1\_a"),
        ("costs $5 to $6", r"costs \$5 to \$6"),
        ("{a}\\b", r"\{a\}\textbackslash{}b"),
        ("~x^2", r"\textasciitilde{}x\textasciicircum{}2"),
        ("a--b ''c''", "a-{}-b '{}'c'{}'"),
        ("literally &amp;", r"literally \&{}amp;"),
        ("one\n\ntwo", "one\n\ntwo"),
    ],
)
def test_only_what_means_something_is_escaped(text: str, source: str) -> None:
    assert from_text(text) == source


@pytest.mark.parametrize(
    ("markup", "source"),
    [
        ("On <i>tides</i> &amp; <b>salt</b>", r"On \emph{tides} \& \textbf{salt}"),
        ("H<sub>2</sub>O<sup>+</sup>", r"H\textsubscript{2}O\textsuperscript{+}"),
        ('<span class="nocase">TideNet</span> 2', "{TideNet} 2"),
        ('<span style="font-variant:small-caps;">Roe</span>', r"\textsc{Roe}"),
        ("<jats:sc>Roe</jats:sc>", r"\textsc{Roe}"),
        ('<a href="https://a.org">here</a>', "here"),
        ("<jats:title>Abstract</jats:title><jats:p>One.</jats:p>\n<jats:p>Two.</jats:p>",
         "One.\n\nTwo."),
        ("<jats:sec><jats:title>Aim</jats:title><jats:p>To ask.</jats:p></jats:sec>",
         "Aim\n\nTo ask."),
        ("<p>Three:<ul><li>a</li><li>b</li></ul>", "Three:\n\n• a\n\n• b"),
        ("a<br/>b", "a\n\nb"),
        ("p < 0.05 and q > 3, x<y>z", "p < 0.05 and q > 3, x<y>z"),
        ("<i>open <b>both", r"\emph{open \textbf{both}}"),
        ("</i>shut", "shut"),
        ("<p/>One.<b/>", r"One.\textbf{}"),
        ("<jats:unheard-of>kept</jats:unheard-of>", "kept"),
        ("&lt;i&gt; is said", "<i> is said"),
        ("", ""),
    ],
)  # fmt: skip
def test_markup_becomes_macros(markup: str, source: str) -> None:
    assert from_html(markup) == source


TEX = (
    r"<jats:tex-math>\documentclass{minimal} \begin{document}$$x_1$$\end{document}</jats:tex-math>"
)
MATHML = "<mml:math><mml:msub><mml:mi>x</mml:mi><mml:mn>1</mml:mn></mml:msub></mml:math>"


@pytest.mark.parametrize(
    ("markup", "source"),
    [
        (f"at {TEX} now", "at $x_1$ now"),
        (f"<jats:alternatives>{TEX}\n{MATHML}</jats:alternatives>", "$x_1$"),
        (f"at {MATHML} now", "at x1 now"),
        ("<tex-math>{x</tex-math>", r"\{x"),
        ("<tex-math>never closed", "<tex-math>never closed"),
    ],
)
def test_a_formula_is_taken_once(markup: str, source: str) -> None:
    assert from_html(markup) == source


@given(st.text(alphabet="<>/ibsup&;l t", max_size=60))
def test_no_markup_breaks_the_source(markup: str) -> None:
    source = from_html(markup)
    assert source.replace(r"\{", "").replace(r"\}", "").count("{") == source.count("}")
    assert to_html(source) is not None


@pytest.mark.parametrize(
    "markup",
    ["<i>" * 50_000, "<" * 200_000, "<tex-math>" * 20_000, "<math>" * 30_000, "<i " * 90_000],
)
def test_hostile_markup_is_read_in_one_pass(markup: str) -> None:
    assert len(from_html(markup)) < 2_000_000
