"""Boxes, rules and glue, whose dimensions are no text."""

import pytest

from app.bibliography.latex import to_text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"\hbox to 3pt{Salt}", "Salt"),
        (r"\hbox spread 2em{the sea}", "the sea"),
        (r"\hbox tomorrow", "tomorrow"),
        (r"\vbox to \hsize{Salt}", "Salt"),
        (r"\raise 2pt\hbox{Salt}", "Salt"),
        (r"\raise.17ex\hbox{$\scriptstyle\sim$}5", "∼5"),
        (r"\kern-.1667em Salt", "Salt"),
        (r"\hskip 1em plus 2pt minus 1pt Salt", "Salt"),
        (r"\raisebox{-.5ex}[0pt][1pt]{Salt}", "Salt"),
        (r"\makebox[3cm][l]{Salt}", "Salt"),
        (r"\parbox[t]{3cm}{the sea}", "the sea"),
        (r"\scalebox{0.8}{Salt}", "Salt"),
        (r"\resizebox{3cm}{!}{Salt}", "Salt"),
        (r"\rotatebox[origin=c]{90}{Salt}", "Salt"),
        (r"\colorbox{red}{Salt}", "Salt"),
        (r"\fcolorbox{red}{blue}{Salt}", "Salt"),
        (r"\rule{3cm}{1pt}Salt", "Salt"),
        (r"\setlength{\parindent}{0pt}Salt", "Salt"),
        (r"\fontsize{10}{12}\selectfont Salt", "Salt"),
        (r"Tide\discretionary{-}{}{}wise", "Tidewise"),
        (r"\hphantom{x}Salt", "Salt"),
        (r"$\hbox to 3pt{Salt}$", "Salt"),
        (r"{\lower.5ex\hbox{$\; \buildrel > \over \sim \;$}} 5", "≳ 5"),
        (r"\ensuremath{{\rm H}_2}", "H₂"),
        (r"\EUR{5} \nicefrac{1}{2}", "€5 1/2"),
        (r"$\GL_n(x)$", "GL_n(x)"),
    ],
)
def test_only_the_text_of_a_box_is_read(source: str, text: str) -> None:
    assert to_text(source) == text


@pytest.mark.parametrize(
    "part",
    [r"\raise ", r"\kern 1", r"\raisebox{", r"\rule{a}{", r"\ensuremath{{{", r"\hskip 1pt plus "],
)
@pytest.mark.slow
def test_hostile_dimensions_take_linear_time(part: str) -> None:
    assert len(to_text(part * (40_000 // len(part)))) <= 40_000
