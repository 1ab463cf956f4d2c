"""What a mistyped word may have been: near words and parts, exactly as theme/assets/search/searcher.js finds them."""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hubgen.search.shards import order

# The words of the site that begin with a letter, and how many records have each.
Lexicon = Callable[[str], Mapping[str, int]]

# Letters from which one and two mistakes are looked for: in shorter words every other word is near.
ONE_MISTAKE = 4
TWO_MISTAKES = 8

# Letters of each part of a compound.
SHORTEST_PART = 3


@dataclass(frozen=True, slots=True)
class Near:
    """A word of the site near a mistyped one: mistakes between them, and how many records have it."""

    text: str
    distance: int
    count: int


def near_words(word: str, lexicon: Lexicon, stem: Callable[[str], str]) -> list[Near]:
    """The site's words that a word may be a mistyping of, the likeliest first.

    Near are words or their stems: "retrun" is two mistakes from "returns", and one from what it means. Only those are
    looked at that begin with its first or second letter, so that few files need to be fetched. Numbers are never
    corrected: a near order number is another order.
    """
    most = 2 if len(word) >= TWO_MISTAKES else 1
    if len(word) < ONE_MISTAKE or not of_letters(word):
        return []
    found: list[Near] = []
    for letter in dict.fromkeys(word[:2]):
        for text, count in lexicon(letter).items():
            distance = min(distance_of(word, text, most), distance_of(stem(word), stem(text), most))
            if 0 < distance <= most:
                found.append(Near(text, distance, count))
    return sorted(found, key=lambda near: (near.distance, near.text[0] != word[0], -near.count, order(near.text)))


def parts_of(word: str, lexicon: Lexicon) -> list[str]:
    """The two words of the site that a word is made of, as giftcard is; of several ways the commonest."""
    best = 0
    parts: list[str] = []
    for end in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        left, right = word[:end], word[end:]
        count = lexicon(left[0]).get(left, 0)
        # The words with the other letter are another file, fetched only where it can matter.
        least = min(count, lexicon(right[0]).get(right, 0)) if count > best else 0
        if least > best:
            best, parts = least, [left, right]
    return parts


def of_letters(word: str) -> bool:
    """Whether a word has no digits and signs; marks belong to their letters."""
    return word.isalpha() or all(unicodedata.category(character)[0] in "LM" for character in word)


def distance_of(a: str, b: str, most: int) -> int:
    """How many letters have to be changed, added, left out or swapped with the next, as far as `most`.

    The Damerau-Levenshtein distance in its restricted form; anything beyond `most` is `most` + 1.
    """
    if abs(len(a) - len(b)) > most:
        return most + 1
    before: list[int] = []
    above = list(range(len(b) + 1))
    for i, letter in enumerate(a, start=1):
        row = [i]
        for j, other in enumerate(b, start=1):
            best = min(above[j - 1] + (letter != other), above[j] + 1, row[j - 1] + 1)
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                best = min(best, before[j - 2] + 1)
            row.append(best)
        if min(row) > most:
            return most + 1
        before, above = above, row
    return above[-1]
