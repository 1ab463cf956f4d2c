"""Words as search sees them: the same for pages and for queries, in Python and in theme/assets/search/analysis.js."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

import snowballstemmer

from hubgen.search.stemmers import ALGORITHMS

# Words that say nothing about what is wanted. "not", "can", "when" and "without" do, in every language.
STOP_WORDS = {
    "de": "als am an auf aus bei das dem den der des die ein eine einem einen einer es für fur ich im in ist mein "
    "meine mit oder sich sie sind und von was wie wir zu zum zur",
    "en": "a an and are as at be by do does for from how i in is it me my of on or that the this to what with",
    "es": "a al como cómo con de del el en es esta este la las lo los me mi mis o para por que qué se su sus un una y",
    "fr": "à a au aux avec c ce ces cette comment d dans de des du en est et il j je l la le les m ma mes mon ou où "
    "par pour qu que quel quelle s sur un une vous y",
}

_TURKIC = frozenset({"az", "tr"})
_DOTLESS_I = "\u0131"
_CURLED_APOSTROPHE = "\u2019"
_FINAL_SIGMA = "\u03c2"
_SIGMA = "\u03c3"


@dataclass(frozen=True, slots=True)
class Analyzer:
    """Makes text of one language searchable; `algorithm` names its Snowball stemmer, "" where there is none."""

    lang: str
    algorithm: str
    stop_words: frozenset[str]
    stem: Callable[[str], str]

    def words(self, text: str) -> list[str]:
        """The words of a text, in lower case: runs of letters, the marks on them, and digits."""
        text = unicodedata.normalize("NFKC", text)
        if self.lang in _TURKIC:
            text = text.replace("İ", "i").replace("I", _DOTLESS_I)
        # A sigma at a word's end would depend on what each version of Unicode takes for letters.
        text = text.lower().replace(_FINAL_SIGMA, _SIGMA)
        if self.lang == "en":
            # "don't" and "dont", "customer's" and "customers" are the same; other languages put words together so.
            text = text.replace("'", "").replace(_CURLED_APOSTROPHE, "")
        return _word_pattern().findall(text)

    def terms(self, text: str) -> list[str]:
        """What is indexed and looked up: the words' stems, without accents and without stop words."""
        return [self.stem(word) for word in self.words(text) if word not in self.stop_words]


def analyzer(lang: str) -> Analyzer:
    """The analyzer of a language as HTML names it, as in `en` or `pt-BR`; one we do not know is not stemmed."""
    primary = re.split("[-_]", lang.lower())[0]
    algorithm = ALGORITHMS.get(primary, "")
    return Analyzer(primary, algorithm, frozenset(STOP_WORDS.get(primary, "").split()), _stem(algorithm))


@cache
def _word_pattern() -> re.Pattern[str]:
    """A letter or digit, then letters, marks and digits: `\\w` knows no marks, so it would cut Hindi words apart."""
    # All marks of Unicode stand in these two ranges; looking through all of it would take ten times as long.
    points = (*range(0x300, 0x1F000), *range(0xE0100, 0xE01F0))
    marks = "".join(chr(point) for point in points if unicodedata.category(chr(point)).startswith("M"))
    return re.compile(rf"[^\W_](?:[^\W_]+|[{marks}])*")


def _stem(algorithm: str) -> Callable[[str], str]:
    """Word -> stem without accents; a word comes back thousands of times, so stems are kept."""
    if not algorithm:
        return lru_cache(maxsize=100_000)(_without_accents)
    # The class itself: snowballstemmer.stemmer() silently gives another version's stems where PyStemmer is installed.
    snowball = getattr(snowballstemmer, f"{algorithm.title()}Stemmer")()

    @lru_cache(maxsize=100_000)
    def stem(word: str) -> str:
        # Beyond U+FFFF JavaScript counts a letter as two, which moves the places where Snowball may cut.
        return _without_accents(word if max(word) > "\uffff" else snowball.stemWord(word))

    return stem


_ACCENTS = re.compile("[\u0300-\u036f]+")


def _without_accents(word: str) -> str:
    """After stemming, not before: Snowball's rules need the accents."""
    if word.isascii():
        return word
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", word)))
