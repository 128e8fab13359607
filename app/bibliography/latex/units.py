r"""Numbers and units of siunitx as text: `\SI{3}{\km\per\second}` is "3 km/s".

The names of units and prefixes are those of siunitx's manual and of the SI brochure.
"""

import re
from typing import NamedTuple

from app.bibliography.latex.symbols import symbol
from app.bibliography.text.characters import superscript
from app.bibliography.text.patterns import late_pattern

_UNITS = """
metre m meter m gram g second s ampere A kelvin K mole mol candela cd becquerel Bq coulomb C
degreeCelsius °C celsius °C farad F gray Gy hertz Hz henry H joule J katal kat lumen lm lux lx
newton N ohm Ω pascal Pa radian rad siemens S sievert Sv steradian sr tesla T volt V watt W weber Wb
astronomicalunit au bel B dalton Da day d decibel dB degree ° electronvolt eV hectare ha hour h
litre l liter L arcminute ′ arcsecond ″ minute min neper Np tonne t percent % angstrom Å barn b
bar bar mmHg mmHg nauticalmile M knot kn atomicmassunit u parsec pc lightyear ly byte B bit bit
year yr gauss G erg erg dyne dyn jansky Jy molar M permille ‰ atmosphere atm calorie cal pixel px
kilogram kg kWh kWh Ohm Ω
"""
_PREFIXES = """
quecto q ronto r yocto y zepto z atto a femto f pico p nano n micro µ milli m centi c deci d deca da
deka da hecto h kilo k mega M giga G tera T peta P exa E zetta Z yotta Y ronna R quetta Q kibi Ki
mebi Mi gibi Gi tebi Ti
"""
# Abbreviations such as `\km` and `\uA`, of these units with any prefix.
_ABBREVIATION = late_pattern(
    r"(?P<prefix>[yzafpnumcdhkMGTPE]?)"
    r"(?P<unit>mol|Hz|Pa|eV|bar|pc|Jy|yr|ohm|bit|byte|dB|min|rad|Wb|Bq|Gy|Sv|l|L|m|g|s|A|N|V|W|J|K|F|H"
    r"|C|T|S|B|b|d|h)"
)
_POWERS = {"squared": "2", "cubed": "3", "square": "2", "cubic": "3"}
_ARGUMENT = r"\s{0,3}\{((?:[^{}]|\{[^{}]{0,80}\}){0,300})\}"
_ONE, _TWO, _THREE = (late_pattern(_ARGUMENT * count) for count in (1, 2, 3))
_OPTIONS = late_pattern(r"\s{0,3}\[([^\[\]]{0,200})\]")
_FORMS = {
    **dict.fromkeys(("si", "unit", "num", "ang", "numlist"), _ONE),
    **dict.fromkeys(("SI", "qty", "numrange", "SIlist", "qtylist"), _TWO),
    **dict.fromkeys(("SIrange", "qtyrange"), _THREE),
}
_IN_FORMULA = late_pattern(rf"\\({'|'.join(sorted(_FORMS, reverse=True))})(?![A-Za-z])")
_TOKEN = late_pattern(
    r"\\(?P<raised>tothe|raiseto)\s{0,3}\{(?P<power>[^{}]{0,20})\}|\\(?P<name>[A-Za-z]{1,40})"
    r"|\^\s{0,3}\{?(?P<exponent>[-−+]?\d{1,10})\}?|(?P<slash>/)|(?P<gap>[.~\s]|\\.)"
    r"|(?P<text>[^\\^/.~\s{}]{1,40})|[{}]"
)
_EXPONENT = late_pattern(r"(?P<base>.*?)\s*[eEdD]\s*(?P<power>[+-]?\d{1,6})\s*")
_DECIMAL = late_pattern(r"(?<!\d)\.(?=\d)")


class Quantity(NamedTuple):
    """A number with its unit in words, and where it ends in the source."""

    text: str
    end: int


class _Part(NamedTuple):
    """A unit with its power, "" for the first one."""

    symbol: str
    power: str


def _pairs(table: str) -> dict[str, str]:
    words = table.split()
    return dict(zip(words[::2], words[1::2], strict=True))


_SYMBOLS, _PREFIX_SYMBOLS = _pairs(_UNITS), _pairs(_PREFIXES)


def read_quantity(name: str, source: str, position: int) -> Quantity | None:
    """Return what a macro of siunitx with its arguments says, or None for any other macro."""
    if name not in _FORMS:
        return None
    options = _OPTIONS.match(source, position)
    arguments = _FORMS[name].match(source, options.end() if options else position)
    if not arguments:
        return None
    given = [text.strip() for text in arguments.groups()]
    # The macro `\unit` of an older package has the number in brackets.
    if name == "unit" and options and "=" not in options[1]:
        name, given = "SI", [options[1], *given]
    return Quantity(_in_words(name, given), arguments.end())


def in_formula(formula: str) -> str:
    """Return a formula with its numbers and units as text."""
    parts, written = [], 0
    for macro in _IN_FORMULA.finditer(formula):
        quantity = read_quantity(macro[1], formula, macro.end())
        if quantity and macro.start() >= written:
            said = quantity.text.replace("%", r"\%")
            parts += [formula[written : macro.start()], rf"\text{{{said}}}"]
            written = quantity.end
    return "".join([*parts, formula[written:]])


def _in_words(name: str, given: list[str]) -> str:
    if name in ("si", "unit"):
        return _unit(given[0])
    if name == "ang":
        angles = zip(given[0].split(";"), "°′″", strict=False)
        return "".join(f"{_number(text)}{sign}" for text, sign in angles if text.strip())
    if name.startswith("num"):
        numbers, unit = given, ""
    else:
        numbers, unit = given[:-1], _unit(given[-1])
    each = [_number(text) for text in ";".join(numbers).split(";")]
    number = ("–" if name.endswith("range") else ", ").join(each)
    gap = "" if unit[:1] in "°%′″" and len(unit) < 2 else "\u00a0"
    return f"{number}{gap}{unit}"


def _number(text: str) -> str:
    """Return a number such as "1.5e-3" or "2 +- 1" as people write it."""
    text = re.sub(r"\\pm(?![A-Za-z])|\+-|\+/-", " ± ", text.strip("{} "))
    text = re.sub(r"(?<=[\d.])\s*(?:x|\\times)\s*(?=\d)", " × ", text)
    found = _EXPONENT.fullmatch(text)
    base = _DECIMAL.sub("0.", " ".join((found["base"] if found else text).split()))
    base = base.replace("-", "−").replace("{", "").replace("}", "")
    if not found:
        return base
    power = superscript(found["power"].removeprefix("+")) or ""
    return f"{base} × 10{power}" if base else f"10{power}"


def _unit(source: str) -> str:
    parts = list(_parts(source))
    below = [part for part in parts if part.power.startswith("-")]
    above = [part for part in parts if not part.power.startswith("-")]
    if len(below) == 1 and above:
        return f"{_product(above)}/{_product([below[0]._replace(power=below[0].power[1:])])}"
    return _product(parts)


def _product(parts: list[_Part]) -> str:
    return "\u00a0".join(
        part.symbol + (superscript(part.power) or f"^{part.power}" if part.power != "1" else "")
        for part in parts
    )


def _parts(source: str) -> list[_Part]:
    found: list[_Part] = []
    prefix, sign, power = "", "", "1"
    for token in _TOKEN.finditer(source):
        name = token["name"]
        given = token["power"] if token["raised"] else token["exponent"]
        suffix = _POWERS.get(name) if name in ("squared", "cubed") else given
        if token["slash"] or name == "per":
            sign = "-"
        elif suffix and token["raised"] != "raiseto":
            found[-1:] = [_raised(part, suffix) for part in found[-1:]]
        elif suffix or name in _POWERS:
            power = suffix or _POWERS[name]
        elif name in _PREFIX_SYMBOLS:
            prefix += _PREFIX_SYMBOLS[name]
        elif (token["text"] or "").endswith("_"):
            prefix += token["text"].strip("_")
        elif written := _symbol(name) if name else token["text"]:
            found.append(_Part(prefix + written, f"{sign}{power}"))
            prefix, sign, power = "", "", "1"
    return found


def _raised(part: _Part, power: str) -> _Part:
    """Return the part with a power, whose sign changes below a fraction."""
    if part.power.startswith("-"):
        return part._replace(power=power[1:] if power.startswith("-") else f"-{power}")
    return part._replace(power=power.replace("−", "-"))


def _symbol(name: str) -> str:
    if name in _SYMBOLS:
        return _SYMBOLS[name]
    short = _ABBREVIATION.fullmatch(name)
    if not short:
        return symbol(name) or name
    return short["prefix"].replace("u", "µ") + short["unit"].replace("ohm", "Ω")
