"""What people add to names in lists of their own: styles, marks of footnotes, and "et al."."""

import re
from dataclasses import dataclass

from app.bibliography.latex import html_tags, to_text
from app.bibliography.latex.accents import ACCENTS
from app.bibliography.latex.symbols import CASES, DROPPED_WITH_ARGUMENT, SWITCHES, symbol
from app.bibliography.messages import message
from app.bibliography.names import organizations
from app.bibliography.record import ContributorRole
from app.bibliography.text.patterns import late_pattern

INCOMPLETE = {
    ContributorRole.AUTHOR: message("“and others”: the list of authors is incomplete"),
    ContributorRole.EDITOR: message("“and others”: the list of editors is incomplete"),
    ContributorRole.TRANSLATOR: message("“and others”: the list of translators is incomplete"),
}
_SIGN = r"[*∗†‡§¶⁰¹²³⁴⁵⁶⁷⁸⁹]"
_SIGNS = late_pattern(rf"{_SIGN}+(?:,\s?{_SIGN}+)*")
_ARGUMENT = r"\s{0,3}(?:\[[^\[\]{}]{0,100}\])?\{(?:[^{}]|\{[^{}]{0,500}\}){0,1000}\}"
_SYMBOL = (
    r"\\(?:text)?(?:d?dag(?:ger|gerdbl)?|ast(?:eriskcentered)?|star|sharp|bullet|circ|diamond"
    r"|natural|flat|parallel|section|paragraph|[SP])(?![A-Za-z])\s?(?:\{\})?"
)
# A raised letter may be part of a name: "M\textsuperscript{c}Donald", "M.\textsuperscript{a}".
_MARK = rf"""
    (?:(?!(?:(?<=M)|(?<=M\.))\\textsuperscript\{{[ao]\}})
        (?:\\(?:textsuperscript|mkbibsuperscript|asup){_ARGUMENT}
        |\$(?:\s|\{{\}}){{0,3}}\^[^$]{{1,60}}\$
        |(?<!\\)\^(?:\{{[^{{}}]{{1,20}}\}}|[\d*†‡]))(?![^\W\d_])
    |\\(?:thanks|footnote(?:mark|text)?|inst|corref|fnref|tnoteref|authormark|IEEEauthorrefmark
        |IEEEmembership|orcid\w{{0,20}}|aff(?:il)?\w{{0,20}}){_ARGUMENT}
    |\\footnotemark(?![A-Za-z])(?:\[[^\[\]{{}}]{{0,20}}\])?
    |\$(?:[\s*,\d∗†‡§¶]|{_SYMBOL}){{1,20}}\$
    |{_SYMBOL}
    |\\?{_SIGN})
"""
_MARKS = late_pattern(rf"\{{{_MARK}\}}|{_MARK}(?:,?\s?{_MARK}){{0,20}}", re.VERBOSE)
_HAS_MARKUP = late_pattern(rf"\\[A-Za-z]{{2}}|[$^<]|less|{_SIGN}")
_TAGS = late_pattern(
    r"<sup>[^<]{0,30}</sup>(?![^\W\d_])|</?(?:b|em|i|span|strong|u)(?:\s[^<>]{0,100})?>",
    re.IGNORECASE,
)
_AND = late_pattern(r"\\and(?![A-Za-z])(?:\{\})?", re.IGNORECASE)
_ITALIC_OTHERS = late_pattern(
    r"(?:\\(?:emph|textit|textsl)\{|\{\\(?:em|it|sl|itshape)\s{1,3})(et[\s~]{1,3}al\.?)\}", re.I
)
# The end of an incomplete list, in one value with its last name.
_OTHERS = late_pattern(
    r"(?:^|(?<=[^\s,;&{]))[\s,;&{]{0,5}(?:(?:^|(?<=[\s,;&{]))(?:(?:and\s|&\s?)?et[\s~]?\.?[\s~]?al"
    r"(?:ii|iae|ia)?|(?:and\s)?(?:\d{1,5}\s)?others|(?:and\s)?\d{1,5}\smore|and\s(?:colleagues|coworkers|co-workers))"
    r"|\[?(?:\.\.\.|…)\]?|\\l?dots(?:\{\})?)[\s.}]{0,5}$",
    re.IGNORECASE,
)
_STYLES = {*SWITCHES, "rm", "rmfamily", "sf", "sffamily", "normalfont", "upshape", "mdseries"}
_TOKEN = late_pattern(
    r"(?:\\color\s{0,3}\{[^{}]{0,60}\}|\\(?:SWITCHES)(?![A-Za-z]))(?P<switch>)\s*"
    r"|\\(?P<macro>[A-Za-z]{2,40})\*?\s{0,3}(?:\[[^\[\]{}]{0,100}\])?\{|\\.|[{}]".replace(
        "SWITCHES", "|".join(sorted(_STYLES))
    ),
    re.DOTALL,
)
_BEFORE = late_pattern(r"(?:^|[,;&{]|(?:^|[\s~}])and)[\s~]*$", re.IGNORECASE)
_AFTER = late_pattern(r"[\s~]*\.?[\s~]*(?:\Z|[,;&}]|\\&)|[\s~]+and\b", re.IGNORECASE)
_NO_STYLES = {*ACCENTS, *CASES, *DROPPED_WITH_ARGUMENT, "ensuremath", "nth", "path", "url"} - {
    "textcolor"
}


@dataclass(slots=True)
class _Group:
    """A group in braces: where it begins with its macro, and where its content does."""

    start: int
    content: int
    is_styled: bool
    # Where a styled group within it ends, if it begins with one.
    inner_end: int = 0


def undressed(source: str) -> str:
    """Return a list of names in LaTeX source without styles of whole names and without marks."""
    if not _HAS_MARKUP.search(source):
        return source
    source = html_tags.from_latex(_AND.sub(" and ", source))
    return _unstyled(_MARKS.sub("", _ITALIC_OTHERS.sub(r"\1", source)))


def without_signs(name: str) -> str:
    """Return a plain name without styles and signs: "Roe*, Ada", "<b>Ada Roe</b>¹"."""
    return _SIGNS.sub("", _TAGS.sub("", name)).strip() or name


def without_others(name: str) -> str:
    """Return a name, or several in one value, without an "et al." at its end."""
    found = _OTHERS.search(name, max(0, len(name) - 40))
    if not found:
        return name
    kept = name[: found.start()]
    return kept.removeprefix("{") if kept.count("{") > kept.count("}") else kept


def _unstyled(source: str) -> str:
    """Return the source without the macros and braces of groups that are whole names."""
    removed: list[tuple[int, int]] = []
    opened: list[_Group] = []
    argument = (-1, 0)
    for token in _TOKEN.finditer(source):
        text = token[0]
        if token["switch"] is not None:
            if opened and opened[-1].content == token.start():
                opened[-1].content, opened[-1].is_styled = token.end(), True
            elif not opened:
                removed.append(token.span())
        elif text == "}" and opened:
            group = opened.pop()
            if _is_whole_name(source, group, token.start()):
                removed += [(group.start, group.content), (token.start(), token.end())]
                if opened and opened[-1].content == group.start:
                    opened[-1].inner_end = token.end()
            # The last argument of a macro is the text: `\textcolor{red}{Ada Roe}`.
            argument = (token.end(), group.start) if group.is_styled else argument
        elif text.endswith("{"):
            follows = text == "{" and argument[0] == token.start()
            start = argument[1] if follows else token.start()
            opened.append(_Group(start, token.end(), follows or _is_style(token["macro"])))
    return _without(source, removed)


def _is_style(macro: str | None) -> bool:
    """Return whether a macro sets the style of its argument; unknown ones may: `\\myname{…}`."""
    return bool(macro) and macro not in _NO_STYLES and symbol(macro or "") is None


def _is_whole_name(source: str, group: _Group, end: int) -> bool:
    if not group.is_styled and group.inner_end != end:
        return False
    if not _BEFORE.search(source, max(0, group.start - 12), group.start):
        return False
    if not _AFTER.match(source, end + 1):
        return False
    content = to_text(source[group.content : end][:200])
    is_list = "," in content or " and " in content
    return bool(content) and (is_list or not organizations.is_organization(content))


def _without(source: str, spans: list[tuple[int, int]]) -> str:
    kept, position = [], 0
    for start, end in sorted(spans):
        kept.append(source[position:start])
        position = max(position, end)
    return "".join([*kept, source[position:]])
