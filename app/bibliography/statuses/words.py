"""The words that tell a status, alone and beside the name of a venue, in several languages."""

import re

from app.bibliography.record import Status
from app.bibliography.text.patterns import late_pattern

WORDS = {
    Status.IN_PRESS: (
        r"(?:article )?in press(?:, (?:(?:un)?corrected proof|accepted manuscript"
        r"|journal pre-?proofs?))?|in print|in (?:page )?proofs?|in production"
        r"|(?:pending|awaiting) publication|appearing"
        r"|(?:(?:soon|about|due|set|scheduled) )?to appear"
        r"(?: (?:soon|shortly))?|will (?:soon )?(?:appear|be published)"
        r"|(?:soon |shortly )?to be published|im druck|wird (?:demnächst )?erscheinen"
        r"|im erscheinen|erscheint(?: demnächst)?|(?:sous|en) presse|à paraître|a paraître"
        r"|en prensa|in stampa|in corso di (?:stampa|pubblicazione)|no prelo|ter perse"
    ),
    Status.ACCEPTED: (
        r"forthcoming|(?:(?:conditionally|provisionally|tentatively|recently) )?accepted"
        r"(?: for (?:publication|presentation))?"
        r"(?:,? (?:with|pending|subject to) (?:minor |major )?(?:revisions?|changes|corrections))?"
        r"|(?:zur (?:veröffentlichung|publikation) )?angenommen|akzeptiert|acceptée?"
        r"|aceptad[oa]|accettat[oa](?: per la pubblicazione)?|aceit[oe]|geaccepteerd"
    ),
    Status.UNDER_REVIEW: (
        r"(?:(?:manuscript|(?:working )?paper|preprint),? )?(?:re-?)?subm(?:itted|\b\.?)"
        r"(?: for (?:(?:possible )?publication|(?:peer[ -])?review))?"
        r"|(?:(?:manuscript|(?:working )?paper|preprint),? )?(?:currently )?"
        r"(?:under|in|undergoing) (?:(?:1st|2nd|3rd|first|second|third)[ -](?:round[ -](?:of )?)?)?"
        r"(?:peer[ -]?)?"
        r"(?:review|revisions?)|under (?:editorial )?consideration(?: for publication)?"
        r"|being reviewed|under submission|(?:pending|awaiting) (?:(?:peer )?review|decision)"
        r"|(?:minor|major) revisions?"
        r"|(?:(?:1st|2nd|3rd|first|second|third|minor|major) )?revisions? (?:requested|invited)"
        r"|(?:invited to |invitation to )?re(?:vise|ject)(?:[ -]and[ -]|\s?&\s?)resubmit(?:ted)?"
        r"(?: \(r&r\))?|(?:(?:1st|2nd|3rd|first|second|third)(?:[ -]round)? )?r\s?(?:&|and)\s?r"
        r"(?: \([^()]{1,30} round\))?"
        r"|(?:zur (?:veröffentlichung|publikation) )?eingereicht|in begutachtung|soumise?"
        r"|en cours d['’]évaluation|enviad[oa]|en revisión|sottomess[oa]|submetid[oa]|ingediend"
    ),
    Status.IN_PREPARATION: (
        r"(?:manuscript )?in prep(?:aration|\.)?|to be submitted|in vorbereitung"
        r"|en préparation|en preparación|in preparazione|in voorbereiding"
    ),
}
# The words of BibLaTeX's field `pubstate`.
PUBSTATES = {
    Status.IN_PRESS: "inpress",
    Status.ACCEPTED: "forthcoming",
    Status.UNDER_REVIEW: "submitted",
    Status.IN_PREPARATION: "inpreparation",
}
_FORM = (
    r"(?:oral|spotlight|poster|talk|presentation|paper|highlight|demo)\b(?: presentation| paper)?"
)
_AS = rf" (?:as|for) (?:an? )?(?:(?!best)\w{{1,30}} )?{_FORM}"
_SUBJECT = (
    r"(?:(?:this|the|our) )?(?:paper|work|article|manuscript|chapter|study)"
    r"(?: (?:has been|is|was))?(?: (?:currently|now|recently))?"
)
_PURPOSE = r"(?:(?:possible )?publication|(?:peer[ -])?review|consideration|presentation)"
_ANY = "|".join(f"(?P<s{at}>{words})" for at, words in enumerate(WORDS.values()))
# The words may stand before the venue ("submitted to Tides") or after it ("Tides, in press").
BEFORE = late_pattern(
    rf"[\s(\[]*(?:{_SUBJECT} )?(?:(?:accepted|submitted|revised)(?: and|,) )?(?:{_ANY})"
    rf"(?P<form>{_AS})?"
    r"(?:(?:[\s,:]+(?:in|to|at|by|with|for|from|bei|à|chez|dans|en|a|su|em|aan|op)[\s:)]+|:\s+"
    rf"|(?:[,;]\s+|\s\()(?!{_FORM})(?-i:(?=[A-ZÀ-Þ])))"
    r"(?:the\s+)?(?P<venue>(?:\d{1,3}(?:st|nd|rd|th)\s|(?:19|20)\d\d\s(?=[A-Z]))?"
    r"[^\W\d][^;()\n]{0,200}?(?: \((?-i:[A-Z])[^()\n]{1,40}\))?))?"
    rf"(?: for {_PURPOSE})?(?P<aside> \((?-i:[a-z])[\w ]{{2,40}}\)|{_AS})?[\s.)\],]*",
    re.IGNORECASE,
)
AFTER = late_pattern(
    rf"(?P<venue>[^\n]{{2,200}}?)(?:[,;:]\s*|\.\s+|\s+[-–—]+\s*|\s*[(\[]\s*)(?:{_ANY})[\s.)\]]*",
    re.IGNORECASE,
)
# After a name alone, fewer words are sure to be no part of it: "The Year in Review".
BARE_AFTER = late_pattern(
    r"(?P<venue>[^\n]{2,200}?)(?: |, ?)(?:"
    r"(?P<s0>in press|to appear|will appear|to be published|im druck|sous presse"
    r"|en prensa|in stampa)"
    r"|(?P<s1>forthcoming|(?:(?:conditionally|provisionally) )?accepted(?: for publication)?)"
    r"|(?P<s2>(?:re)?submitted|subm\.|under (?:review|revision|consideration)|eingereicht)"
    r"|(?P<s3>in prep(?:aration|\.)|to be submitted))[\s.)\]]*",
    re.IGNORECASE,
)
IN_PROGRESS = late_pattern(r"(?:(?:manuscript|work|paper|still) )?in progress[\s.]*", re.IGNORECASE)
