"""The languages of publications: their names in bibliographies, and their codes (BCP 47)."""

import re

# Names in English, in the language itself and as babel options, and codes of three letters.
_NAMES = {
    "ar": "arabic ara",
    "bg": "bulgarian bul",
    "ca": "catalan català cat",
    "cs": "czech čeština ces cze",
    "da": "danish dansk dan",
    "de": "german ngerman deutsch germanb deu ger",
    "de-AT": "austrian naustrian",
    "de-CH": "swissgerman nswissgerman",
    "el": "greek ελληνικά ell gre",
    "en": "english eng",
    "en-AU": "australian",
    "en-CA": "canadian",
    "en-GB": "british ukenglish",
    "en-NZ": "newzealand",
    "en-US": "american usenglish",
    "es": "spanish español espanol castellano spa",
    "et": "estonian eesti est",
    "eu": "basque euskara eus baq",
    "fa": "persian farsi fas per",
    "fi": "finnish suomi fin",
    "fr": "french français francais frenchb french-fr fra fre",
    "fr-CA": "acadian canadien",
    "gl": "galician galego glg",
    "he": "hebrew heb",
    "hi": "hindi hin",
    "hr": "croatian hrvatski hrv",
    "hu": "hungarian magyar hun",
    "id": "indonesian bahasai ind",
    "is": "icelandic íslenska isl ice",
    "it": "italian italiano ita",
    "ja": "japanese 日本語 jpn",
    "ko": "korean 한국어 kor",
    "la": "latin lat",
    "lt": "lithuanian lietuvių lit",
    "lv": "latvian latviešu lav",
    "ms": "malay bahasam msa may",
    "nb": "bokmål bokmal nob",
    "nl": "dutch nederlands nld dut",
    "nn": "nynorsk nno",
    "no": "norwegian norsk nor",
    "pl": "polish polski pol",
    "pt": "portuguese português portugues portuges por",
    "pt-BR": "brazilian brazil brazilian-portuguese",
    "ro": "romanian română ron rum",
    "ru": "russian русский rus",
    "sk": "slovak slovenčina slk slo",
    "sl": "slovenian slovene slovenščina slv",
    "sr": "serbian srpski srp",
    "sv": "swedish svenska swe",
    "th": "thai tha",
    "tr": "turkish türkçe turkce tur",
    "uk": "ukrainian українська ukr",
    "vi": "vietnamese vie",
    "zh": "chinese 中文 zho chi",
}
_CODES = {name: code for code, names in _NAMES.items() for name in names.split()}
_CODE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")


def language_code(text: str) -> str | None:
    """Return the code of a language, given by name ("English") or by code ("en_US"), or None."""
    word = text.strip().strip(".")
    if code := _CODES.get(word.lower()):
        return code
    return word.replace("_", "-") if _CODE.fullmatch(word) else None
