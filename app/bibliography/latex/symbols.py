"""What the names of LaTeX mean outside formulas."""

import re

from pylatexenc.latex2text import get_default_latex_context_db

from app.bibliography.text.characters import ENTITY

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
    "text": "",
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
AROUND = {"footnote": (" (", ")"), "thanks": (" (", ")"), "enquote": ("“", "”")}
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

# They steer the typesetter: the first kind takes its argument along.
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
        "phantom",
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
        "hfill",
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
        "xspace",
    }
)

# TeX swallows the space after any name; after these nobody expects to see it.
LETTERS = frozenset(
    {
        "aa",
        "AA",
        "ae",
        "AE",
        "oe",
        "OE",
        "o",
        "O",
        "l",
        "L",
        "i",
        "j",
        "ss",
        "SS",
        "dh",
        "DH",
        "dj",
        "DJ",
        "ng",
        "NG",
        "th",
        "TH",
        "textquoteleft",
        "textquoteright",
        "textquotedblleft",
        "lq",
        "rq",
    }
)
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
    """The characters that a name such as `alpha` or `textdegree` stands for."""
    return _SYMBOLS.get(name)


def _tabled() -> dict[str, str]:
    specs = get_default_latex_context_db().iter_macro_specs()
    found = ((spec.macroname, spec.simplify_repl) for spec in specs)
    return {
        name: value
        for name, value in found
        if name.isalpha() and isinstance(value, str) and not set(value) & set("%<\n")
    }


_SYMBOLS = {name: value for name, value in _tabled().items() if name != "today"} | {
    "TeX": "TeX",
    "LaTeX": "LaTeX",
    "LaTeXe": "LaTeX2ε",
    "BibTeX": "BibTeX",
    "SS": "SS",
    "S": "§",
    "P": "¶",
    "pounds": "£",
    "euro": "€",
    "copyright": "©",
    "ddag": "‡",
    "degree": "°",
    "celsius": "°C",
    "checkmark": "✓",
    "lq": "‘",
    "rq": "’",
    "slash": "/",
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
}

_MATHS = "equation|align|alignat|flalign|gather|multline|eqnarray|displaymath|math|dmath"
_TABLES = r"tabular\*?|tabularx|longtable|array|minipage|multicols"
_WORD = r"""[^\\{}&$`'"~\-\sh]|h(?!ttps?://)"""
_OPTION = r"\[[^\[\]{}]*+\]"

# The dollar rule is Pandoc's: no space inside, no digit after, no blank line between.
TOKEN = re.compile(
    rf"""
    (?P<display>
        \$\$ (?P<dollars> (?: [^$\\] | \\. )++ ) \$\$
      | \\\[ (?P<brackets> (?: [^\\] | \\[^\[\]] )++ ) \\\]
      | \\begin\{{ (?P<environment> (?:{_MATHS})\*? ) \}}
        (?P<body> (?: [^\\] | \\(?! (?:begin|end)\{{ (?P=environment) \}} ). )*+ )
        \\end\{{ (?P=environment) \}} )
  | (?P<inline>
        \\\( (?P<parentheses> (?: [^\\] | \\[^()] )++ ) \\\)
      | \$(?=\S) (?P<dollar> (?: [^$\\\n] | \\. | \n(?!\s*\n) )++ ) (?<!\s)\$(?!\d) )
  | (?P<verbatim> \\verb\*? (?P<fence> [^\w\s*{{] ) (?P<typed> [^\n]{{0,200}}? ) (?P=fence) )
  | (?P<line> \\\\ \*? (?: \[ \s* -? [\d.]+ \s* [a-z]{{2}} \s* \] )? )
  | (?P<begin> \\begin \s*+ \{{ (?:
        (?:{_TABLES}) \}} (?:{_OPTION})? (?: \{{ [^{{}}]*+ \}} )*
      | (?P<opened> [^{{}}\\]*+ ) \}} (?:{_OPTION})? ) )
  | (?P<end> \\end \s*+ \{{ (?P<closed> [^{{}}\\]*+ ) \}} )
  | (?P<entity> \\? {ENTITY} )
  | (?P<macro> \\ (?P<name> [A-Za-z]++ ) (?: \*(?=[{{\[]) )? )
  | (?P<sign> \\ [^A-Za-z] )
  | (?P<stray> \\ )
  | (?P<open> \{{ )
  | (?P<close> \}} )
  | (?P<space> \s++ )
  | (?P<quote> `` | '' | ` | ' | " )
  | (?P<dash> ---? )
  | (?P<tie> ~ )
  | (?P<address> https?:// [^\s\\{{}}<>"'`]++ )
  | (?P<text> (?:{_WORD}) (?: {_WORD} | [ ](?={_WORD}) )*+ | [^\\] )
    """,
    re.VERBOSE | re.DOTALL,
)
# A space that belongs to the macro before it: a blank line does not.
GAP = re.compile(r"[^\S\n]*+(?:\n(?!\s*\n)[^\S\n]*+)?")
OPTIONS = re.compile(rf"(?:{_OPTION})*")
# What an accent can stand upon: a letter, or a macro that may be one.
ACCENTABLE = re.compile(r"\s*+\{*+\s*+(?:[^\W\d_]|\\[A-Za-z'`^\"~=.])")
# An argument that is no text: an address, a key, a colour.
RAW = re.compile(
    rf"\s*+(?:{_OPTION}\s*+)*+\{{((?:[^{{}}\\]|\\.|\{{[^{{}}\\]*+\}})*+)\}}", re.DOTALL
)
