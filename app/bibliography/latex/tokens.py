"""Patterns of the tokens of LaTeX source."""

import re

from app.bibliography.text.characters import ENTITY
from app.bibliography.text.patterns import late_pattern

_MATH = "equation|align|alignat|flalign|gather|multline|eqnarray|displaymath|math|dmath"
_TABLES = r"tabular\*?|tabularx|longtable|array|minipage|multicols"
_WORD = r"""[^\\{}&$`'"~^\-\sh]|h(?!ttps?://)"""
_OPTION = r"\[[^\[\]{}]*+\]"

# An ordinal that is raised without a formula around it.
_ORDINAL = "st|nd|rd|th|er|ère|ème|ième"
# No space is just inside dollars, and no blank line between them. Before a digit, they may also be
# prices, as in "from $5 to US$10"; a formula that begins with a digit has other signs than these.
_PRICE = r"\d [^$\\^_={}<>]*+ \$ \d"
TOKEN = late_pattern(
    rf"""
    (?P<display>
        \$\$ (?P<dollars> (?: [^$\\] | \\. )++ ) \$\$
      | \\\[ (?P<brackets> (?: [^\\] | \\[^\[\]] )++ ) \\\]
      | \\begin\{{ (?P<environment> (?:{_MATH})\*? ) \}}
        (?P<body> (?: [^\\] | \\(?! (?:begin|end)\{{ (?P=environment) \}} ). )*+ )
        \\end\{{ (?P=environment) \}} )
  | (?P<inline>
        \\\( (?P<parentheses> (?: [^\\] | \\[^()] )++ ) \\\)
      | \$(?=\S)(?!{_PRICE}) (?P<dollar> (?: [^$\\\n] | \\. | \n(?!\s*\n) )++ ) (?<!\s)\$ )
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
  | (?P<raised> (?<=\d) \^ (?: \{{ (?P<ordinal>{_ORDINAL}) \}} | (?P<bare_ordinal>{_ORDINAL}) \b ) )
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
GAP = late_pattern(r"[^\S\n]*+(?:\n(?!\s*\n)[^\S\n]*+)?")
OPTIONS = late_pattern(rf"(?:{_OPTION})*")
# What can take an accent: a letter, or a macro that may be one.
ACCENTABLE = late_pattern(r"\s*+\{*+\s*+(?:[^\W\d_]|\\[A-Za-z'`^\"~=.])")
# An argument that is not text, such as a URL, a key or a colour.
RAW = late_pattern(
    rf"\s*+(?:{_OPTION}\s*+)*+\{{((?:[^{{}}\\]|\\.|\{{(?:[^{{}}\\]|\\.|\{{(?:[^{{}}\\]|\\.)*+\}})*+\}})*+)\}}",
    re.DOTALL,
)
