"""How easily a page reads: words into syllables, sections into sentences, both into a figure."""

import pytest

from hubgen.model import Document, Section
from hubgen.readability import Ease, reading_ease, syllables_of

# (language, words of each number of syllables; of 0 those that are no words)
SYLLABLES = [
    ("en", 0, "\u2014 & | \u2026"),
    ("en", 1, "the we store price time times rule used shipped asked size it's can't eight \u201cFree"),
    (
        "en",
        2,
        "return refund prices table tables wanted handled cancelled boxes changes useful safely people going e-mail",
    ),
    ("en", 2, "didn't player sizes (special) being language trying statement"),
    ("en", 3, "customer warranty condition period video replacement agreement manuals, DAMAGES and/or/but"),
    ("en", 4, "delivery material materials continuous, mechanism refund-table"),
    ("en", 1, "60 $6.95 HB-204518 FAQ a.m. U.S. help@example.com 1st 802-555-0100. www.shop.example"),
    ("de", 1, "Frist See zwei"),
    ("de", 2, "Gr\u00f6\u00dfe neue bauen H\u00e4user Quelle Bayern"),
    ("de", 3, "R\u00fcckgabe Bestellung Theater Region Lieferung Verk\u00e4ufer"),
    ("de", 4, "Widerrufsrecht Versandkosten"),
    ("es", 1, "y muy que"),
    ("es", 2, "cuenta pa\u00eds ciudad leer ayer gu\u00eda pagu\u00e9 gratis veinti\u00fan"),
    ("es", 3, "env\u00edo aceite ping\u00fcino"),
    ("es", 4, "devoluci\u00f3n reembolso"),
    ("fr", 1, "le prix les"),
    ("fr", 2, "commande retour livr\u00e9e produits d\u00e9lai voyage boutique l'adresse na\u00eff"),
    ("fr", 3, "cr\u00e9ation qualit\u00e9 r\u00e9union garantie magasin"),
    ("it", 1, "pi\u00f9 poi"),
    ("it", 2, "buono guida citt\u00e0 vostro questo"),
    ("it", 3, "aiuto paese rimborso dell'anno"),
    ("it", 4, "spedizione restituire"),
    ("nl", 1, "geld tijd leeuw zee"),
    ("nl", 2, "winkel vrije koeien nieuwe"),
    ("nl", 3, "bestelling idee\u00ebn"),
    ("nl", 4, "terugsturen retourneren beantwoorden"),
]
WORDS = [(code, count, word) for code, count, words in SYLLABLES for word in words.split()]


@pytest.mark.parametrize(("code", "count", "word"), WORDS, ids=[f"{code} {word}" for code, _, word in WORDS])
def test_the_syllables_of_a_word(code: str, count: int, word: str) -> None:
    assert syllables_of(word, code) == count


def ease(text: str, lang: str = "en") -> Ease | None:
    return reading_ease(Document("a.html", lang=lang, sections=(Section("", "A heading is left out", text),)))


# (text of a section, its sentences, the words of the longest one)
SENTENCES = [
    ("We pay. You wait.", 2, 2),
    ("We pay! Do you wait? (Yes.) Good.", 4, 3),
    ("He said \u201cSend it back.\u201d We did.", 2, 5),
    ("You need: a box; a label; tape.", 4, 2),
    ("Open 8 a.m. to 8 p.m. Eastern Time.", 1, 8),
    ("Ask Dr. Fox at St. Albans, e.g. by mail. Or call.", 2, 9),
    ("Is it free? No. You pay for the label.", 3, 5),
    ("It costs $6.95. That is all.", 2, 3),
    ("So... yes, wait.", 1, 3),
    ("Version 2.0 is here, at help.example.com today.", 1, 7),
    ("1. Open it. 2. Close it.", 2, 3),
    ("We pay. Day | Phone \u00b7 Monday | 8 to 6 \u00b7 Call us then.", 2, 3),
    ("Day | Phone \u00b7 Monday | 8 to 6", 0, 0),
    ("\u2014 & \u2014", 0, 0),
    ("", 0, 0),
]


@pytest.mark.parametrize(("text", "sentences", "longest"), SENTENCES, ids=[text[:30] for text, *_ in SENTENCES])
def test_the_sentences_of_a_text(text: str, sentences: int, longest: int) -> None:
    found = ease(text)
    assert ((found.sentences, found.longest_words) if found else (0, 0)) == (sentences, longest)


@pytest.mark.parametrize(
    ("lang", "text", "figure"),
    [
        ("en", "We send the money back.", 206.835 - 1.015 * 5 - 84.6 * 6 / 5),
        ("en-GB", "We send the money back.", 206.835 - 1.015 * 5 - 84.6 * 6 / 5),
        ("EN", "Send it. Wait for the money.", 206.835 - 1.015 * 3 - 84.6 * 7 / 6),
        ("de-AT", "Wir senden das Geld.", 180 - 4 - 58.5 * 5 / 4),
        ("es", "Le devolvemos la cuenta.", 206.835 - 4 - 62.3 * 8 / 4),
        ("fr", "Le retour est gratuit.", 207 - 1.015 * 4 - 73.6 * 6 / 4),
        ("it", "Il reso costa poco.", 217 - 1.3 * 4 - 60 * 7 / 4),
        ("nl", "Terugsturen kost niets.", 206.84 - 0.93 * 3 - 77 * 6 / 3),
    ],
)
def test_each_language_has_a_formula_of_its_own(lang: str, text: str, figure: float) -> None:
    found = ease(text, lang)
    assert found is not None
    assert found.figure == pytest.approx(figure)


@pytest.mark.parametrize("lang", ["", "tr", "english"])
def test_a_language_without_a_formula_has_no_figure(lang: str) -> None:
    assert ease("We send the money back.", lang) is None


def test_the_longest_sentence_is_told_as_it_stands() -> None:
    found = ease("Wait. We send  the money back, at once! Thanks.")
    assert found is not None
    assert (found.longest, found.longest_words, found.words, found.sentences) == (
        "We send  the money back, at once!",
        7,
        9,
        3,
    )
