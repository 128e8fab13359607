"""Symbols and accents of LaTeX packages that bibliographies use, beyond LaTeX's own.

They are those of textcomp, textgreek, upgreek, tipa and vntex, of the transliterations in
MathSciNet, of biblatex and of babel's French, as their manuals name them.
"""

import re

from app.bibliography.latex import astronomy

_GREEK = """
alpha α beta β gamma γ delta δ epsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ nu ν
xi ξ omicron ο pi π rho ρ sigma σ tau τ upsilon υ phi φ chi χ psi ψ omega ω
varepsilon ε vartheta ϑ varpi ϖ varrho ϱ varsigma ς varphi φ digamma ϝ
"""
_TEXTCOMP = """
textquotestraightbase ‚ textquotestraightdblbase „ texttwelveudash – textthreequartersemdash —
textdblhyphen = textdblhyphenchar = textzerooldstyle 0 textoneoldstyle 1 texttwooldstyle 2
textthreeoldstyle 3 textfouroldstyle 4 textfiveoldstyle 5 textsixoldstyle 6 textsevenoldstyle 7
texteightoldstyle 8 textnineoldstyle 9 textminus − textlbrackdbl ⟦ textrbrackdbl ⟧ textborn ★
textdivorced ⚮ textdied † textleaf ❧ textmarried ⚭ textgravedbl ˵ textbardbl ‖
textdollaroldstyle $ textcentoldstyle ¢ textguarani ₲ textinterrobangdown ⸘ textpilcrow ¶
textlquill ⁅ textrquill ⁆ textcopyleft 🄯 textsurd √ textperiodcentered · textlangle ⟨
textrangle ⟩ textasteriskcentered * textasciicedilla ¸ textlogicalnot ¬ textoverline ‾
textampersand & textpercent % textequals = textcentereddot · guillemetleft « guillemetright »
textnumbersign # textsharp ♯ textflat ♭ textnatural ♮ ohm Ω micro µ perthousand ‰ permil ‰
textprime ′ textdprime ″ minus − textmicro µ textdegreecelsius °C glq ‚ grq ‘ flq ‹ frq ›
"""
_LETTERS = """
textlongs ſ texthbar ħ textHbar Ħ hwithstroke ħ Hwithstroke Ħ texttbar ŧ textTbar Ŧ texttstroke ŧ
textTstroke Ŧ textcrd đ textcrh ħ textcrb ƀ textkra ĸ textthorn þ Thorn Þ texteth ð Dbar Đ dbar đ
ohorn ơ OHORN Ơ uhorn ư UHORN Ư hv ƕ textesh ʃ textEsh Ʃ ESH Ʃ textezh ʒ textEzh Ʒ textyogh ʒ
textopeno ɔ textoopen ɔ textOopen Ɔ texteopen ɛ textEopen Ɛ textreve ɘ textEreversed Ǝ
texteturned ǝ textbhook ɓ textBhook Ɓ textchook ƈ textChook Ƈ textdhook ɗ textDhook Ɗ textdtail ɖ
textDafrican Ɖ textFhook Ƒ textgammalatinsmall ɣ textGammaafrican Ɣ textIotaafrican Ɩ textkhook ƙ
textKhook Ƙ textnhookleft ɲ textNhookleft Ɲ textphook ƥ textPhook Ƥ textthook ƭ textThook Ƭ
texttretroflexhook ʈ textTretroflexhook Ʈ textvhook ʋ textVhook Ʋ textyhook ƴ textYhook Ƴ
texthtb ɓ texthtc ƈ texthtd ɗ texthtg ɠ texthth ɦ texthtk ƙ texthtp ƥ texthtq ʠ texthtt ƭ
texththeng ɧ texthtscg ʛ texthtbardotlessj ʄ textbardotlessj ɟ textbari ɨ textbarl ł textbaro ɵ
textbaru ʉ textbarglotstop ʡ textbarrevglotstop ʢ textrevglotstop ʕ textinvglotstop ʖ textbeltl ɬ
textltilde ɫ textlyoghlig ɮ textltailm ɱ textltailn ɲ textrtaild ɖ textrtaill ɭ textrtailn ɳ
textrtailr ɽ textrtails ʂ textrtailt ʈ textrtailz ʐ textctc ɕ textctj ʝ textctz ʑ textctesh ʆ
textfishhookr ɾ textlonglegr ɼ textturna ɐ textturnh ɥ textturnm ɯ textturnmrleg ɰ textturnr ɹ
textturnrrtail ɻ textturnlonglegr ɺ textturnscripta ɒ textturnt ʇ textturnv ʌ textturnw ʍ
textturny ʎ textscripta ɑ textscriptg ɡ textscriptv ʋ textscb ʙ textscg ɢ textsch ʜ textsci ɪ
textscl ʟ textscn ɴ textscoelig ɶ textscr ʀ textinvscr ʁ textscy ʏ textrevepsilon ɜ
textcloseepsilon ʚ textcloserevepsilon ɞ textrhookrevepsilon ɝ textrhookschwa ɚ textramshorns ɤ
textbullseye ʘ textstretchc ʗ textdzlig ʣ textdyoghlig ʤ texttslig ʦ textteshlig ʧ texttesh ʧ
textlengthmark ː textprimstress ˈ textsecstress ˌ
cprime ʹ cdprime ʺ Cprime ʹ Cdprime ʺ bud ʺ tprime ′ cydot · lasp ʿ rasp ʾ ayn ʿ ain ʿ hamza ʾ
"""
_PUNCTUATION = """
hyphen - hyp - nbhyphen ‑ bibrangedash – bibdatedash – bibrangessep , addcomma ,
adddot . addperiod . addcolon : addsemicolon ; addslash / isdot . bibopenparen ( bibcloseparen )
bibopenbracket [ bibclosebracket ] bibleftparen ( bibrightparen ) degre ° degres ° No N° no n°
"""


def _pairs(table: str) -> dict[str, str]:
    words = table.split()
    return dict(zip(words[::2], words[1::2], strict=True))


GREEK = {
    macro: letter
    for name, small in _pairs(_GREEK).items()
    for macro, letter in (
        (f"text{name}", small),
        (f"up{name}", small),
        (f"{name}up", small),
        (f"text{name.capitalize()}", small.upper()),
        (f"Up{name}", small.upper()),
        (f"up{name.capitalize()}", small.upper()),
        (f"{name.capitalize()}up", small.upper()),
    )
} | {"textmu": "µ", "textmugreek": "μ"}
# A space after any of these ends the macro, and is not printed.
TEXT_SYMBOLS = {
    **GREEK,
    **_pairs(_TEXTCOMP),
    **_pairs(_LETTERS),
    **_pairs(_PUNCTUATION),
    **astronomy.SYMBOLS,
    "addspace": " ",
    "addnbspace": "\u00a0",
    "addthinspace": "\u202f",
    "og": "«\u202f",
    "fg": "\u202f»",
}
ACCENTS = {
    "h": "\u0309",
    "G": "\u030f",
    "U": "\u030e",
    "cflex": "\u0302",
    "cfac": "\u0302\u0301",
    "cfgrv": "\u0302\u0300",
    "cftil": "\u0302\u0303",
    "cfudot": "\u0323\u0302",
    "ocirc": "\u030a",
    "polhk": "\u0328",
    "soft": "\u030c",
    "udot": "\u0323",
    "dudot": "\u0324",
    "utilde": "\u0330",
    "uarc": "\u032e",
    "lfhook": "\u0326",
    "textcommabelow": "\u0326",
    "textcommaabove": "\u0313",
    "textrighthorn": "\u031b",
    "textsubring": "\u0325",
    "textsubbar": "\u0331",
    "textsubdot": "\u0323",
    "textsubtilde": "\u0330",
    "textsubumlaut": "\u0324",
    "textsubbreve": "\u032e",
    "textsubarch": "\u032f",
    "textsubwedge": "\u032c",
    "textsubcircum": "\u032d",
    "textsyllabic": "\u0329",
    "textogonekcentered": "\u0328",
    "textroundcap": "\u0311",
    "textdoublegrave": "\u030f",
    "textvbaraccent": "\u030d",
    "textsuperimposetilde": "\u0334",
    "texttoptiebar": "\u0361",
}
# The Latin letters that babel takes for Greek ones.
_LATIN_AS_GREEK = str.maketrans(
    "abcdefghijklmnopqrstuwxyz", "αβςδεφγηιθκλμνοπχρστυωξψζ"
) | str.maketrans("ABDEFGHIJKLMNOPQRSTUWXYZ", "ΑΒΔΕΦΓΗΙΘΚΛΜΝΟΠΧΡΣΤΥΩΞΨΖ")


def to_greek(text: str) -> str:
    """Return Greek letters for the Latin ones of babel's `\\textgreek`."""
    return re.sub(r"σ\b", "ς", text.translate(_LATIN_AS_GREEK))


# French ordinals, which are raised.
RAISED = {
    "ier": "er",
    "iers": "ers",
    "iere": "re",
    "ieres": "res",
    "ieme": "e",
    "iemes": "es",
}
