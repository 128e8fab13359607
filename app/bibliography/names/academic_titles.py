"""Academic titles around names: "Prof. Dr. Ada Roe", "Roe, Ada (PhD)"."""

import re

# Without a period these are written with small letters, unlike initials such as "DR" and "MS".
_TITLE = (
    r"(?:(?:Univ\.-?\s?|Ao\.\s?|Assoc\.\s?|Asst\.\s?)?Prof(?:essor(?:a|in)?|\.?ssa|\.)?|Dr(?:a|s)?\.?"
    r"|Dott(?:\.ssa|\.)|Mrs?\.?|Ms\.?|Doc\.|Doz\.|Ing\.|Mag\.|Dipl\.|PD(?=\sDr)|Priv\.-Doz\.)"
    r"(?:\s?-?(?:Ing|Phys|Math|Inf|Psych|Chem|Biol|rer|nat|phil|med|vet|habil|techn|jur|iur|pol"
    r"|oec|sc|h\.\s?c|mult)\.){0,5}"
)
_BEFORE = re.compile(rf"(?:{_TITLE}(?:\s+|(?<=\.)(?=\w)))+", re.UNICODE)
_AFTER = re.compile(
    r"[\s,]{1,3}\(?(?:Ph\.?\s?D|D\.?\s?Phil|M\.?Sc|Sc\.?D|Dr\.-Ing|Dr\.)\.?\)?(?:,?\s?(?:MD|M\.D\.))?$"
)


def without_titles(name: str, *, words: int = 1) -> str:
    """Return a name, or its given part, without titles if that many words remain."""
    found = _BEFORE.match(name)
    rest = name[found.end() :] if found else name
    return rest if len(rest.split()) >= words else name


def without_degrees(given: str) -> str:
    """Return a given name without the degree after it."""
    return _AFTER.sub("", given)
