"""Organizations told from people by their names."""

import re

from app.bibliography.text.patterns import late_pattern

# Whole words and beginnings of words in the names of organizations, and joints that people lack.
_WORDS = late_pattern(
    r"""\b(?:academy|alliance|amt|authority|bank|board|bureau|cent(?:er|re|ro)|college|comit[eé]
    |company|companies|congress|conseil|council|deutsche[rs]?|fondation|forum|fund|gmbh
    |government|group|gruppe|hospital|inc|initiative|international|klinik(?:um)?|lab|league
    |librar(?:y|ies)|llc|llp|ltd|ministry|museum|nations|network|observatory|office|panel
    |parliament|partnership|plc|press|program(?:me)?|project|red\ cross|research|school
    |secretariat|service|spa|staff|standards?|statistics|statistik|studio|survey|task\ ?force|team
    |trial|trust|unit|union|verband|verein|watch|women|zentrum)s?\b
    |\b(?:academ[ij]|agenc|amnesty|assoc?ia[tcz]|ayuntamiento|bundes|collaborat|commission|committee
    |confederat|consorti|cooperati|corporat|department|d[eé]part[ea]ment|directorate|federa[tcç]
    |fondazion|forschungs|foundation|fraunhofer|funda[tcç]|gesellschaft|gobierno|gouvernement
    |governo|greenpeace|helmholtz|hochschul|institu|istitut|kommission|kungliga|laborat
    |landes(?:amt|reg)|max-planck|minist[eèé]r|organi[sz]ation|organiza[cç]|oxfam|regierung|rijks
    |secretar[ií]a|sociedad|societ|société|society|stadt\ |statistisch|stiftung|umwelt|universi)
    |\w{3}(?:gemeinschaft|gruppe|ministerium|zentrum|instituut|universit[äy]t?)\b
    |\s(?:of|for|and|on|sans|the|für|und|des|pour|&)\s|^(?:the|les)\s|^ban(?:co|ca|que)\s
    |\s(?:s\.a\.|s\.p\.a\.|a/s|e\.v\.|b\.v\.|n\.v\.)$""",
    re.IGNORECASE | re.VERBOSE,
)
# First words that are nobody's given name.
_KNOWN = late_pattern(
    r"^(?:adobe|airbus|alibaba|amazon|anthropic|astrazeneca|bayer|bioconductor|bosch|bytedance"
    r"|deepmind|eurocontrol|europol|eurostat|facebook|gartner|github|google|huawei|huggingface"
    r"|inserm|intel|interpol|microsoft|mozilla|novartis|nvidia|openai|openstreetmap|pfizer"
    r"|roche|samsung|siemens|sipri|spotify|tencent|unesco|unicef|volkswagen|wikimedia|wikipedia)\b",
    re.IGNORECASE,
)
# Acronyms in capitals, which among other words might be a family name if they were unknown.
_ACRONYMS = late_pattern(
    r"\b(?:ACM|AIAA|ANSI|ASTM|BBC|BMJ|BSI|CDC|CERN|CNN|CNRS|CSIRO|DESY|DFG|DIN|DLR|ECB|ECDC|ECMWF"
    r"|EFSA|EMA|EMBL|EPA|EPFL|ESA|ESO|ETH|ETSI|EU|FAO|FDA|IAEA|IBM|IEA|IEC|IEEE|IETF|ILO|IMF|INRIA"
    r"|INSEE|INSERM|IPCC|ISO|ITU|IUCN|IUPAC|KPMG|MIT|NASA|NATO|NBER|NERC|NHS|NICE|NIH|NIST|NOAA|NSF"
    r"|NVIDIA|OECD|OPEC|OSCE|RAND|RSPB|SAP|SAS|SIAM|TNO|UBS|UK|UN|UNAIDS|UNCTAD|UNDP|UNEP|UNESCO"
    r"|UNFPA|UNHCR|UNICEF|UNIDO|USA|USAID|USDA|USGS|WHO|WIPO|WMO|WTO|WWF|W3C|[B-DF-HJ-NP-TV-XZ]{4,8})\b"
)
_COUNTRY = late_pattern(
    r" (?:Australia|Austria|Belgium|Brasil|Canada|Deutschland|Denmark|España|Europe|Finland|Italia"
    r"|Japan|Norway|Scotland|Schweiz|Sweden|Switzerland|Zealand)$"
    r"|^(?:Natural|Historic|Sport) England$"
)
_LEGAL_FORM = late_pattern(r"\w (?:AB|AG|AS|BV|KG|NV|SA|SE)$")
# "Roe AB" and "Roe A.B.", as databases write initials.
_WITH_INITIALS = late_pattern(r"\S.* (?:[A-Z]{1,3}|(?:[A-Z]\.[ -]?){1,4})$")


def is_organization(name: str) -> bool:
    """Return whether a name without a comma is of an organization rather than of a person."""
    if "," in name:
        return False
    if " " not in name and name.isupper() and name.isascii() and len(name) > 1 and name.isalnum():
        return True
    return any(form.search(name) for form in (_WORDS, _KNOWN, _ACRONYMS, _COUNTRY))


def has_legal_form(name: str) -> bool:
    """Return whether a name ends like that of a company, or with the initials of a person."""
    return _LEGAL_FORM.search(name) is not None


def ends_with_initials(name: str) -> bool:
    """Return whether a name ends with initials: "Roe AB", "Roe A.B."."""
    return _WITH_INITIALS.fullmatch(name) is not None
