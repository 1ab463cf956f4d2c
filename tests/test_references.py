"""Where a Markdown text writes addresses, and where it only seems to."""

import pytest

from hubgen.references import Reference, references


@pytest.mark.parametrize(
    ("markdown", "found"),
    [
        ("See [returns](returns.md).", [("a", "returns.md", 1, 15)]),
        ("![Map](map.svg)", [("img", "map.svg", 1, 8)]),
        ('[a](<a b.md> "Title (x)") [b](c.md \'T\')', [("a", "a b.md", 1, 6), ("a", "c.md", 1, 31)]),
        ("[a](b_(c).md) [d](e(f(g)).md)", [("a", "b_(c).md", 1, 5), ("a", "e(f(g)).md", 1, 19)]),
        ("[a](size guide.md)", [("a", "size guide.md", 1, 5)]),
        (r"[a](b\_c.md?x=1&amp;y=2)", [("a", "b_c.md?x=1&y=2", 1, 5)]),
        ("[a [b] c](d.md)", [("a", "d.md", 1, 11)]),
        ("[![Map](map.svg)](map.md)", [("a", "map.md", 1, 19), ("img", "map.svg", 1, 9)]),
        ("[a][x] and [x][] and [X]\n\n[x]: b.md 'Title'", [("a", "b.md", 3, 6)] * 3),
        ("[a] [x]\n\n[x]: <b c.md>", [("a", "b c.md", 3, 7)]),
        ("![Map][m]\n\n[m]: map.svg", [("img", "map.svg", 3, 6)]),
        ("[no such] and [ ] and [a][none]", []),
        ("<https://example.com/> or <help@example.com>", [
            ("a", "https://example.com/", 1, 2), ("a", "mailto:help@example.com", 1, 28),
        ]),
        ("<a class=x\n  href='a.md'>x</a> <img alt=\"1 > 0\" src=b.svg>", [
            ("a", "a.md", 2, 9), ("img", "b.svg", 2, 42),
        ]),
        ("`[a](b.md)` ``[`](c.md)`` [d](e.md)", [("a", "e.md", 1, 31)]),
        ("``` \n[a](b.md)\n```\n[c](d.md)", [("a", "d.md", 4, 5)]),
        ("~~~~ md\n[a](b.md)\n~~~\n[c](d.md)\n~~~~\n[e](f.md)", [("a", "f.md", 6, 5)]),
        ("- x\n\n    ```\n    [a](b.md)\n    ```\n\n    [c](d.md)", [("a", "d.md", 7, 9)]),
        ("x\n\n    [a](b.md)\n\n    [c](d.md)\n\n[e](f.md)", [("a", "f.md", 7, 5)]),
        ("x\n    [a](b.md)", [("a", "b.md", 2, 9)]),
        ("- x\n\n    [a](b.md)\n\n        [c](d.md)\n", [("a", "b.md", 3, 9)]),
        ("1. x\n    - y\n\n        [a](b.md)\n", [("a", "b.md", 4, 13)]),
        ("!!! note\n    [a](b.md)\n\n    [c](d.md)", [("a", "b.md", 2, 9), ("a", "d.md", 4, 9)]),
        ("Term\n:   [a](b.md)\n\n    [c](d.md)", [("a", "b.md", 2, 9), ("a", "d.md", 4, 9)]),
        ("- x\n\ny\n\n    [a](b.md)", []),
        ("<!-- [a](b.md)\n[c](d.md) --> [e](f.md)", [("a", "f.md", 2, 19)]),
        (r"\[a](b.md) \`[c](d.md)\`", [("a", "d.md", 1, 18)]),
        ("`a\n\nb [c](d.md) `", [("a", "d.md", 3, 7)]),
        ("---\ntitle: '[a](b.md)'\n---\n[c](d.md)", [("a", "d.md", 4, 5)]),
        ("x\r\n[a](b.md)\r\n", [("a", "b.md", 2, 5)]),
        ("<script>\n'[a](b.md)'\n</script>", []),
        ("<script src=a.js>'[b](c.md)'</script>\n<script src=d.js></script>", [
            ("script", "a.js", 1, 13), ("script", "d.js", 2, 13),
        ]),
        ("`<script src=a.js></script>`", []),
        ("x[^1]\n\n[^1]: See [a](b.md)", [("a", "b.md", 3, 15)]),
        ("[" * 500 + "](x", []),
        ("[a\n\nb](c.md)", []),
        ("a\u2028b\x0cc\x85d\n[e](f.md)", [("a", "f.md", 2, 5)]),
        ("<!-- [a](b.md)\n\n[c](d.md)", [("a", "b.md", 1, 10), ("a", "d.md", 3, 5)]),
        ("[a [b](c.md)", [("a", "c.md", 1, 8)]),
        ("", []),
    ],
)  # fmt: skip
def test_addresses_are_found_outside_code(markdown: str, found: list[tuple[str, str, int, int]]) -> None:
    assert [(each.tag, each.address, each.line, each.column) for each in references(markdown)] == found


def test_a_reference_knows_its_words() -> None:
    assert references("<a href=a.md>The <b>policy</b></a> [our *hub*](b.md)") == [
        Reference("a", "a.md", "The policy", 1, 9, html=True),
        Reference("a", "b.md", "our *hub*", 1, 48),
    ]


@pytest.mark.parametrize(
    "piece", ["<!--", "<script>", "<style ", '[a](b "', "[a](b '", "[a](b (", "[a][", "[", "[a]( ", "\\"]
)
def test_what_never_ends_is_not_looked_for_again_and_again(piece: str) -> None:
    # Quadratic work on a text of this length takes a minute.
    assert len(references("[x](" + piece * (100_000 // len(piece)) + "\n\n[y](z.md)")) <= 100_000
