"""Pages that stand alone: they need no other file, run nothing, and ask nobody for anything."""

import unicodedata
from pathlib import Path
from typing import Any


def sheet(template: str, **values: Any) -> str:
    """A page made of one of the templates beside this file; whatever it shows is escaped, and can be written."""
    # Takes 40 ms, which only those pay who want a page.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        finalize=lambda value: "\n".join(map(printable, value.split("\n"))) if type(value) is str else value,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
    )
    return environment.get_template(template).render(values)


def printable(text: str) -> str:
    """A text in one line that can be written anywhere: line ends, control signs and half characters are spelled out."""
    return text if text.isprintable() else "".join(map(_sign, text))


# What joins or parts the letters of emoji and of Persian, and harms nothing.
JOINERS = "\u200c\u200d"


def _sign(char: str) -> str:
    if char.isprintable() or char in JOINERS:
        return char
    if "\udc80" <= char <= "\udcff":
        return f"\\x{ord(char) - 0xDC00:x}"
    return " " if unicodedata.category(char) == "Zs" else char.encode("unicode_escape").decode("ascii")
