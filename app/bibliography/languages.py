"""The languages of publications: their names in bibliographies, and their codes (BCP 47)."""

import re

# Names in English, in the language itself, in neighbouring languages, and as babel options.
_NAMES = {
    "af": "afrikaans",
    "ar": "arabic arabe arabisch árabe العربية",
    "be": "belarusian",
    "bg": "bulgarian",
    "bn": "bengali",
    "br": "breton",
    "bs": "bosnian bosanski",
    "ca": "catalan català",
    "cs": "czech čeština tchèque tschechisch",
    "cy": "welsh cymraeg",
    "da": "danish dansk danois dänisch",
    "de": (
        "german ngerman deutsch germanb allemand alemán tedesco duits tyska"
        " alemão alemany german-formal"
    ),
    "de-AT": "austrian naustrian german-(austria)",
    "de-CH": "swissgerman nswissgerman swiss-german swiss-high-german german-(switzerland)",
    "el": "greek ελληνικά polutonikogreek grec griechisch",
    "en": "english anglais englisch inglés inglese engels engelska inglês angielski",
    "en-AU": "australian australian-english",
    "en-CA": "canadian canadian-english",
    "en-GB": "british ukenglish british-english english-(uk) english-(united-kingdom)",
    "en-NZ": "newzealand",
    "en-US": "american usenglish american-english us-english english-(us) english-(united-states)",
    "eo": "esperanto",
    "es": (
        "spanish español espanol castellano espagnol spanisch spagnolo spaans"
        " spanska espanhol castilian mexican"
    ),
    "et": "estonian eesti",
    "eu": "basque euskara",
    "fa": "persian farsi فارسی",
    "fi": "finnish suomi finnois finnisch",
    "fr": (
        "french français francais frenchb french-fr französisch franzoesisch"
        " francés francese frans franska francês"
    ),
    "fr-CA": "acadian canadien canadian-french québécois french-(canada)",
    "fr-CH": "swissfrench",
    "ga": "irish gaeilge",
    "gd": "scottish",
    "gl": "galician galego",
    "he": "hebrew עברית",
    "hi": "hindi हिन्दी",
    "hr": "croatian hrvatski",
    "hu": "hungarian magyar hongrois ungarisch",
    "hy": "armenian",
    "id": "indonesian bahasai",
    "is": "icelandic íslenska",
    "it": "italian italiano italien italienisch",
    "it-CH": "swissitalian",
    "ja": "japanese 日本語 japonais japanisch japonés",
    "ka": "georgian",
    "kk": "kazakh",
    "ko": "korean 한국어 coréen koreanisch",
    "la": "latin classiclatin medievallatin ecclesiasticlatin",
    "lb": "luxembourgish",
    "lt": "lithuanian lietuvių",
    "lv": "latvian latviešu",
    "mk": "macedonian македонски",
    "mn": "mongolian",
    "ms": "malay bahasam",
    "mt": "maltese",
    "nb": "bokmål bokmal norwegian-bokmål",
    "nl": "dutch nederlands néerlandais niederländisch neerlandés flemish flamand",
    "nn": "nynorsk norwegian-nynorsk",
    "no": "norwegian norsk norvégien norwegisch",
    "oc": "occitan",
    "pl": "polish polski polonais polnisch polaco",
    "pt": "portuguese português portugues portuges portugais portugiesisch",
    "pt-BR": "brazilian brazil brazilian-portuguese portuguese-brazil portuguese-(brazil)",
    "ro": "romanian română roumain rumänisch moldavian",
    "ru": "russian русский russe russisch ruso",
    "sa": "sanskrit",
    "sk": "slovak slovenčina",
    "sl": "slovenian slovene slovenščina",
    "sq": "albanian shqip",
    "sr": "serbian srpski",
    "sv": "swedish svenska suédois schwedisch sueco",
    "sw": "swahili",
    "ta": "tamil",
    "th": "thai ไทย",
    "tr": "turkish türkçe turkce turc türkisch",
    "uk": "ukrainian українська ukrainien ukrainisch",
    "ur": "urdu",
    "vi": "vietnamese",
    "zh": "chinese 中文 chinois chinesisch chino mandarin 汉语 漢語",
    "zh-Hans": "simplified-chinese chinese-simplified chinese-(simplified)",
    "zh-Hant": "traditional-chinese chinese-traditional chinese-(traditional)",
}
# The codes of ISO 639-1 with those of ISO 639-2, of which some languages have two.
_ISO_639 = """
aa aar ab abk ae ave af afr ak aka am amh an arg ar ara as asm av ava ay aym az aze ba bak be bel
bg bul bi bis bm bam bn ben bo bod/tib br bre bs bos ca cat ce che ch cha co cos cr cre cs ces/cze
cu chu cv chv cy cym/wel da dan de deu/ger dv div dz dzo ee ewe el ell/gre en eng eo epo es spa
et est eu eus/baq fa fas/per ff ful fi fin fj fij fo fao fr fra/fre fy fry ga gle gd gla gl glg
gn grn gu guj gv glv ha hau he heb hi hin ho hmo hr hrv ht hat hu hun hy hye/arm hz her ia ina
id ind ie ile ig ibo ii iii ik ipk io ido is isl/ice it ita iu iku ja jpn jv jav ka kat/geo kg kon
ki kik kj kua kk kaz kl kal km khm kn kan ko kor kr kau ks kas ku kur kv kom kw cor ky kir la lat
lb ltz lg lug li lim ln lin lo lao lt lit lu lub lv lav mg mlg mh mah mi mri/mao mk mkd/mac ml mal
mn mon mr mar ms msa/may mt mlt my mya/bur na nau nb nob nd nde ne nep ng ndo nl nld/dut nn nno
no nor nr nbl nv nav ny nya oc oci oj oji om orm or ori os oss pa pan pi pli pl pol ps pus pt por
qu que rm roh rn run ro ron/rum ru rus rw kin sa san sc srd sd snd se sme sg sag si sin sk slk/slo
sl slv sm smo sn sna so som sq sqi/alb sr srp ss ssw st sot su sun sv swe sw swa ta tam te tel
tg tgk th tha ti tir tk tuk tl tgl tn tsn to ton tr tur ts tso tt tat tw twi ty tah ug uig uk ukr
ur urd uz uzb ve ven vi vie vo vol wa wln wo wol xh xho yi yid yo yor za zha zh zho/chi zu zul
"""


def _by_three_letters() -> dict[str, str]:
    words = _ISO_639.split()
    each = zip(words[::2], words[1::2], strict=True)
    return {three: two for two, codes in each for three in codes.split("/")}


_THREE_LETTERS = _by_three_letters()
_TWO_LETTERS = frozenset(_THREE_LETTERS.values())
_CODES = {name: code for code, names in _NAMES.items() for name in names.split()}
_CODE = re.compile(r"([A-Za-z]{2,3})((?:[-_][A-Za-z0-9]{2,8}){0,4})")
# Codes that say that the language is unknown, several or none.
_NO_LANGUAGE = frozenset({"und", "mul", "mis", "zxx"})
# BibLaTeX's own strings for languages: `langenglish`.
_PREFIX = re.compile(r"\\?lang(?=[a-z]{4})")
_IN_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]{0,100}[)\]]")
_SEPARATOR = re.compile(r"\s*[,;/|&+]\s*|\s+(?:and|und|et|y|e|with)\s+", re.IGNORECASE)


def language_code(text: str) -> str | None:
    """Return the code of a language, given by name ("English") or by code ("en_US"), or None.

    Of several languages it is the first: that of "English and French" is "en".
    """
    text = " ".join(text[:200].split())
    for one in (text, _IN_BRACKETS.sub("", text)):
        if code := _single(one) or _single(_SEPARATOR.split(one.strip(" ,;/|&+"))[0]):
            return code
    return None


def _single(text: str) -> str | None:
    word = text.strip().strip(".").lower()
    name = _PREFIX.sub("", word.replace(" ", "-").replace("_", "-"))
    return _CODES.get(name) or _CODES.get(name.removesuffix("-language")) or _code(word)


def _code(word: str) -> str | None:
    """Return a code as BCP 47 writes it: "en-GB" for "eng_gb"."""
    found = _CODE.fullmatch(word)
    if not found or found[1] in _NO_LANGUAGE:
        return None
    language = _THREE_LETTERS.get(found[1], found[1])
    if len(language) == 2 and language not in _TWO_LETTERS:
        return None
    subtags = re.findall(r"[a-z0-9]+", found[2])
    return "-".join((language, *map(_subtag, subtags)))


def _subtag(subtag: str) -> str:
    if len(subtag) == 2:
        return subtag.upper()
    return subtag.title() if len(subtag) == 4 and subtag.isalpha() else subtag
