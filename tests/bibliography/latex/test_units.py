"""Numbers and units of siunitx."""

import pytest

from app.bibliography.latex import to_html, to_text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"\si{\km\per\second}", "km/s"),
        (r"\SI{3}{\km} deep", "3 km deep"),
        (r"\SI[per-mode=symbol]{3}{\metre\per\second\squared}", "3 m/s²"),
        (r"\qty{3e5}{\joule\per\kilo\gram\per\kelvin}", "3 × 10⁵ J kg⁻¹ K⁻¹"),
        (r"\unit{\square\metre} \si{\per\cubic\cm} \unit[3]{km}", "m² cm⁻³ 3 km"),
        (r"\si{kg.m.s^{-1}} \si{m^2/s} \SI{5}{km/s}", "kg m/s m²/s 5 km/s"),
        (r"\SI{5}{\um} \SI{5}{\micro\metre} \SI{13}{\TeV} \si{\kohm}", "5 µm 5 µm 13 TeV kΩ"),
        (r"\SI{10}{\percent} \SI{-20}{\degreeCelsius} \SI{5}{\degree}", "10% −20 °C 5°"),
        (
            r"\num{1e5} \num{1.5e-3} \num{e6} \num{.5} \num{1+-0.1}",
            "1 × 10⁵ 1.5 × 10⁻³ 10⁶ 0.5 1 ± 0.1",
        ),
        (r"\SIrange{1}{5}{\km} \numrange{1}{2} \SIlist{1;2}{\GHz}", "1–5 km 1–2 1, 2 GHz"),
        (r"\ang{30} \ang{1;2;3}", "30° 1°2′3″"),
        (r"\SI{2}{M_\odot} \si{\tide\per\second}", "2 M⊙ tide/s"),
        (r"$s = \SI{3}{\km}$ \qty(x)", "s = 3 km qty(x)"),
    ],
)
def test_numbers_and_units_become_text(source: str, text: str) -> None:
    assert to_text(source) == text


def test_a_number_keeps_to_its_unit() -> None:
    assert to_html(r"\SI{3}{\km}") == "3\u00a0km"
