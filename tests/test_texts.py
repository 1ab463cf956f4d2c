"""Lines as editors number them, and character references."""

import pytest

from hubgen.texts import line_of, lines_of, unescaped


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("a", ["a"]),
        ("a\nb\r\nc\rd\n", ["a\n", "b\r\n", "c\r", "d\n"]),
        ("a\u2028b\fc\x85d\x0be\n", ["a\u2028b\fc\x85d\x0be\n"]),
    ],
)
def test_a_text_has_the_lines_that_editors_number(text: str, lines: list[str]) -> None:
    assert lines_of(text) == lines


@pytest.mark.parametrize(("number", "line"), [(0, ""), (1, "a"), (2, "b"), (3, ""), (-1, "")])
def test_a_line_that_is_not_there_is_empty(number: int, line: str) -> None:
    assert line_of(["a", "b\r"], number) == line


@pytest.mark.parametrize(
    ("text", "read"),
    [("&lt;&#65;&#x42;", "<AB"), ("&#" + "1" * 5_000 + ";x", "\ufffdx"), ("&nosuch; & &#", "&nosuch; & &#")],
)
def test_character_references_are_read_as_browsers_read_them(text: str, read: str) -> None:
    assert unescaped(text) == read
