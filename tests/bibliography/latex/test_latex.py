"""Converting LaTeX titles and abstracts to safe HTML and plain text."""

from html.parser import HTMLParser
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.bibliography import latex
from app.bibliography.latex import to_html, to_text
from app.bibliography.latex.math import ATTRIBUTES, TAGS
from app.bibliography.latex.reader import Reader
from app.bibliography.text.characters import clean
from app.bibliography.text.pieces import Text, tidy

ELEMENTS = {"a", "b", "i", "em", "code", "u", "sub", "sup", "span", "br"} | TAGS
ALLOWED = {"a": {"href", "rel"}, "span": {"class"}}


@pytest.mark.parametrize(
    ("source", "html"),
    [
        (r"\textsc{Gadget}", '<span class="small-caps">Gadget</span>'),
        (r"\textbf{a} \textit{b} \emph{c}", "<b>a</b> <i>b</i> <em>c</em>"),
        (r"\texttt{a_b} \underline{c}", "<code>a_b</code> <u>c</u>"),
        (r"10\textsuperscript{5} H\textsubscript{2}O", "10<sup>5</sup> H<sub>2</sub>O"),
        (r"{\bf a} b {\em c} {\it d}", "<b>a</b> b <em>c</em> <i>d</i>"),
        (r"{\sc a} b", '<span class="small-caps">a</span> b'),
        (r"a {\bf b {\it c} d} e", "a <b>b <i>c</i> d</b> e"),
        (r"\textbf{a \emph{b} {{c}}} d", "<b>a <em>b</em> c</b> d"),
        (r"\textbf{a\textbf{b}}", "<b>ab</b>"),
        (r"\textbf x y", "<b>x</b> y"),
        (r"a\emph{ b }c\textbf{}", "a <em>b</em> c"),
        (r"\verb|\a_b|", r"<code>\a_b</code>"),
    ],
)
def test_styles_become_html_tags(source: str, html: str) -> None:
    assert to_html(source) == html


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"\'e \'{e} {\'e} \' e", "é é é é"),
        (r"\"o \`a \^o \~n \=a \.z", "ö à ô ñ ā ż"),
        (r"\c{c} \c c \v{s} \H{o} \k{a} \r{u} \u{g} \d{t}", "ç ç š ő ą ů ğ ṭ"),
        (r"\aa, \AA, \o, \O, \ss, \ae, \oe, \l, \L", "å, Å, ø, Ø, ß, æ, œ, ł, Ł"),
        (r"{\i} \'\i, \'{\i} \"{\i}", "ı í, í ï"),
        (r"S\o rensen, {\L}ukasz, na\"ive, G{\"o}del", "Sørensen, Łukasz, naïve, Gödel"),
        (r"Nguy{\~{\^e}}n Th\'{\^e}, n\'{\"u}, \d{\^o} \^{\d o}", "Nguyễn Thế, nǘ, ộ ộ"),
        (r"\'{\emph{e}} x\^3 \~{}", "é x^3 ~"),
        ("Zoë 東京 Łódź", "Zoë 東京 Łódź"),
        ("e\u0301", "é"),
    ],
)
def test_accents_become_unicode(source: str, text: str) -> None:
    assert to_text(source) == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"Salt at $z\sim$6, $-$50 dB and $>$3 seas", "Salt at z ∼6, −50 dB and >3 seas"),
        ("$x_1$2, $1+1=2$3", "x₁2, 1+1 = 23"),
        ("from $5 to US$10", "from $5 to US$10"),
        ("$5,000-$10,000", "$5,000-$10,000"),
    ],
)
def test_dollars_before_a_digit_close_formulas_but_not_prices(source: str, text: str) -> None:
    assert to_text(source) == text


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("``a'' `b'", "“a” ‘b’"),
        ('``bottom-up" and ``top-down"', "“bottom-up” and “top-down”"),
        ('"a" don\'t', '"a" don\'t'),
        ("`don't stop' it's", "‘don’t stop’ it's"),
        ("1--2 a---b well-known", "1–2 a—b well-known"),
        ("Figure~3, about ~5", "Figure\u00a03, about ~5"),
        (r"a\,b\ c\-d", "a\u202fb cd"),
        (r"a\ldots b \dots{} c", "a…b … c"),
        (r"\% \& \# \_ \$ \{ \}", "% &amp; # _ $ { }"),
        (r"a\textbackslash b a\textbackslash{} b", "a\\b a\\ b"),
        (r"\LaTeX is \TeX{} now", "LaTeX is TeX now"),
        (r"5\textdegree\ \alpha helix", "5° α helix"),
        ("AT&T C# snake_case 10^5 by 50% on", "AT&amp;T C# snake_case 10^5 by 50% on"),
        (r"a\\% b", "a<br>% b"),
        ("<script>a</script> 1 < 2", "&lt;script&gt;a&lt;/script&gt; 1 &lt; 2"),
        ("a &amp; b &lt;i&gt; &eacute;", "a &amp; b &lt;i&gt; é"),
        (r"&amp;lt;p&amp;gt; \&amp; &nonsense;", "&lt;p&gt; &amp; &amp;nonsense;"),
        ("a\x00b\x07c\u202ed\u2066e\ud800", "abcde\ufffd"),
        ("a&#x202e;b", "ab"),
    ],
)
def test_special_characters_become_html(source: str, html: str) -> None:
    assert to_html(source) == html


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("a\nb", "a b"),
        ("\n\na\n \nb\n\n", "a<br><br>b"),
        (r"a\par b\\c\newline d", "a<br><br>b<br>c<br>d"),
        (r"a \\[2pt] b\\", "a<br>b"),
        (r"\begin{itemize}\item a \item b\end{itemize} c", "• a<br>• b<br>c"),
        (r"\item a \item b", "• a<br>• b"),
        (r"a \begin{box}[t]b\end{box} c", "a b c"),
        (r"\begin{tabular}{ll}a & b\end{tabular}", "a &amp; b"),
        (r"a \begin{quote} b", "a b"),
        (r"a \end{quote} b \begin c", "a b begin c"),
        ("} a {b {c } d", "a b c d"),
        ("a}b{c", "abc"),
        ("a\\", "a"),
    ],
)
def test_paragraphs_lists_and_environments_become_html(source: str, html: str) -> None:
    assert to_html(source) == html


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"\cite{a} \citep[see][p. 3]{b,c} \citet{d} \ref{e}", "[a] [b, c] [d] [e]"),
        (r"a\label{b} c", "a c"),
        (r"word\footnote{a \emph{note}}.", "word (a note)."),
        (r"\pkg{lme4} \tool[x]{a}{b}", "lme4 a b"),
        (r"\MyTool is \MyTool{} too", "MyTool is MyTool too"),
        (r"\textcolor{red}{a}\vspace{2em} \noindent b", "a b"),
    ],
)
def test_macros_become_text(source: str, text: str) -> None:
    assert to_text(source) == text


def link(href: str, text: str) -> str:
    return f'<a href="{href}" rel="noopener">{text}</a>'


@pytest.mark.parametrize(
    ("source", "html"),
    [
        (r"\url{https://a.org/}", link("https://a.org/", "https://a.org/")),
        (r"\href{http://a.org}{a \emph{b}}", link("http://a.org", "a <em>b</em>")),
        (r"\href{mailto:a@b.org}{write}", link("mailto:a@b.org", "write")),
        (r"\href{https://a.org/~b_c%20d#e}{f}", link("https://a.org/~b_c%20d#e", "f")),
        (r"\href{https://a.org/\%7E\_b\#c}{f}", link("https://a.org/%7E_b#c", "f")),
        (r"\href{https://a.org/?b=1&amp;c=2}{f}", link("https://a.org/?b=1&amp;c=2", "f")),
        (r'\href{https://a.org/"b}{f}', link("https://a.org/&quot;b", "f")),
        (r"\href{https://a.org}{b \url{https://c.org}}", link("https://a.org", "b https://c.org")),
        (r"\href{javascript:alert(1)}{a}", "a"),
        (r"\url{data:text/html,a}", "data:text/html,a"),
        ("https://a.org/~b--c", "https://a.org/~b--c"),
    ],
)
def test_safe_links_become_html(source: str, html: str) -> None:
    assert to_html(source) == html


def test_links_can_be_disabled() -> None:
    assert to_html(r"\href{https://a.org}{a \emph{b}}", links=False) == "a <em>b</em>"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("costs $5 and $10 more", "costs $5 and $10 more"),
        ("$5 and $x_1$", "$5 and x₁"),
        ("$ x$ and US$ and $a $", "$ x$ and US$ and $a $"),
        ("from $10 to 20$5", "from $10 to 20$5"),
        ("$a\n\nb$", "$a b$"),
        (r"\$5$x$", "$5x"),
    ],
)
def test_dollar_signs_are_currency_or_math(source: str, text: str) -> None:
    assert to_text(source) == text


@pytest.mark.slow
@pytest.mark.parametrize(
    "source",
    [
        "{" * 10_000 + "x" + "}" * 10_000,
        r"\textbf{" * 125_000,
        r"\textbf" * 140_000,
        "$" * 1_000_000,
        r"\'{" * 100_000 + r"\textbf{}" * 80_000 + "}" * 100_000,
        r"\begin{a}" * 100_000 + r"\end{b}" * 100_000,
        r"\begin{align}\begin{gather}" * 30_000,
        r"\url{a{b}" * 100_000,
        "$" + r"\hat" * 200_000 + " x$",
    ],
    ids=lambda source: source[:16],
)
def test_hostile_input_is_converted_quickly(source: str) -> None:
    start = process_time()
    assert to_html(source).count("<b>") <= 1
    assert process_time() - start < 10


class Balance(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ELEMENTS
        assert {name for name, _ in attrs} <= ALLOWED.get(tag, ATTRIBUTES if tag in TAGS else set())
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


FRAGMENTS = [
    r"\textbf{",
    r"\emph ",
    r"{\bf ",
    r"\textsc{",
    r"\href{https://a.org}{",
    r"\url{b}",
    r"\par",
    r"\begin{itemize}",
    r"\end{itemize}",
    r"\item ",
    r"\unknown",
    r"\frac{a}{b}",
    r"\'",
    r"\c ",
    "$",
    "$$",
    r"\(",
    r"\)",
    r"\[",
    r"\]",
    r"\\",
    "x_1",
    "{",
    "}",
    "[",
    "]",
    "<b>",
    "&lt;",
    "&",
    "--",
    "``",
    "''",
    "é",
    " ",
    "7",
]
sources = st.one_of(st.text(), st.lists(st.sampled_from(FRAGMENTS), max_size=30).map("".join))


@settings(deadline=None)
@given(sources, st.booleans())
def test_html_is_balanced_and_whitelisted(source: str, links: bool) -> None:
    parser = Balance()
    parser.feed(to_html(source, links=links))
    parser.close()
    assert parser.open == []
    assert links or "<a " not in to_html(source, links=False)


@settings(deadline=None)
@given(st.lists(st.from_regex(r"[a-zA-Zäßλж中0-9]{1,12}[,.;:!?]?", fullmatch=True)))
def test_plain_words_are_unchanged(words: list[str]) -> None:
    assert to_text(" \n".join(words)) == " ".join(words)


@settings(deadline=None)
@given(sources)
def test_text_is_one_clean_line(source: str) -> None:
    text = to_text(source)
    assert text == " ".join(text.split())
    assert not {"\x00", "\n", "\u202e"} & set(text)


@given(st.text("aZ1.,:;()?!/[]=+*@|\"-' ", max_size=12))
@settings(max_examples=2_000)
def test_text_that_is_not_parsed_would_have_been_parsed_to_itself(source: str) -> None:
    if latex._PLAIN.fullmatch(source):
        assert tidy(Reader(clean(source)).read()) == [Text(source)]


@pytest.mark.parametrize("source", ["a--b", "''a''", "a ''", "-a --"])
def test_dashes_and_quotes_are_parsed(source: str) -> None:
    assert to_text(source) != source
