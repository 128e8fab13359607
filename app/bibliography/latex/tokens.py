"""Patterns of the tokens of LaTeX source."""

import re

from app.bibliography.text.characters import ENTITY

_MATH = "equation|align|alignat|flalign|gather|multline|eqnarray|displaymath|math|dmath"
_TABLES = r"tabular\*?|tabularx|longtable|array|minipage|multicols"
_WORD = r"""[^\\{}&$`'"~\-\sh]|h(?!ttps?://)"""
_OPTION = r"\[[^\[\]{}]*+\]"

# Dollars follow Pandoc's rule: no space just inside, no digit after, no blank line between.
TOKEN = re.compile(
    rf"""
    (?P<display>
        \$\$ (?P<dollars> (?: [^$\\] | \\. )++ ) \$\$
      | \\\[ (?P<brackets> (?: [^\\] | \\[^\[\]] )++ ) \\\]
      | \\begin\{{ (?P<environment> (?:{_MATH})\*? ) \}}
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
# The space that LaTeX ignores after a macro, without a blank line.
GAP = re.compile(r"[^\S\n]*+(?:\n(?!\s*\n)[^\S\n]*+)?")
OPTIONS = re.compile(rf"(?:{_OPTION})*")
# What can take an accent: a letter, or a macro that may be one.
ACCENTABLE = re.compile(r"\s*+\{*+\s*+(?:[^\W\d_]|\\[A-Za-z'`^\"~=.])")
# An argument that is not text, such as a URL, a key or a colour.
RAW = re.compile(
    rf"\s*+(?:{_OPTION}\s*+)*+\{{((?:[^{{}}\\]|\\.|\{{[^{{}}\\]*+\}})*+)\}}", re.DOTALL
)
