"""The meanings of LaTeX macros outside formulas."""

from collections.abc import Callable

from pylatexenc.latex2text import get_default_latex_context_db

from app.bibliography.latex import astronomy, packages

STYLES = {
    "textbf": "b",
    "textit": "i",
    "textsl": "i",
    "emph": "em",
    "textsc": "small-caps",
    "texttt": "code",
    "underline": "u",
    "uline": "u",
    "textsuperscript": "sup",
    "textsubscript": "sub",
    "hbox": "",
    "mathrm": "",
    "mbox": "",
    "mkbibacro": "",
    "mkbibbold": "b",
    "mkbibemph": "em",
    "mkbibitalic": "i",
    "mkbibsubscript": "sub",
    "mkbibsuperscript": "sup",
    "asup": "sup",
    "fup": "sup",
    "romsup": "sup",
    "tsup": "sup",
    "up": "sup",
    "MakeSentenceCase": "",
    "text": "",
    "textlatin": "",
    "textmd": "",
    "textnormal": "",
    "textrm": "",
    "textsf": "",
    "textup": "",
}
SWITCHES = {
    "bf": "b",
    "bfseries": "b",
    "it": "i",
    "itshape": "i",
    "sl": "i",
    "slshape": "i",
    "em": "em",
    "sc": "small-caps",
    "scshape": "small-caps",
    "tt": "code",
    "ttfamily": "code",
}
# Macros that change the case of their argument, and the one that keeps it.
CASES: dict[str, Callable[[str], str]] = {
    **dict.fromkeys(("MakeUppercase", "MakeTextUppercase", "uppercase"), str.upper),
    **dict.fromkeys(("MakeLowercase", "MakeTextLowercase", "lowercase"), str.lower),
    "NoCaseChange": str,
    "textgreek": packages.to_greek,
}
WRAPPERS = {
    "footnote": (" (", ")"),
    "thanks": (" (", ")"),
    **dict.fromkeys(("nicefrac", "sfrac"), ("", "/")),
    **dict.fromkeys(("parens", "mkbibparens"), ("(", ")")),
    **dict.fromkeys(("brackets", "mkbibbrackets"), ("[", "]")),
    **dict.fromkeys(("foreignlanguage", "texorpdfstring"), ("", "")),
}
QUOTES = frozenset({"enquote", "foreignquote", "hyphenquote", "mkbibquote", "textquote"})
# Wrappers whose first argument, such as a language, is not printed.
SECOND_ARGUMENT = frozenset({"foreignlanguage", "foreignquote", "hyphenquote", "texorpdfstring"})
REFERENCES = frozenset(
    {
        "autocite",
        "footcite",
        "fullcite",
        "parencite",
        "textcite",
        "autoref",
        "cref",
        "Cref",
        "eqref",
        "nameref",
        "pageref",
        "ref",
    }
)
LISTS = frozenset({"itemize", "enumerate", "description", "compactitem", "compactenum"})

# Layout macros, which are dropped: the first kind together with its argument.
DROPPED_WITH_ARGUMENT = frozenset(
    {
        "bibliography",
        "bibliographystyle",
        "color",
        "hspace",
        "hypertarget",
        "includegraphics",
        "index",
        "label",
        "nocite",
        "noopsort",
        "phantom",
        "hphantom",
        "vphantom",
        "enlargethispage",
        "thispagestyle",
        "selectlanguage",
        "setcounter",
        "setlength",
        "textcolor",
        "vspace",
    }
)
DROPPED = frozenset(
    {
        "allowbreak",
        "bigskip",
        "centering",
        "clearpage",
        "displaystyle",
        "hfil",
        "hfill",
        "hss",
        "leavevmode",
        "selectfont",
        "strut",
        "vfil",
        "ignorespaces",
        "footnotesize",
        "huge",
        "Huge",
        "large",
        "Large",
        "LARGE",
        "left",
        "linebreak",
        "maketitle",
        "mdseries",
        "medskip",
        "newpage",
        "nobreak",
        "nobreakdash",
        "noindent",
        "nolinebreak",
        "normalfont",
        "normalsize",
        "null",
        "pagebreak",
        "protect",
        "raggedright",
        "relax",
        "right",
        "rm",
        "rmfamily",
        "scriptsize",
        "sf",
        "sffamily",
        "small",
        "smallskip",
        "textstyle",
        "tiny",
        "unskip",
        "upshape",
        "vfill",
        "boldmath",
        "unboldmath",
        "greektext",
        "negthinspace",
        "nocorr",
        "string",
        *astronomy.SIZES,
    }
)

# TeX ignores the space after any macro; that after logos and those for formulas is kept, since
# people forget the rule for the former and write the latter in texts that TeX has never seen.
_IN_TEXT = """
aa AA ae AE oe OE o O l L i j ss SS dh DH dj DJ ng NG th TH ij IJ lq rq S P pounds copyright
dag ddag dots ldots slash euro degree celsius checkmark glqq grqq flqq frqq
"""
_TEXT_NAMES = frozenset(_IN_TEXT.split())
_TEXT_BEGINNINGS = ("text", "quote", "guil", "CYR", "cyr")
SIGNS = {
    ",": "\u202f",
    ";": "\u202f",
    ":": "\u202f",
    ">": "\u202f",
    "!": "",
    "-": "",
    "/": "",
    "@": "",
    "|": "‖",
}


def symbol(name: str) -> str | None:
    """Return the characters for a macro such as `alpha` or `textdegree`."""
    return _SYMBOLS.get(name)


def ends_at_space(name: str) -> bool:
    """Return whether the space after a symbol's macro is not printed."""
    return (
        name in _TEXT_NAMES
        or name in packages.TEXT_SYMBOLS
        or (name.startswith(_TEXT_BEGINNINGS) and name in _SYMBOLS)
    )


def _pylatexenc_symbols() -> dict[str, str]:
    specs = get_default_latex_context_db().iter_macro_specs()
    found = ((spec.macroname, spec.simplify_repl) for spec in specs)
    return {
        name: value
        for name, value in found
        if name.isalpha() and isinstance(value, str) and not set(value) & set("%<\n")
    }


_SYMBOLS = {name: value for name, value in _pylatexenc_symbols().items() if name != "today"} | {
    "TeX": "TeX",
    "LaTeX": "LaTeX",
    "LaTeXe": "LaTeX2ε",
    "BibTeX": "BibTeX",
    "SS": "SS",
    "S": "§",
    "P": "¶",
    "pounds": "£",
    "euro": "€",
    **dict.fromkeys(("EUR", "officialeuro", "geneuro"), "€"),
    "cmark": "✓",
    "xmark": "✗",
    "copyright": "©",
    "ddag": "‡",
    "degree": "°",
    "celsius": "°C",
    "checkmark": "✓",
    "lq": "‘",
    "rq": "’",
    "slash": "/",
    # It adds the space that ended a macro before.
    "xspace": "",
    "textbar": "|",
    "textless": "<",
    "textgreater": ">",
    "textunderscore": "_",
    "textquotedbl": '"',
    "textbraceleft": "{",
    "textbraceright": "}",
    "textasciicircum": "^",
    "glqq": "„",
    "grqq": "“",
    "flqq": "«",
    "frqq": "»",
    "space": " ",
    "quad": " ",
    "qquad": " ",
    "enspace": " ",
    "thinspace": "\u202f",
    "nobreakspace": "\u00a0",
    "cdots": "⋯",
    "langle": "⟨",
    "rangle": "⟩",
    **packages.TEXT_SYMBOLS,
}
