"""Draft marks in Markdown: what is published, what is shown in a preview, and the words by which drafts are known."""

import pytest

from hubgen.drafts import Phrases, read_marks, unpublished, words_in
from hubgen.model import Draft

# (Markdown, what of it is published, what a preview shows)
TEXTS = [
    ("a\n<!-- draft -->\nb\n<!-- /draft -->\nc\n", "a\nc\n", "a\nb\nc\n"),
    ("<!-- draft -->\nb\n<!-- /draft -->", "", "b\n"),
    ("a\r\n<!-- draft -->\r\nb\r\n<!-- /draft -->\r\nc\r\n", "a\r\nc\r\n", "a\r\nb\r\nc\r\n"),
    ("- a\n  <!--draft-->\n- b\n  <!--  /  Draft  -->  \n- c\n", "- a\n- c\n", "- a\n- b\n- c\n"),
    ("<!-- draft -->\na\n<!-- /draft -->\nb\n<!-- draft -->\nc\n<!-- /draft -->\n", "b\n", "a\nb\nc\n"),
    ("<!-- draft -->\n```\n<!-- /draft -->\n```\nb\n<!-- /draft -->\nc\n", "c\n", "```\n<!-- /draft -->\n```\nb\nc\n"),
    ("```\n<!-- draft -->\nb\n<!-- /draft -->\n```\n", *["```\n<!-- draft -->\nb\n<!-- /draft -->\n```\n"] * 2),
    ("~~~ html\n<!-- draft -->\n```\n~~~~\nc\n", *["~~~ html\n<!-- draft -->\n```\n~~~~\nc\n"] * 2),
    ("```\n<!-- draft -->\nb\n<!-- /draft -->\n", "```\n", "```\nb\n"),
    ("Write `<!-- draft -->` above it.\n", *["Write `<!-- draft -->` above it.\n"] * 2),
    ("<!-- drafty -->\n<!-- draft: May -->\n", *["<!-- drafty -->\n<!-- draft: May -->\n"] * 2),
    ("````\n```\n<!-- draft -->\n```\n````\n", *["````\n```\n<!-- draft -->\n```\n````\n"] * 2),
    ("```\n~~~\n```\n<!-- draft -->\nb\n<!-- /draft -->\n", "```\n~~~\n```\n", "```\n~~~\n```\nb\n"),
    ("no marks\n", "no marks\n", "no marks\n"),
]  # fmt: skip


@pytest.mark.parametrize(("markdown", "published", "shown"), TEXTS)
def test_what_stands_between_the_marks_is_only_shown_in_a_preview(markdown: str, published: str, shown: str) -> None:
    marks = read_marks(markdown)
    assert (marks.published, marks.shown, marks.faults) == (published, shown, ())


def test_each_part_knows_its_line() -> None:
    marks = read_marks("a\n<!-- draft -->\nb\n<!-- /draft -->\nc\n<!-- draft -->\n<!-- /draft -->\n", first_line=5)
    assert [(part.line, part.text) for part in marks.parts] == [(6, "b\n"), (10, "")]


ABOVE, BELOW = "write <!-- draft --> alone on a line above it", "write <!-- /draft --> alone on a line below it"
BOTH = "write <!-- draft --> alone on a line above the text, and <!-- /draft --> alone on a line below it"
APART = "write <!-- /draft --> alone on a line above it, or take it out with its end"

# (Markdown, its faults as line, column, message and remedy, what of it is published)
FAULTS = [
    ("a\n  <!-- draft -->\nb\n", [(2, 3, "the draft that begins here has no end", BELOW)], "a\n"),
    ("a\u2028\x0c\x85b\n<!-- /draft -->\n", [(2, 1, "no draft begins above this end", ABOVE)], "a\u2028\x0c\x85b\n"),
    ("a\n<!-- /draft -->\nb\n", [(2, 1, "no draft begins above this end", ABOVE)], "a\nb\n"),
    (
        "<!-- draft -->\na\n<!-- draft -->\nb\n<!-- /draft -->\nc\n<!-- /draft -->\nd\n",
        [(3, 1, "a draft begins inside that of line 1", APART)],
        "d\n",
    ),
    (
        "<!-- draft -->\na\n<!-- draft -->\nb\n<!-- /draft -->\nc\n",
        [
            (3, 1, "a draft begins inside that of line 1", APART),
            (1, 1, "the draft that begins here has no end", BELOW),
        ],
        "",
    ),
    (
        "a <!-- draft --> b\n",
        [(1, 3, "a draft mark does not stand on a line of its own", BOTH)],
        "a <!-- draft --> b\n",
    ),
    (
        "> <!-- /draft -->\n",
        [(1, 3, "a draft mark does not stand on a line of its own", BOTH)],
        "> <!-- /draft -->\n",
    ),
    (
        "<!-- draft -->\na <!-- /draft -->\nb\n",
        [
            (2, 3, "a draft mark does not stand on a line of its own", BOTH),
            (1, 1, "the draft that begins here has no end", BELOW),
        ],
        "",
    ),
]


@pytest.mark.parametrize(("markdown", "faults", "published"), FAULTS)
def test_a_mark_at_fault_is_told_and_nothing_after_it_is_published(
    markdown: str, faults: list[tuple[int, int, str, str]], published: str
) -> None:
    marks = read_marks(markdown)
    assert [(each.line, each.column, each.message, each.remedy) for each in marks.faults] == faults
    assert marks.published == published


# (title, text of a draft, published Markdown, the draft's own words)
WORDS = [
    ("", "From May on, all **returns** are free.", [], ["from may on all returns are free"]),
    ("", "See [our _returns_ policy](policies/returns.md#how \"Title\") for more.", [],
     ["see our returns policy for more"]),
    ("", "## Fees { #fees .big }\n\nFrom&nbsp;May on <b class='x'>12</b> dollars[^1]", [],
     ["fees from may on 12 dollars"]),
    ("", "related: [guides/after-purchase/re-waterproof-a-jacket.md, a.md]", [], []),
    ("", "All returns are free from May on, and stay so.", ["All returns are free from May."],
     ["returns are free from may on and stay so"]),
    ("", "One two three four five six seven eight nine ten eleven twelve.", ["four five six seven eight nine"],
     ["one two three four five six seven eight", "five six seven eight nine ten eleven twelve"]),
    ("", "One two three four five six.", ["ONE, two -- three\nfour `five` [six](x.md)"], []),
    ("", "Free from May", [], ["free from may"]),
    ("", "Free from May", ["It is free from May on."], []),
    ("", "From May", [], []),
    ("Free returns soon", "Text", [], ["free returns soon"]),
    ("Free returns soon", "Text", ["# Free returns, soon"], []),
    ("Returns", "Text", [], []),
]  # fmt: skip


@pytest.mark.parametrize(("title", "text", "published", "own"), WORDS)
def test_a_draft_is_known_by_the_words_that_nothing_published_has(
    title: str, text: str, published: list[str], own: list[str]
) -> None:
    (draft,) = unpublished([Draft("a.md", 1, text, title=title)], published)
    assert draft.text.splitlines() == own


def test_words_are_found_in_other_texts_whatever_stands_between_them() -> None:
    phrases = Phrases([("free", "from", "may"), ("all", "returns", "are", "free", "from", "may")])
    assert list(phrases.found_in(words_in("ALL returns\nare (free) from_May"))) == [
        ("all", "returns", "are", "free", "from", "may"),
        ("free", "from", "may"),
    ]
    assert list(phrases.found_in(words_in("free may from"))) == []


def test_fences_without_end_are_looked_at_once() -> None:
    # Looked for from each fence anew, the ends of so many took half an hour.
    marks = read_marks("<!-- draft -->\n<!-- /draft -->\n" + "```a\n" * 100_000)
    assert (len(marks.published), marks.faults) == (500_000, ())


def test_a_character_reference_of_no_character_is_no_word() -> None:
    assert unpublished([Draft("a.md", 1, "free from may &#" + "9" * 5_000, title="")], [])[0].text == "free from may"
