"""Converting HTML and JATS tags in the text of databases to LaTeX macros."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bibliography import csl, ris
from app.bibliography.answers import arxiv
from app.bibliography.bibtex import reader
from app.bibliography.latex import to_html
from app.bibliography.latex.html_tags import from_html, from_latex
from app.bibliography.record import Record


@pytest.mark.parametrize(
    ("markup", "source"),
    [
        ("On <i>tides</i> &amp; <b>salt</b>", r"On \emph{tides} \& \textbf{salt}"),
        ("H<sub>2</sub>O<sup>+</sup>", r"H\textsubscript{2}O\textsuperscript{+}"),
        ('<span class="nocase">TideNet</span> 2', "{TideNet} 2"),
        ('<span style="font-variant:small-caps;">Roe</span>', r"\textsc{Roe}"),
        ("<jats:sc>Roe</jats:sc>", r"\textsc{Roe}"),
        ('<a href="https://a.org">here</a>', "here"),
        (
            "<jats:title>Abstract</jats:title><jats:p>One.</jats:p>\n<jats:p>Two.</jats:p>",
            "One.\n\nTwo.",
        ),
        (
            "<jats:sec><jats:title>Aim</jats:title><jats:p>To ask.</jats:p></jats:sec>",
            "Aim\n\nTo ask.",
        ),
        ("<p>Three:<ul><li>a</li><li>b</li></ul>", "Three:\n\n• a\n\n• b"),
        ("a<br/>b", "a\n\nb"),
        ("p < 0.05 and q > 3, x<y>z", "p < 0.05 and q > 3, x<y>z"),
        ("<i>open <b>both", r"\emph{open \textbf{both}}"),
        ("</i>shut", "shut"),
        ("<p/>One.<b/>", r"One.\textbf{}"),
        ("<jats:unheard-of>kept</jats:unheard-of>", "kept"),
        ("&lt;y&gt; is said, &amp;lt;p&amp;gt;5 &lt; 6&lt;/p&gt;", "<y> is said,\n\n5 < 6"),
        ("&lt;i&gt;tides&lt;/i&gt; &lt;a href='x'&gt;a", r"\emph{tides} a"),
        ("", ""),
    ],
)
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
def test_a_formula_in_several_notations_is_read_once(markup: str, source: str) -> None:
    assert from_html(markup) == source


@given(st.text(alphabet="<>/ibsup&;l t", max_size=60))
def test_arbitrary_markup_gives_balanced_braces(markup: str) -> None:
    source = from_html(markup)
    assert source.replace(r"\{", "").replace(r"\}", "").count("{") == source.count("}")
    assert to_html(source) is not None


@pytest.mark.slow
@pytest.mark.parametrize(
    "markup",
    [
        *("<i>" * 50_000, "<" * 200_000, "<tex-math>" * 20_000, "<math>" * 30_000, "<i " * 90_000),
        *(
            "&lt;i a=" * 30_000,
            r"{\textless}i a=" * 20_000,
            "&" + "amp;" * 60_000,
            "<i a=" * 50_000,
        ),
        *("$a$<i>" * 30_000, "$<$i  " * 40_000),
    ],
)
def test_hostile_markup_is_read_in_one_pass(markup: str) -> None:
    assert len(from_html(markup)) < 2_000_000
    assert len(from_latex(markup)) < 2_000_000


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>One.</p>\n<p>Two $x<y$.</p>", "One.\n\nTwo $x<y$."),
        (
            'of <monospace>R</monospace> {\\\'E}ric <ext-link ext-link-type="uri"\n'
            ' xlink:href="http://a.org">a.org</ext-link>, 5\\%',
            r"of \texttt{R} {\'E}ric a.org, 5\%",
        ),
        (r"\<i> is no tag", r"\<i> is no tag"),
        ("<i>E. coli</i> in H<sub>2</sub>O", r"\emph{E. coli} in H\textsubscript{2}O"),
        (r"{\textless}i{\textgreater}E. coli{\textless}/i{\textgreater}", r"\emph{E. coli}"),
        (r"{$<$}jats:p{$>$}One.$\less$/jats:p$\greater$", "One."),
        ("p < 0.05 and $a<b$, x <y> z and <b and c>", "p < 0.05 and $a<b$, x <y> z and <b and c>"),
        (r"$<p>$ and \(<i>\) and \verb|<b>|", r"$<p>$ and \(<i>\) and \verb|<b>|"),
        ("$a <$ b $>$", "$a <$ b $>$"),
        ("&amp;lt;p&amp;gt;A &lt; B&amp;lt;/p&amp;gt;", "A &lt; B"),
        (r"wireless {\textless} 5", r"wireless {\textless} 5"),
        ("<i>open {A}", r"\emph{open {A}}"),
        (" two  spaces,\n\n\n no tag", " two  spaces,\n\n\n no tag"),
    ],
)
def test_tags_in_latex_are_converted_and_the_rest_is_unchanged(source: str, expected: str) -> None:
    assert from_latex(source) == expected


@given(st.text(alphabet="<>/ibsup$\\({&;l t", max_size=60))
def test_converting_tags_keeps_the_balance_of_braces(source: str) -> None:
    once = from_latex(source)
    assert once.count("{") - once.count("}") == source.count("{") - source.count("}")


ATOM = (
    '<entry xmlns="http://www.w3.org/2005/Atom"><title>On &lt;i&gt;tides&lt;/i&gt;</title>'
    "<summary>&lt;p&gt;One: x &lt;y&gt; z.&lt;/p&gt;</summary></entry>"
)
TITLE, ABSTRACT = "On <i>tides</i>", "<p>One: x <y> z.</p>"


def test_every_reader_converts_tags_alike() -> None:
    entries = [
        *reader.read_bibtex(f"@misc{{k, title = {{{TITLE}}}, abstract = {{{ABSTRACT}}}}}"),
        *ris.read(f"TY  - JOUR\nTI  - {TITLE}\nAB  - {ABSTRACT}\nER  - "),
        *csl.read(f'[{{"title": "{TITLE}", "abstract": "{ABSTRACT}"}}]'),
        *arxiv.read_arxiv(ATOM),
    ]
    found = [one.record for one in entries if isinstance(one.record, Record)]
    assert len(found) == 4
    assert {(one.title, one.abstract) for one in found} == {(r"On \emph{tides}", "One: x <y> z.")}
    assert ABSTRACT in (found[0].source or "")
