"""The words and terms of texts."""

# ruff: noqa: RUF001 - letters that look like others are what customers type

import pytest

from hubgen.search.analysis import STOP_WORDS, analyzer

WORDS = [
    ("letters and digits are words", "en", "Order AB-12, 24.9!", ["order", "ab", "12", "ab12", "24", "9", "249"]),
    ("apostrophes join in English", "en", "Don't lose the customer’s box", ["dont", "lose", "the", "customers", "box"]),
    ("apostrophes part in other languages", "fr", "l'adresse", ["l", "adresse"]),
    ("compatibility forms are the plain ones", "en", "ﬁt Ｆｉｔ", ["fit", "fit"]),
    ("marks belong to their letters", "hi", "हिन्दी भाषा", ["हिन्दी", "भाषा"]),
    ("capital I has no dot in Turkish", "tr", "ISI İade", ["ısı", "iade"]),
    ("and has one elsewhere", "en", "ISI", ["isi"]),
    ("a mark alone is no word", "en", "\u0301 ❤️ 😀", []),
    ("a sigma is the same at the end", "el", "ΟΔΟΣ οδός", ["οδοσ", "οδόσ"]),
    ("underscores part and join words", "en", "order_number", ["order", "number", "ordernumber"]),
    ("what a hyphen joins is one word and two", "en", "Wi-Fi", ["wi", "fi", "wifi"]),
    ("a hyphen that does not break does so, too", "en", "wi\u2011fi", ["wi", "fi", "wifi"]),
    ("signs belong to what stands before them", "en", "C++, C#, Plus+!", ["c", "c++", "c", "c#", "plus", "plus+"]),
    ("a sign between words belongs to none", "en", "page#part +1", ["page", "part", "1"]),
    ("initials are a word", "en", "the U.S. and AT&T", ["the", "u", "s", "us", "and", "at", "t", "att"]),
    ("an address is no word", "en", "a-" * 40 + "b", [*["a"] * 40, "b"]),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "text", "words"), [row[1:] for row in WORDS], ids=[row[0] for row in WORDS])
def test_words(lang: str, text: str, words: list[str]) -> None:
    assert analyzer(lang).words(text) == words


TERMS = [
    ("inflected forms share a term", "en", "return returns returned returning", ["return"] * 4),
    ("accents make no difference", "en", "café cafe CAFÉS", ["cafe"] * 3),
    ("not, can and when are no stop words", "en", "when can i not return the", ["when", "can", "not", "return"]),
    ("courtesies are", "en", "Hello, could you please help? Thanks", ["you", "help"]),
    ("a region changes nothing", "en-GB", "Returns", ["return"]),
    ("an unknown language is not stemmed", "xx", "returns the", ["returns", "the"]),
    ("German", "de", "die Rücksendungen", ["rucksend"]),
    ("letters beyond U+FFFF are not stemmed", "en", "\U00010428\U00010429s", ["\U00010428\U00010429s"]),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "text", "terms"), [row[1:] for row in TERMS], ids=[row[0] for row in TERMS])
def test_terms(lang: str, text: str, terms: list[str]) -> None:
    assert analyzer(lang).terms(text) == terms


@pytest.mark.parametrize("lang", sorted(STOP_WORDS))
def test_stop_words_are_words_of_the_analysis(lang: str) -> None:
    words = STOP_WORDS[lang]
    assert analyzer(lang).words(words) == words.split() == sorted(set(words.split()), key=words.split().index)
