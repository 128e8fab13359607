"""Macros that place text rather than say anything: boxes, rules and glue with dimensions."""

from app.bibliography.text.patterns import late_pattern

_UNIT = r"(?:true\s?)?(?:pt|mm|cm|in|ex|em|bp|pc|dd|cc|sp|mu)(?![A-Za-z])"
_NUMBER = r"(?:\d{1,6}(?:[.,]\d{0,6})?|[.,]\d{1,6})"
_LENGTH = rf"\s{{0,3}}[-+]?\s?{_NUMBER}?\s?(?:{_UNIT}|\\[A-Za-z]{{1,30}})"
_GLUE = rf"{_LENGTH}(?:\s{{1,3}}plus{_LENGTH})?(?:\s{{1,3}}minus{_LENGTH})?"
_ARGUMENT = r"\s{0,3}\{[^{}]{0,60}\}"
_OPTION = r"(?:\s{0,3}\[[^\[\]{}]{0,60}\])"
# What follows each macro and is not text; the text in a box is read as usual.
_FOLLOWING = {
    **dict.fromkeys(("hbox", "vbox", "vtop"), rf"\s{{1,3}}(?:to|spread){_LENGTH}\s?(?=\{{)"),
    **dict.fromkeys(("raise", "lower", "moveleft", "moveright"), rf"{_LENGTH}\s{{0,3}}"),
    **dict.fromkeys(("kern", "mkern", "hskip", "vskip", "mskip"), rf"{_GLUE}\s{{0,3}}"),
    "raisebox": rf"{_ARGUMENT}{_OPTION}{{0,2}}",
    **dict.fromkeys(("makebox", "framebox"), rf"{_OPTION}{{0,2}}(?=\s?\{{)"),
    "scalebox": rf"{_ARGUMENT}{_OPTION}?(?=\s?\{{)",
    "rotatebox": rf"{_OPTION}?{_ARGUMENT}(?=\s?\{{)",
    "resizebox": rf"{_ARGUMENT}{_ARGUMENT}(?=\s?\{{)",
    "colorbox": rf"{_OPTION}?{_ARGUMENT}(?=\s?\{{)",
    "fcolorbox": rf"{_ARGUMENT}{_ARGUMENT}(?=\s?\{{)",
    "parbox": rf"{_OPTION}{{0,3}}{_ARGUMENT}(?=\s?\{{)",
    "rule": rf"{_OPTION}?{_ARGUMENT}{_ARGUMENT}",
    "discretionary": rf"{_ARGUMENT}{_ARGUMENT}{_ARGUMENT}",
    **dict.fromkeys(("fontsize", "setlength", "addtolength"), rf"{_ARGUMENT}{_ARGUMENT}\s{{0,3}}"),
    **dict.fromkeys(("fontfamily", "fontseries", "fontshape"), rf"{_ARGUMENT}\s{{0,3}}"),
}
_PATTERNS = {name: late_pattern(following) for name, following in _FOLLOWING.items()}
_IN_FORMULA = late_pattern(
    rf"\\(?:(?P<box>hbox)\s{{1,3}}(?:to|spread){_LENGTH}\s?(?=\{{)"
    rf"|(?:raise|lower){_LENGTH}\s{{0,3}}(?=\\[hmv]box)|[hv]box\{{\}}|vcenter(?=\{{)|strut(?![A-Za-z]))"
)
# "Less or about" before AMS-TeX had a sign for it.
_STACKED = late_pattern(r"\\buildrel\s?([<>])\s?\\over\s?(?:\{\s?\\sim\s?\}|\\sim(?![A-Za-z]))")
_SIGNS = {"<": r"\lesssim ", ">": r"\gtrsim "}


def following_layout(name: str, source: str, position: int) -> int | None:
    """Return where the dimensions of a macro end that places text, or None."""
    pattern = _PATTERNS.get(name)
    found = pattern.match(source, position) if pattern else None
    return found.end() if found else None


def without_layout(formula: str) -> str:
    """Return a formula without the dimensions of its boxes."""
    if "box" not in formula and r"\buildrel" not in formula and r"\strut" not in formula:
        return formula
    formula = _STACKED.sub(lambda found: _SIGNS[found[1]], formula)
    return _IN_FORMULA.sub(lambda found: rf"\{found['box']}" if found["box"] else "", formula)
