r"""Symbols of AASTeX, `aa.cls` and `mnras.cls` as their guides list them, and `\ion{Fe}{2}`."""

import re

_SYMBOLS = """
arcdeg ° degr ° arcmin ′ arcsec ″ arcmper ′ fdg °. fd ᵈ. fh ʰ. fm ᵐ. fs ˢ. fp ᵖ. farcm ′. farcs ″.
micron μm la ≲ ga ≳ sun ⊙ earth ⊕ mercury ☿ venus ♀ mars ♂ jupiter ♃ saturn ♄ uranus ♅ neptune ♆
pluto ♇ diameter ⌀ sq □ nodata ⋯ onehalf ½ onethird ⅓ twothirds ⅔ onequarter ¼ threequarters ¾
ubv UBV ubvr UBVR ubvri UBVRI loa ≲ goa ≳ sol ∼ sog ∼ lse ≲ gse ≳ Msun M⊙ msun M⊙ Lsun L⊙ lsun L⊙
Rsun R⊙ rsun R⊙ Zsun Z⊙ Mearth M⊕ Rearth R⊕ Mjup Mⱼ
"""
_words = _SYMBOLS.split()
SYMBOLS = dict(zip(_words[::2], _words[1::2], strict=True)) | {"kms": "km s⁻¹"}
# Their meaning in formulas, where relations have space around them.
IN_FORMULAS = {
    "la": r"\lesssim",
    "ga": r"\gtrsim",
    "sun": r"\odot",
    "earth": r"\oplus",
    "farcs": r"^{\prime\prime}\!\!.",
}
SIZES = frozenset({"sevensize", "sevenrm", "ninerm", "tenrm", "elevenrm", "ninesize"})
_ROMAN = """
I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI XXII XXIII XXIV XXV
"""
_STAGES = _ROMAN.split()
_MACRO = re.compile(r"\\[A-Za-z]{1,20}\s*|[{}\s]")


def ion(element: str, stage: str) -> str:
    """Return an ion as astronomers write it: "Fe II" for the stages 2, ii and II."""
    stage = _MACRO.sub("", stage)
    is_number = stage.isascii() and stage.isdigit() and 0 < int(stage[:4]) <= len(_STAGES)
    roman = _STAGES[int(stage) - 1] if is_number else stage.upper()
    return f"{_MACRO.sub('', element)} {roman}".strip()
