"""Where a text writes what a page shows."""

import pytest

from hubgen.quotes import Text, addressed

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
        ("(tel:0800555", 0, (6, 26)),
        (">", 0, None),
        ("`,", 0, (7, 27)),
        ("& more", 0, (8, 39)),
        ("nowhere", 0, None),
        ("", 0, None),
        ("!", 0, None),
    ],
)
def test_a_quote_is_found_as_it_stands_or_by_its_letters(quote: str, nth: int, place: tuple[int, int] | None) -> None:
    assert Text(TEXT).spot(quote, nth) == place


def test_a_quote_is_found_in_html() -> None:
    assert Text("<p>\n<b>fees</b>\n &amp; more").line_in_html("fees & more", 0) == 2
    assert Text("<p>").line_in_html("none", 0) == 0


def test_a_thousand_quotes_cost_a_page_no_more_than_one() -> None:
    # Gone over letter by letter for each quote, this text took minutes.
    lines = [f"<h2>Size <b>{number}</b> fits</h2>" for number in range(5_000)]
    text = Text("\n".join(lines))
    assert [text.line_in_html(f"Size {number} fits", 0) for number in range(5_000)] == list(range(1, 5_001))


@pytest.mark.parametrize("sign", ["<", "{#", "](", "<a ", "&"])
def test_signs_that_nothing_closes_are_looked_at_once(sign: str) -> None:
    assert Text(sign * 300_000 + " TO-DO").spot("TO DO", 0) == (1, len(sign) * 300_000 + 2)


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
