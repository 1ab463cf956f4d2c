"""How easily a page reads: Flesch's reading ease, and what others made of it for their languages.

What counts is told by R. Flesch, "How to Write Plain English" (1979), chapter 2: running text only; figures, signs and
abbreviations are words of one syllable, and compounds with a hyphen one word; colons and semicolons end a sentence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from types import MappingProxyType

from hubgen.model import Document


@dataclass(frozen=True, slots=True)
class Ease:
    """How easily a page reads: `figure` runs from about 100, very easy, to 0, very difficult; 60 is plain language.

    `longest` is the longest of its sentences, of `longest_words` words.
    """

    figure: float
    words: int
    sentences: int
    longest: str
    longest_words: int


def reading_ease(document: Document) -> Ease | None:
    """How easily a page reads that was read with its text; None without text, and in a language without a formula."""
    code = document.lang.lower().partition("-")[0]
    sentences = [sentence for section in document.sections for sentence in _sentences(section.text)]
    if code not in _LANGUAGES or not sentences:
        return None
    counts = list(map(syllables_of, " ".join(sentences).split(), repeat(code)))
    words, syllables = len(counts) - counts.count(0), sum(counts)
    longest = max(sentences, key=lambda sentence: sentence.count(" "))
    longest_words = sum(syllables_of(token, code) > 0 for token in longest.split())
    figure = _LANGUAGES[code].figure(words / len(sentences), syllables / words)
    return Ease(figure, words, len(sentences), longest, longest_words)


def _sentences(text: str) -> Iterator[str]:
    """The sentences of a section; the rows of tables, which its text writes as "cell | cell ·", are none."""
    for sentence in _END.sub("\\g<0>\n", text).split("\n"):
        if _WORD.search(sentence) and "|" not in sentence:
            yield sentence.strip(" ·")


_WORD = re.compile(r"[^\W_]")

# A colon, a semicolon and the end of a table's row always end a sentence; other signs do not before a small letter; a
# full stop does not after a single letter (as in "a.m."), the figure of a list, or one of these abbreviations.
_END = re.compile(
    r"""[.!?\u2026:;\u00b7]
    (?: (?<=[:;\u00b7]) ["')\]\u2019\u201d\u00bb]* (?=\s)
    |   (?<! [\s(.]\w\. ) (?<! ^\w\. ) (?<! \s\d\d\. ) (?<! ^\d\d\. )
        (?<! \b(?i:ca|co|dr|mr|ms|nr|sr|st|vs)\. ) (?<! \b(?i:bzw|inc|ltd|mrs|sig|sra|str)\. ) (?<! \b(?i:inkl)\. )
        ["')\]\u2019\u201d\u00bb]* (?= \s[^a-z\u00df-\u00f6\u00f8-\u00ff\u0153] )
    )""",
    re.VERBOSE,
)


# A shop's help center has some 10,000 different words.
@lru_cache(maxsize=100_000)
def syllables_of(token: str, code: str) -> int:
    """The syllables of a word as it stands in a text, in a language that has a formula; 0 where it is no word."""
    parts = _LETTERS.findall(_APOSTROPHES.sub("", token))
    if not parts:
        return int(any(map(str.isdigit, token)))
    if _is_abbreviated(token):
        return 1
    return sum(_LANGUAGES[code].syllables(part.lower()) for part in parts)


_LETTERS = re.compile(r"[^\W\d_]+")
_APOSTROPHES = re.compile("['\u2019]")


def _is_abbreviated(token: str) -> bool:
    """Whether a word is an abbreviation, a number with letters or an address; long words in capitals are shouted."""
    word = token.strip("\"'()[],:;!?*\u2018\u2019\u201c\u201d\u00ab\u00bb\u2026").rstrip(".")
    return (word.isupper() and len(word) <= 4) or any(sign.isdigit() or sign in ".@" for sign in word)


_NOWHERE = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class _Language:
    """A language's formula, and how its spelling tells syllables.

    The figure is `base` less `length` times the words of a sentence and `weight` times the syllables of a word. What
    matches `nucleus` is a syllable, once what is `silent` is taken out, and two where `hiatus` matches in it.
    """

    base: float
    length: float
    weight: float
    nucleus: re.Pattern[str]
    silent: re.Pattern[str] = _NOWHERE
    hiatus: re.Pattern[str] = _NOWHERE

    def figure(self, words: float, syllables: float) -> float:
        """The reading ease of so many words a sentence and syllables a word."""
        return self.base - self.length * words - self.weight * syllables

    def syllables(self, word: str) -> int:
        """The syllables of a word in small letters."""
        spoken = self.silent.sub("", word)
        return max(1, len(self.nucleus.findall(spoken)) + len(self.hiatus.findall(spoken)))


# Spanish and Italian alike: of two vowels one is weak, i or u, and they are one syllable; an accent on it parts them.
_ROMANCE = re.compile(
    r"[iuüy]?[aeoáéóàèò](?:[iuü](?![aeoáéóàèò])|y$)?|[iuü]?[íúìù]|[iuü](?:[iuü]|y$)?|(?<![aeiouáéíóú])y(?![aeiouáéíóú])"
)
_ROMANCE_SILENT = re.compile(r"(?<=q)u|(?<=g)u(?=[eiéí])")

_LANGUAGES = MappingProxyType(
    {
        # T. Amstad, "Wie verständlich sind unsere Zeitungen?" (1978)
        "de": _Language(180, 1, 58.5, re.compile(r"a[aiuy]|äu|e[eiuy]|ie|oo|(?<!q)u|[aeioyäöü]")),
        # R. Flesch, "A new readability yardstick" (1948). Of 115,000 words of English policies that are in the CMU
        # Pronouncing Dictionary, 97.6% get its number of syllables, and all together 0.3% too many.
        "en": _Language(
            206.835,
            1.015,
            84.6,
            re.compile(r"[aeiouy]+"),
            silent=re.compile(
                r"e(?:(?:(?<=[^aeiouyl]e)|(?<=[aeiouy]le))$"
                r"|(?:(?<=[^aeiouylsxzcgh]e)|(?<=[aeiouy]le))(?=s$)"
                r"|(?:(?<=[^aeiouytdl]e)|(?<=[aeiouyl]le))(?=d$)"
                r"|(?<=[^aeiouyl]e)(?=(?:ly|ments?|ful|less|fully)$))"
            ),
            hiatus=re.compile(
                r"(?<![ctsgx])i(?=[aou])|[aeouy](?=ing)|(?<![qg])u(?=al|ou)|(?<=[aeiou])y(?=[aeiou])|y(?=i)|(?<!p)e(?=o(?!u))"
                r"|sm$|[^aeiou]nt$"
            ),
        ),
        # F. Szigriszt Pazos, "Sistemas predictivos de legibilidad del mensaje escrito" (1993)
        "es": _Language(206.835, 1, 62.3, _ROMANCE, _ROMANCE_SILENT),
        # L. Kandel and A. Moles, "Application de l'indice de Flesch à la langue française" (1958)
        "fr": _Language(
            207,
            1.015,
            73.6,
            re.compile(r"(?:[aâàeéèêëiîïoôuûùüœæ]|y(?![aeiouéèê]))+"),
            silent=re.compile(r"(?<=[^aâàeéèêëiîïoôuûùüœæy])es?$|(?<=[qg])u(?:es?$|(?=[aeiouéè]))"),
            hiatus=re.compile(r"é(?=[aouê])|[ao](?=[ïë])"),
        ),
        # V. Franchina and R. Vacca, "Adaptation of Flesh readability index on a bilingual text" (1986)
        "it": _Language(217, 1.3, 60, _ROMANCE, _ROMANCE_SILENT),
        # W. H. Douma, "De leesbaarheid van landbouwbladen" (1960)
        "nl": _Language(
            206.84, 0.93, 77, re.compile(r"aai|ooi|oei|[ei]euw?|aa|ee|ie|oo|uu|oe|eu|ui|ij|ei|ou|au|[aeiouyëïöüé]")
        ),
    }
)
