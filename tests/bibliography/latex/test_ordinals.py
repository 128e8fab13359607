"""Words that formulas raise."""

import pytest

from app.bibliography.latex import to_html, to_text


@pytest.mark.parametrize(
    ("source", "html", "text"),
    [
        ("The 2$^{nd}$ tide", "The 2<sup>nd</sup> tide", "The 2nd tide"),
        (r"$4^{\textrm{ème}}$", "4<sup>ème</sup>", "4ème"),
        (r"$4^{\rm \`eme}$", "4<sup>ème</sup>", "4ème"),
        (r"2$\mathrm{^{nd}}$", "2<sup>nd</sup>", "2nd"),
        (r"8$^{\small th}$", "8<sup>th</sup>", "8th"),
        (r"$3^\text{rd}$", "3<sup>rd</sup>", "3rd"),
        (r"5\textsuperscript{\tiny th}", "5<sup>th</sup>", "5th"),
        (r"1\textsuperscript{st}", "1<sup>st</sup>", "1st"),
        (r"19$^{\textrm{\scriptsize th}}$", "19<sup>th</sup>", "19th"),
        (r"$\mathrm{19^{th}}$ 19$\rm ^{th}$", "", "19th 19th"),
        (r"$\mathbf{x}^T$, $\mathrm{e}^{x}$", "", "xᵀ, e^x"),
        (r"2$^\mathrm{nd}$", "2<sup>nd</sup>", "2nd"),
        ("1$^{er}$, 2$^e$, 3$^{\\circ}$", "", "1er, 2e, 3°"),
        (r"\ensuremath{10^{th}}", "10<sup>th</sup>", "10th"),
        ("$n^{th}$", "<math><mi>n</mi></math><sup>th</sup>", "nth"),
        (r"$(k+1)^{\text{st}}$", "", "(k+1)st"),
        ("10^{th} and 10^th", "10<sup>th</sup> and 10<sup>th</sup>", "10th and 10th"),
        ("Salt$^{TM}$", "Salt<sup>TM</sup>", "SaltTM"),
        (r"Fe$^{\rm III}$", "Fe<sup>III</sup>", "FeIII"),
        (r"1\ier{} 2\ieme\ 3\up{e}", "1<sup>er</sup> 2<sup>e</sup> 3<sup>e</sup>", "1er 2e 3e"),
        (r"\nth{2} \nth{11}", "2<sup>nd</sup> 11<sup>th</sup>", "2nd 11th"),
        (r"3\textordfeminine", "3ª", "3ª"),
        ("$x^{ij}$, $a^e$, T$^{ij}$, 10^5, 10^{the}", "", "x^ij, a^e, T^ij, 10^5, 10^the"),
    ],
)
def test_raised_ordinals_and_words_are_words(source: str, html: str, text: str) -> None:
    assert to_text(source) == text
    assert to_html(source) == html or not html
