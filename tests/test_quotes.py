"""Where a text writes what a page shows."""

import pytest

from hubgen.quotes import addressed, quoted, quoted_in_html

TEXT = """\
---
title: TODO list
---
# Returns {#back}

Call **us** on [0800 555](tel:0800555) or
write TODO here. See `TODO`, TODOS and
[the fees](fees.md#todo "Fees") &amp; more.
"""


@pytest.mark.parametrize(
    ("quote", "nth", "place"),
    [
        ("TODO", 0, (2, 8)),
        ("TODO", 1, (7, 7)),
        ("TODO", 9, (7, 23)),
        ("Call us on 0800 555 or write", 0, (6, 1)),
        ("us on", 0, (6, 8)),
        ("See TODO", 0, (7, 18)),
        ("the fees & more", 0, (8, 2)),
        ("back", 0, (4, 13)),
        ("nowhere", 0, None),
        ("", 0, None),
        ("!", 0, None),
    ],
)
def test_a_quote_is_found_as_it_stands_or_by_its_letters(quote: str, nth: int, place: tuple[int, int] | None) -> None:
    assert quoted(quote, nth, TEXT) == place


def test_a_quote_is_found_in_html() -> None:
    assert quoted_in_html("fees & more", 0, "<p>\n<b>fees</b>\n &amp; more") == 2
    assert quoted_in_html("none", 0, "<p>") == 0


@pytest.mark.parametrize(
    ("addresses", "template", "place"),
    [
        (["gone/"], '\n<a href="gone/">', (2, 10)),
        (["../gone/", "gone/"], "<a href=\"{{ 'gone/'|url }}\">", (1, 14)),
        (["gone.css"], "extra_css: [gone.css]", (1, 13)),
        (["gone.css"], "  - gone.css\n", (1, 5)),
        (["gone/"], '<a href="begone/">', None),
        (["gone"], '<a href="gone/x">', None),
        (["gone/"], '<a href="gone/#x">', (1, 10)),
        (["", "x"], "<a href=x>", (1, 9)),
    ],
)
def test_an_address_is_found_in_a_template(addresses: list[str], template: str, place: tuple[int, int] | None) -> None:
    assert addressed(addresses, template) == place
