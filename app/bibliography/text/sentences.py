"""Where sentences end: not at the full stops of "3rd Int. Conf." or "St. Petersburg"."""

import re

_STOP = re.compile(r"(?<![^\W\d_])(?P<word>[^\W\d_]{1,40})\.(?=\s+[A-ZÀ-Þ\d(\[\"“])")
# Words in names of meetings, journals and institutions that are cut after their first letters.
_CUT = """
academy acoustical advances american analytical annals annual applied archives association
astronomical astronomy astrophysics australian automatic biennial biological biology british
bulletin canadian chemical chemistry clinical cognitive college colloquium communications
computational computer computing condensed conference congress control current department
discussions dynamics earth ecological economics educational electrical electronics engineering
environmental european evolution experimental federal frontiers general genetics geophysical german
hydrological industrial information institute institution intelligence interactions international
joint journal laboratory learning lecture letters linguistics machine management materials
mathematical mathematics mechanics medical medicine meeting methods molecular monthly national
natural networks neural neuroscience nuclear notices oceanography operations optical optics pacific
philosophical philosophy physical physics planetary plasma political proceedings processing progress
psychological psychology publications quantum quarterly reports research reviews royal sciences
scientific seminar session society software special statistical statistics studies surveys symposium
systems technical technology telescopes theoretical theory topical topics transactions universität
university université vision winter workshop
"""
# Abbreviations that leave out letters within a word, or that stand before a name or a number.
_OTHER = """
assn dept dr dt ft ges govt intl mr mrs mt mtg natl no nr prof sr st ste vol vs wksp
"""
_ABBREVIATIONS = frozenset(_OTHER.split()) | {
    word[:length] for word in _CUT.split() for length in range(2, len(word))
}


def sentences(text: str) -> list[str]:
    """Return the sentences of a text with the full stops that end them."""
    found, start = [], 0
    for stop in _STOP.finditer(text):
        word = stop["word"]
        if len(word) > 1 and not (word[0].isupper() and word.lower() in _ABBREVIATIONS):
            found.append(text[start : stop.end()])
            start = stop.end()
    return [part.strip() for part in (*found, text[start:]) if part.strip()]
