"""In which language a text is written: by its script, then by its small words."""

from __future__ import annotations

import re
from collections import Counter

SMALL = {
    "en": "the of and to in that is was for on with by from as has have were said not which this",
    "de": "der die und das den von zu mit sich des auf für ist im dem nicht ein eine als wurde",
    "fr": "le les des et du une est dans que pour qui par sur au aux avec pas ce selon ont été",
    "es": "el los las del que y una por con para su se como más pero fue ha según también este",
    "pt": "os da do das dos que uma para com não em por mais foi ao são pela pelo também segundo",
    "it": "il gli della del che una per con non sono dei delle nel alla più anche come ha dal",
    "nl": "het een van dat voor met niet zijn op aan ook door werd naar bij heeft maar wordt over",
    "sv": "och att det som för på är av med den till inte har om ett från ska var enligt sig",
    "da": "og at det som for på er af med den til ikke har om et fra skal blev efter sig",
    "pl": "i w na z do nie się że jest przez od jak po za dla oraz został jego który są",
    "cs": "a v na se je že s z do pro který byl jako po jsou také jeho podle ale by",
    "ro": "și în de la cu pe nu care că din pentru este au fost mai sau după prin unei al",
    "hu": "a az és hogy nem is egy van volt meg mint csak de el ezt szerint már ami ha után",
    "fi": "ja on ei että se oli hän joka mutta ovat myös mukaan kun sen kuin niin tai ole ovat",
    "tr": "ve bir bu için ile da de olarak çok daha olan gibi kadar sonra ise ancak göre oldu",
    "id": "yang dan di dengan untuk dari pada ini itu dalam tidak akan oleh telah ke juga adalah",
    "vi": "và của là các được trong cho với những không một đã có này người khi về đến tại",
}
WORDS = {code: frozenset(words.split()) for code, words in SMALL.items()}
NAMES = {
    "en": "English", "de": "German", "fr": "French", "es": "Spanish", "pt": "Portuguese",
    "it": "Italian", "nl": "Dutch", "sv": "Swedish", "da": "Danish or Norwegian", "pl": "Polish",
    "cs": "Czech", "ro": "Romanian", "hu": "Hungarian", "fi": "Finnish", "tr": "Turkish",
    "id": "Indonesian or Malay", "vi": "Vietnamese", "ru": "Russian", "uk": "Ukrainian",
    "bg": "Bulgarian", "sr": "Serbian", "ar": "Arabic", "fa": "Persian", "ur": "Urdu",
    "he": "Hebrew", "el": "Greek", "zh": "Chinese", "ja": "Japanese", "ko": "Korean",
    "hi": "Hindi", "th": "Thai", "ka": "Georgian", "hy": "Armenian", "bn": "Bengali",
}  # fmt: skip
SCRIPTS = (
    ("ja", r"[\u3040-\u30ff]"), ("ko", r"[\uac00-\ud7af\u1100-\u11ff]"), ("zh", r"[\u4e00-\u9fff]"),
    ("ru", r"[\u0400-\u04ff]"), ("ar", r"[\u0600-\u06ff\ufb50-\ufefc]"), ("he", r"[\u0590-\u05ff]"),
    ("el", r"[\u0370-\u03ff\u1f00-\u1fff]"), ("hi", r"[\u0900-\u097f]"),
    ("bn", r"[\u0980-\u09ff]"), ("th", r"[\u0e00-\u0e7f]"), ("ka", r"[\u10a0-\u10ff]"),
    ("hy", r"[\u0530-\u058f]"),
)  # fmt: skip
# Letters that tell languages of one script apart, the first that is frequent enough.
MARKS = {
    "ru": (("uk", "іїєґ"), ("sr", "ђћџјљњ"), ("ru", "ыэё"), ("bg", "ъщ")),
    "ar": (("ur", "ٹڈڑںے"), ("fa", "پچژگ")),
}
LOOKED_AT = 20_000
FEWEST = 8


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of a text's language; None where it is too short or too mixed to tell.

    >>> language_of("The minister said that the talks of the two states were over for the year.")
    'en'
    >>> language_of("Le ministre a dit que les troupes sont parties dans la nuit avec les blindés.")
    'fr'
    >>> language_of("Министр сказал, что войска ушли ночью из города и области.")
    'ru'
    """
    sample = text[:LOOKED_AT]
    letters = sum(c.isalpha() for c in sample)
    if letters < 15:
        return None
    for code, script in SCRIPTS:
        share = len(re.findall(script, sample)) / letters
        # Japanese mixes kana with Chinese signs: a few are enough.
        if share > (0.1 if code == "ja" else 0.5):
            return _in_script(code, sample, letters)
    return _in_latin(sample)


def _in_script(code: str, sample: str, letters: int) -> str:
    for other, signs in MARKS.get(code, ()):
        if sum(sample.count(sign) for sign in signs) > 0.004 * letters:
            return other
    return code


def _in_latin(sample: str) -> str | None:
    words = re.findall(r"[^\W\d_]+", sample.lower())
    counts = Counter(words)
    scores = {code: sum(counts[w] for w in small) for code, small in WORDS.items()}
    best, second, *_ = sorted(scores, key=lambda code: -scores[code])
    enough = len(words) >= FEWEST and scores[best] >= max(3, 0.08 * len(words))
    return best if enough and scores[best] > 1.15 * scores[second] else None


def named(code: str) -> str:
    """The English name of a language by its code.

    >>> named("fr"), named("xx")
    ('French', 'xx')
    """
    return NAMES.get(code, code)
