"""What all that read texts share: lines as editors number them, and character references."""

import re
from collections.abc import Sequence
from html import unescape
from io import StringIO


def lines_of(text: str) -> list[str]:
    """The lines of a text, each with its end, as editors number them: a form feed or U+2028 ends none."""
    return list(StringIO(text, newline=""))


def line_of(lines: Sequence[str], number: int) -> str:
    """One of these lines, from 1, or ""."""
    return lines[number - 1].rstrip("\r") if 0 < number <= len(lines) else ""


# Python refuses to read numbers of more than 4,300 digits.
_TOO_LARGE = re.compile(r"&#[0-9]{8,};?")


def unescaped(text: str) -> str:
    """A text with its character references read; one of no character is the sign that browsers show instead."""
    return unescape(_TOO_LARGE.sub("\ufffd", text))
