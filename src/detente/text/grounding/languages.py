"""In which languages it is known what an ellipsis must not leave out, and where a text is in one of them.

In all others the words left out may hold the *not*, and nobody here would notice.
"""

import re
import unicodedata
from bisect import bisect_right
from functools import cache

from detente.text.paragraphs import paragraphs

NEGATIONS: dict[str, str] = {
    "en": "",
    "da": "ej hverken ingen ingenlunde ingensteds ingenting intet knap knapt nej næppe uden",
    "de": "anstatt kaum keinerlei keines keinesfalls keineswegs mitnichten nein nichtmal niemand niemandem "
    "niemanden niemandes niemands nimmer nimmermehr nirgends nirgendwo nirgendwoher nirgendwohin noch statt weder",
    "es": "apenas ninguno ningunas ningunos ni salvo tampoco carece carecen carecía",
    "fr": "aucunement aucunes aucuns guère nul nulle nullement nulles nuls personne plus point rien sauf",
    "it": "macché mai mica né neanche nemmanco nemmeno neppur neppure nessun nessuna nient niun niuna niuno non nulla",
    "nl": "allerminst behalve evenmin geeneen geenszins nauwelijks nee neen nergens niemand niemands niets nimmer noch",
    "no": "aldri ei ikkje ingen inga ingensteds ingenstad ingenting intet knapt korkje nei neppe uten utan verken",
    "pt": "jamais nada nem nenhum nenhuma nenhumas nenhuns ninguém nunca tampouco",
    "ru": "вряд едва неверно невозможен невозможна невозможно невозможны некогда некого некому некуда негде "
    "незачем нельзя неправда неспособен неспособна неспособно неспособны нету нечего никак никакая никакие "
    "никакими никаких никакого никакое никакой никаком никакому никакую никем никогда никого никоим никому "
    "никто нигде никуда ниоткуда нипочем нипочём ничего ничем ничему ничто ничуть отнюдь",
    "sv": "ej föga icke ingalunda ingen ingenstans ingenting inget inga knappast nej utan varken",
}
"""Languages in which the negations are known, and those that are added to ``protected_words`` where the
language of a text is named: in other languages some of them are harmless. Scripts whose negations are no
words between blanks are known for themselves (``protected_words``)."""

_NAMES = {"nb": "no", "nn": "no"}
_UNNAMED = ("", "mul", "und", "zxx")
_OWN_NEGATIONS = frozenset(
    ("CJK", "HANGUL", "HIRAGANA", "IDEOGRAPHIC", "KATAKANA", "KATAKANA-HIRAGANA", "THAI")
)

_ENGLISH_ONLY = """
after and because been before between could from have into it should than that the their there
these they this what when where which while with would
"""
_COMMON_IN_ENGLISH = """
an are as at be but by for had has he his in is its more not of on or to was we were who will
"""
_ENGLISH = frozenset(_ENGLISH_ONLY.split())
"""Words without which hardly an English paragraph does, and which other languages do not have."""

_COMMON = _ENGLISH.union(_COMMON_IN_ENGLISH.split())
"""With words that are common in English, of which other languages have some."""

_SHARE = 6
"""One of so many words of an English paragraph has to be in ``_COMMON``, and one at all in ``_ENGLISH``.
Measured with the messages of Django 5.2, in 55 languages and variants of Latin script: two thirds of
the English ones are recognised, which are shorter than sentences, and no other one that was not left
in English. With the name of an English newspaper put into each, 5 % of the Dutch ones and 22 % of those
in Afrikaans are taken for English: the language of a text should be named."""

_WORD = re.compile(r"[^\W\d_]+")


def known_language(tag: str | None) -> str | None:
    """The key of ``NEGATIONS`` for a language tag (BCP 47); empty if the negations of the language are not
    known; ``None`` if the tag names no language.
    """
    language = re.split("[-_]", tag or "")[0].lower()
    language = _NAMES.get(language, language)
    if language in _UNNAMED:
        return None
    return language if language in NEGATIONS else ""


@cache
def _script(character: str) -> str:
    """The script of a character, by the first word of its name."""
    name = unicodedata.name(character, "").removeprefix("FULLWIDTH ").removeprefix("HALFWIDTH ")
    return name.partition(" ")[0]


class Readable:
    """Of which words of a text it is known whether they may be left out."""

    def __init__(self, text: str, tag: str | None) -> None:
        """``tag``: the language of the text (BCP 47), if it is known."""
        self._text = text
        self.language = known_language(tag)
        """As ``known_language`` gives it."""
        self._scripts = _OWN_NEGATIONS | ({"LATIN"} if self.language else set())
        if self.language == "ru":
            self._scripts |= {"CYRILLIC"}
        self._paragraphs = paragraphs(text) if self.language is None else ()
        self._starts = [start for start, _ in self._paragraphs]
        self._english = cache(self._is_english)

    def word(self, start: int, end: int) -> bool:
        """Whether the language of a word, a range of code points, is a known one; so it is of digits."""
        scripts = {_script(letter) for letter in self._text[start:end] if letter.isalpha()}
        strange = scripts - self._scripts
        if strange != {"LATIN"} or self.language is not None:
            return not strange
        return self._english(bisect_right(self._starts, start) - 1)

    def _is_english(self, number: int) -> bool:
        words = _WORD.findall(self._text[slice(*self._paragraphs[number])].casefold())
        common = sum(word in _COMMON for word in words)
        return _SHARE * common >= len(words) and not _ENGLISH.isdisjoint(words)
