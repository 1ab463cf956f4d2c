"""Words as search sees them: the same for pages and for queries, in Python and in theme/assets/search/analysis.js."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

import snowballstemmer

from hubgen.search.stemmers import ALGORITHMS

# Words that say nothing about what is wanted. "not", "can", "when" and "without" do, in every language.
STOP_WORDS = {
    "de": "als am an auf aus bei das dem den der des die ein eine einem einen einer es für fur ich im in ist mein "
    "meine mit oder sich sie sind und von was wie wir zu zum zur",
    "en": "a am an and are as at be been by could did do does for from had has have hello hey hi how i in is it me my "
    "of on or please should thank thanks that the this to was were what will with would",
    "es": "a al como cómo con de del el en es esta este la las lo los me mi mis o para por que qué se su sus un una y",
    "fr": "à a au aux avec c ce ces cette comment d dans de des du en est et il j je l la le les m ma mes mon ou où "
    "par pour qu que quel quelle s sur un une vous y",
}

# Letters in a compound that is searched for as one word.
LONGEST_COMPOUND = 40

_JOINTS = re.compile("[-\u2010._&]")
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
        """The words of a text, in lower case: runs of letters, the marks on them, and digits.

        What is written together is a word of its own, too: `wi-fi` gives wi, fi and wifi; `C++` gives c and c++.
        """
        text = unicodedata.normalize("NFKC", text)
        if self.lang in _TURKIC:
            text = text.replace("İ", "i").replace("I", _DOTLESS_I)
        # A sigma at a word's end would depend on what each version of Unicode takes for letters.
        text = text.lower().replace(_FINAL_SIGMA, _SIGMA)
        if self.lang == "en":
            # "don't" and "dont", "customer's" and "customers" are the same; other languages put words together so.
            text = text.replace("'", "").replace(_CURLED_APOSTROPHE, "")
        words: list[str] = []
        for run in _runs(text):
            words += (run,) if run.isalnum() else _words_of(run)
        return words

    def terms(self, text: str) -> list[str]:
        """What is indexed and looked up: the words' stems, without accents and without stop words."""
        return self.terms_of(self.words(text))

    def terms_of(self, words: Iterable[str]) -> list[str]:
        """The terms of words that are cut already."""
        return [self.stem(word) for word in words if word not in self.stop_words]


def analyzer(lang: str) -> Analyzer:
    """The analyzer of a language as HTML names it, as in `en` or `pt-BR`; one we do not know is not stemmed."""
    primary = re.split("[-_]", lang.lower())[0]
    algorithm = ALGORITHMS.get(primary, "")
    return Analyzer(primary, algorithm, frozenset(STOP_WORDS.get(primary, "").split()), _stem(algorithm))


def _words_of(run: str) -> list[str]:
    """The words of a run; one of more than 40 letters is an address, which nobody types as one word."""
    if run[-1] in "+#":
        words = _words_of(run.rstrip("+#"))
        return [*words, words[-1] + run[len(run.rstrip("+#")) :]]
    words = _JOINTS.split(run)
    joined = "".join(words)
    return [*words, joined] if len(words) > 1 and len(joined) <= LONGEST_COMPOUND else words


def _runs(text: str) -> list[str]:
    """Words with joints between them, then signs; a word is a letter or digit, then letters, marks and digits."""
    plain = text.isascii() or not _marks().search(text)
    return (_PLAIN_RUN if plain else _marked_run()).findall(text)


def _run_pattern(word: str) -> re.Pattern[str]:
    return re.compile(rf"{word}(?:[-\u2010._&]{word})*(?:[+#]+(?![^\W_]))?")


# Three times as fast as the one with marks, which few texts need.
_PLAIN_RUN = _run_pattern(r"[^\W_]+")


@cache
def _marked_run() -> re.Pattern[str]:
    """`\\w` knows no marks, so it would cut Hindi words apart."""
    return _run_pattern(rf"[^\W_](?:[^\W_]+|{_marks().pattern})*")


@cache
def _marks() -> re.Pattern[str]:
    # All marks of Unicode stand in these two ranges; looking through all of it would take ten times as long.
    points = (*range(0x300, 0x1F000), *range(0xE0100, 0xE01F0))
    return re.compile(
        f"[{''.join(chr(point) for point in points if unicodedata.category(chr(point)).startswith('M'))}]"
    )


def _stem(algorithm: str) -> Callable[[str], str]:
    """Word -> stem without accents; a word comes back thousands of times, so stems are kept."""
    if not algorithm:
        return lru_cache(maxsize=100_000)(without_accents)
    # The class itself: snowballstemmer.stemmer() silently gives another version's stems where PyStemmer is installed.
    snowball = getattr(snowballstemmer, f"{algorithm.title()}Stemmer")()

    @lru_cache(maxsize=100_000)
    def stem(word: str) -> str:
        # Beyond U+FFFF JavaScript counts a letter as two, which moves the places where Snowball may cut.
        return without_accents(word if max(word) > "\uffff" else snowball.stemWord(word))

    return stem


_ACCENTS = re.compile("[\u0300-\u036f]+")


def without_accents(word: str) -> str:
    """After stemming, not before: Snowball's rules need the accents."""
    if word.isascii():
        return word
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", word)))
