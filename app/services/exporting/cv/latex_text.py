"""Text, formulas and addresses as LaTeX source that nothing can break out of."""

import re
import unicodedata
from functools import cache

from app.bibliography.latex import escape, math

# Characters that pdfLaTeX has no letters for, by what it has.
SIGNS = {
    "\u00ad": r"\-",
    "\u2002": r"\enspace{}",
    "\u2003": r"\quad{}",
    "\u2009": r"\,",
    "\u200a": r"\,",
    "\u200b": "",
    "\u2010": "-",
    "\u2011": "-",
    "\u2032": r"\ensuremath{'}",
    "\u2033": r"\ensuremath{''}",
    "\u2060": "",
    "\u202f": r"\,",
    "\u2212": r"\ensuremath{-}",
    "\u221a": r"\ensuremath{\surd}",
    "\n": r"\newline ",
}
OTHERS = re.compile("[^\x00-\x7f]|\n")
GREEK = re.compile("GREEK (SMALL|CAPITAL) LETTER ([A-Z]+)")
# Those that look like Latin letters have no command.
NO_COMMAND = {"OMICRON", "LAMDA", "FINAL"}
COMMAND = re.compile(r"\\ensuremath\{(\\[A-Za-z]+)\}")
CAPITALS = {"GAMMA", "DELTA", "THETA", "XI", "PI", "SIGMA", "UPSILON", "PHI", "PSI", "OMEGA"}
# Commands of packages that few documents have; and what ends a formula or comments it out.
UNUSUAL = re.compile(
    r"\\(ce|cf|SI|si|num|qty|unit|ang|mathbbm|mathds|mathscr|germ|scr|xspace|nicefrac|em|sc"
    r"|VDash|image)\b"
    r"|[^\x20-\x7e]|(?<!\\)[%#$]"
)
# What \url prints as it is, in the argument of another command, too, and may break.
PLAIN_URL = re.compile(r"(?!.*[A-Za-z0-9-]{25})[A-Za-z0-9/:.,;?=@!+()_~&-]+")
LONG_WORD = 25
# Where others may break: after signs, and within what has none.
URL_PIECE = re.compile(r"[^\W_]{1,15}|.", re.DOTALL)
# What means something else in the address of \href.
IN_URL = {"%": r"\%", "#": r"\#", "{": r"\%7B", "}": r"\%7D", "\\": r"\%5C", "^": r"\%5E"}


def from_text(text: str) -> str:
    """Return plain text as LaTeX source."""
    return OTHERS.sub(lambda sign: _sign(sign[0]), escape.from_text(text))


def formula(source: str, text: str) -> str:
    """Return a formula, or its text if LaTeX might not typeset it."""
    has_cells = "&" in source and r"\begin" not in source
    return f"${source}$" if _is_usual(source) and not has_cells else from_text(text)


def url(address: str) -> str:
    """Return an address as the first argument of \\href."""
    visible = "".join(sign for sign in address if sign > " ")
    return "".join(IN_URL.get(sign, sign) for sign in visible)


def link(address: str, shown: str) -> str:
    """Return a link; an address that it shows, as it is or decoded, may break within a word."""
    if shown == address and PLAIN_URL.fullmatch(address):
        return rf"\url{{{address}}}"
    is_long = any(len(word) >= LONG_WORD for word in shown.split())
    pieces = URL_PIECE.findall(shown) if is_long else [shown]
    visible = r"\allowbreak{}".join(map(from_text, pieces))
    return rf"\href{{{url(address)}}}{{{visible}}}"


def _is_usual(source: str) -> bool:
    """Return whether all commands of a formula are those of LaTeX and of our packages."""
    return not UNUSUAL.search(source) and not math.to_mathml(source).startswith("<code>")


def _sign(sign: str) -> str:
    if sign in SIGNS:
        return SIGNS[sign]
    kind, _, plain = unicodedata.decomposition(sign).partition(" ")
    if kind in {"<sub>", "<super>"} and len(plain) == 4 and ord(sign) > 0xFF:
        script = "textsubscript" if kind == "<sub>" else "textsuperscript"
        return rf"\{script}{{{from_text(chr(int(plain, 16)))}}}"
    if kind == "<font>":
        # A letter of a formula, typed without one.
        return from_text(unicodedata.normalize("NFKC", sign))
    return _greek(sign) or _operators().get(ord(sign), sign)


def _greek(sign: str) -> str:
    found = GREEK.fullmatch(unicodedata.name(sign, ""))
    if not found or found[2] in NO_COMMAND:
        return ""
    if found[1] == "SMALL":
        return rf"\ensuremath{{\{found[2].lower()}}}"
    return rf"\ensuremath{{\{found[2].capitalize()}}}" if found[2] in CAPITALS else ""


@cache
def _operators() -> dict[int, str]:
    """Return the commands of mathematical signs, such as "≤"."""
    # A large table, of which few files need anything.
    from pylatexenc.latexencode import get_builtin_uni2latex_dict

    found = {}
    for sign, latex in get_builtin_uni2latex_dict().items():
        command = COMMAND.fullmatch(latex)
        if command and unicodedata.category(chr(sign)) == "Sm" and _is_usual(command[1]):
            found[sign] = latex
    return found
