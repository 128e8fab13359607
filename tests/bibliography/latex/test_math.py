"""Formulas: MathML for the page, Unicode for plain text."""

import pytest

from app.bibliography.latex import math, to_html, to_text

X1 = "<msub><mi>x</mi><mn>1</mn></msub>"


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("$x_1$", f"<math>{X1}</math>"),
        (r"a \(x_1\) b", f"a <math>{X1}</math> b"),
        (r"\[x_1\]", f'<math display="block">{X1}</math>'),
        ("$$x_1$$", f'<math display="block">{X1}</math>'),
        (r"\begin{equation}\label{a}x_1\end{equation}", f'<math display="block">{X1}</math>'),
        (r"\ensuremath{x_1}", f"<math>{X1}</math>"),
        ("$x_1$-space", f"<math>{X1}</math>-space"),
        ("$a &lt; b$", "<math><mi>a</mi><mo>&lt;</mo><mi>b</mi></math>"),
        (r"$\mbox{a if}$", "<math><mtext>a\u00a0if</mtext></math>"),
        ("$50%$", "<math><mn>50</mn><mi>%</mi></math>"),
        (r"$\germ g$", "<math><mi>𝔤</mi></math>"),
        (r"$\frak g$", "<math><mi>𝔤</mi></math>"),
        (r"${\germ sl}_2$", to_html(r"${\mathfrak{sl}}_2$")),
        (r"$\scr O$", to_html(r"$\mathscr O$")),
        (r"$\Bbb R$", "<math><mi>ℝ</mi></math>"),
        (r"$\cal L$", to_html(r"$\mathcal{L}$")),
        (r"$\bf x$", "<math><mi>𝐱</mi></math>"),
        (r"$\rm d$", to_html(r"$\mathrm{d}$")),
        (r"\( \)a", "a"),
    ],
)
def test_formulas_become_mathml(source: str, html: str) -> None:
    assert to_html(source) == html


@pytest.mark.parametrize("name", ["align", "align*", "gather", "eqnarray", "multline"])
def test_rows_become_a_table_without_numbers(name: str) -> None:
    html = to_html(rf"\begin{{{name}}} a \\ b \nonumber \end{{{name}}}")
    rows = "<mtr><mtd><mi>a</mi></mtd></mtr><mtr><mtd><mi>b</mi></mtd></mtr>"
    table = f'<mtable displaystyle="true" scriptlevel="0">{rows}</mtable>'
    assert html == f'<math display="block">{table}</math>'


@pytest.mark.parametrize(
    ("source", "html"),
    [
        (r"$\unheard{x}$", r"<code>\unheard{x}</code>"),
        (r"$\frac{a}{<b>$", r"<code>\frac{a}{&lt;b&gt;</code>"),
        (r"\(\href{javascript:a}{b}\)", r"<code>\href{javascript:a}{b}</code>"),
        (r"$\def\a{b}\a$", r"<code>\def\a{b}\a</code>"),
    ],
)
def test_unreadable_formulas_stay_visible(source: str, html: str) -> None:
    assert to_html(source) == html


@pytest.mark.parametrize(
    "source",
    [r"\color{red}x", r"\textsc{x}", r"\hspace{900cm}x", r"\eqref{x}", r"\text{<script>x}"],
)
def test_formulas_contain_only_mathml(source: str) -> None:
    html = math.to_mathml(source)
    assert "<math>" in html
    assert not [part for part in ("style", "span", "<a", "<s", 'em"', "id=") if part in html]


@pytest.mark.parametrize(
    "source",
    ["{" * 400 + "}" * 400, r"\bm" * 400 + " x", r"\left(" * 400 + r"\right)" * 400, "x" * 9_000],
    ids=lambda source: source[:6],
)
def test_formulas_that_would_overflow_the_converter_are_shown_as_code(source: str) -> None:
    assert math.to_mathml(source) == f"<code>{source}</code>"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("x_1", "x₁"),
        (r"\alpha", "α"),
        (r"\log p", "log p"),
        (r"\sin(x)", "sin(x)"),
        (r"O(n \log n)", "O(n log n)"),
        (r"\mathbb{R}^n", "ℝⁿ"),
        (r"\mathbf{a}\,\mathcal{O}", "a O"),
        (r"d_\text{model}", "d_model"),
        (r"x^{2k}_i", "xᵢ^(2k)"),
        (r"\sum_{i=1}^n x_i", "∑ᵢ₌₁ⁿxᵢ"),
        (r"1.5\times 10^{-3}", "1.5×10⁻³"),
        ("10{,}000", "10,000"),
        (r"\frac{1}{2}, \frac{a+b}{2n}", "1/2, (a+b)/(2n)"),
        (r"\sqrt{x}+\sqrt[3]{x+1}", "√x+³√(x+1)"),
        (r"\binom{n}{k}", "(n choose k)"),
        (r"\hat{x} \bar{y} \overline{AB} \underbrace{z}", "x̂ȳABz"),
        (r"p(x\mid y)=f'(x)", "p(x|y) = f′(x)"),
        (r"20^{\circ}C", "20°C"),
        (r"\begin{cases}a&b\\c&d\end{cases}", "{a b; c d"),
        (r"\unheard{x} \leq \{1\}", "unheard x ≤ 1"),
        ("1, \\dots, n", "1, …, n"),
        (r"a\phantom{b}c", "ac"),
    ],
)
def test_formulas_become_plain_text(source: str, text: str) -> None:
    assert math.to_text(source) == text


def test_text_around_formulas_is_kept() -> None:
    assert to_text(r"An $\epsilon$-net of \[n^2\] points") == "An ϵ-net of n² points"
