"""A help center that no one wrote: pages and queries made of invented words, the same on every run."""

# ruff: noqa: RUF001 - letters that look like others are what customers type

import random
from collections.abc import Mapping, Sequence
from pathlib import Path

from hubgen.search import SearchRecord

# Endings that stemmers take off, and what customers' keyboards put between and around words.
ENDINGS = {
    "de": ["", "e", "en", "ung", "ungen", "lich", "ät", "üße", "keit"],
    "en": ["", "s", "ed", "ing", "ation", "ly", "ies", "'s", "’s", "ness", "é"],
    "tr": ["", "lar", "lerin", "ları", "ığı", "İN", "da", "'dan", "üyor"],
}
NOISE = [
    "C++",
    "wi-fi",
    "24.95",
    "AB-1234",
    "😀",
    "<b>",
    "ﬁt",
    "I",
    "İ",
    "don't",
    "हिन्दी",
    "e\u0301t\u00e9",
    "__proto__",
]


def invented_records(lang: str, pages: int = 60, seed: int = 1) -> list[SearchRecord]:
    """Pages of a few sections each, whose words are as unevenly spread as in a real language."""
    chance = random.Random(seed)
    words = _vocabulary(chance, lang)
    found: list[SearchRecord] = []
    for page in range(pages):
        title = _text(chance, words, 3)
        found.append(SearchRecord(f"page-{page}/", title, "", _text(chance, words, 60), "guide", "Help"))
        for section in range(chance.randrange(6)):
            url = f"page-{page}/#part-{section}"
            found.append(SearchRecord(url, title, _text(chance, words, 4), _text(chance, words, 40), "guide"))
    return found


def invented_queries(lang: str, count: int = 500, seed: int = 1) -> list[str]:
    """What customers of those pages type: one to six words, some of which no page has."""
    chance = random.Random(seed)
    words = [*_vocabulary(chance, lang), "the", "und", "not", "constructor", "xyzzy"]
    queries = [_text(chance, words, chance.randint(1, 6)) for _ in range(count - 6)]
    return [*queries, "", "  ", "the", "<script>alert(1)</script>", "😀", " ".join(words * 3)[:10_000]]


def mistyped(query: str, chance: random.Random) -> str:
    """A query with one mistake in its longest word: a letter left out, added, changed or swapped with the next."""
    words = query.split()
    place = max(range(len(words)), key=lambda place: len(words[place]), default=-1)
    if place < 0:
        return query
    word, at = words[place], chance.randrange(len(words[place]))
    before, letter, after = word[:at], word[at], word[at + 1 :]
    wrong = (after, f"x{letter}{after}", f"x{after}", f"{after[:1]}{letter}{after[1:]}")
    words[place] = before + chance.choice(wrong)
    return " ".join(words)


def write(files: Mapping[str, bytes], folder: Path) -> Path:
    """Writes the files of an index into a folder, and gives the folder."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def _vocabulary(chance: random.Random, lang: str) -> list[str]:
    stems = [
        "".join(chance.choice("bdfgklmnrst") + chance.choice("aeiou") for _ in range(length % 3 + 1))
        for length in range(300)
    ]
    return [stem + chance.choice(ENDINGS[lang]) for stem in stems] + NOISE


def _text(chance: random.Random, words: Sequence[str], count: int) -> str:
    weights = [1 / (place % 97 + 2) for place in range(len(words))]
    chosen = chance.choices(words, weights, k=count)
    return " ".join(word.upper() if chance.random() < 0.1 else word for word in chosen)
