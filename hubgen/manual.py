"""The manual of the checks, as their docstrings have it: in pieces, as Markdown, and all of them on one page."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from inspect import cleandoc
from itertools import groupby
from textwrap import dedent
from typing import Literal

from hubgen.model import Rule, Severity
from hubgen.sheets import sheet

TITLE = "The checks of hubgen"
ABOUT = (
    "What `hubgen build` and `hubgen check` find wrong with a help center, by topic. An error keeps it from being "
    "published, and with `--strict` a warning does so, too; mkdocs.yml can give a check another severity. Each manual "
    "shows a small site that the check reports, and one that it does not."
)
REPORTED: Mapping[Severity, str] = {
    "error": "Reported as an error.",
    "warning": "Reported as a warning.",
    "info": "Reported as a figure, which fails nothing.",
    "off": "Off, unless it is selected by name or mkdocs.yml gives it a severity.",
}


def manual(rules: Iterable[Rule], form: str) -> str:
    """The manuals of all these checks as one page, by topic; its form is `md` or `html`."""
    ordered = sorted(rules, key=lambda rule: (rule.topic, rule.id))
    topics = [(topic, tuple(of_it)) for topic, of_it in groupby(ordered, key=lambda rule: rule.topic)]
    if form == "md":
        return "\n\n".join(_markdown_page(topics)) + "\n"
    values = {"topics": topics, "reported": REPORTED, "blocks": blocks, "summed_up": summed_up}
    return sheet("manual.html", title=TITLE, about=ABOUT, **values)


def summed_up(rule: Rule) -> str:
    """The first line of a check's manual; a check without one is known by its id."""
    return next(iter(cleandoc(rule.manual).splitlines()), "") or rule.id


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a manual: a paragraph, a list, code, or a mini-site.

    `lines` are the paragraph alone, the points of the list, or the code alone. A mini-site has `files` by name, and
    what is `given`, as in `("index.html", "hub")`.
    """

    kind: Literal["words", "points", "code", "bad", "good"]
    lines: tuple[str, ...] = ()
    given: tuple[tuple[str, str], ...] = ()
    files: tuple[tuple[str, str], ...] = ()


def blocks(text: str) -> Iterator[Block]:
    """The pieces of a manual, in order."""
    for found in _BLOCK.finditer(cleandoc(text) + "\n"):
        if found["words"]:
            yield Block("words", (" ".join(found["words"].split()),))
        elif found["points"]:
            points = re.split(r"^- ", found["points"], flags=re.MULTILINE)[1:]
            yield Block("points", tuple(" ".join(point.split()) for point in points))
        elif found["code"]:
            yield Block("code", (dedent(found["code"]).rstrip(),))
        else:
            yield _mini_site(found["verdict"], dedent(found["site"]))


# Each kind ends where a line can be no more of it; whatever is none of the others is a paragraph.
_BLOCK = re.compile(
    r"^(?P<verdict>Bad|Good):\n(?P<site>(?:(?:[ ]+.*)?\n)*)"
    r"|^(?P<code>[ ]{4}.*\n(?:\n*[ ]{4}.*\n)*)"
    r"|^(?P<points>- .*\n(?:(?:- |[ ]{2}).*\n)*)"
    r"|^(?P<words>.*\S.*\n(?:(?!(?:Bad|Good):\n|- ).*\S.*\n)*)",
    re.MULTILINE,
)


def _mini_site(verdict: str, text: str) -> Block:
    words: list[str] = []
    files: dict[str, list[str]] = {"": []}
    lines = files[""]
    for line in text.splitlines():
        if line.startswith("--"):
            words += line.split()
        elif line.endswith(":") and not line.startswith(" "):
            lines = files.setdefault(line[:-1], [])
        else:
            lines.append(line)
    given = tuple((value, option.strip("-")) for option, value in zip(words[::2], words[1::2], strict=False))
    shown = ((name, dedent("\n".join(content)).strip("\n")) for name, content in files.items())
    return Block("good" if verdict == "Good" else "bad", given=given, files=tuple(file for file in shown if any(file)))


def introduction(text: str) -> str:
    """What a manual says besides what it shows, as plain text with a paragraph a line."""
    return "\n".join(block.lines[0] for block in blocks(text) if block.kind == "words")


def as_markdown(text: str) -> str:
    """A manual as Markdown, with its mini-sites as code."""
    return "\n\n".join(piece for block in blocks(text) for piece in _markdown(block))


def _markdown(block: Block) -> Iterator[str]:
    if block.kind == "words":
        yield from map(_escaped, block.lines)
    elif block.kind == "points":
        yield "\n".join(f"- {_escaped(line)}" for line in block.lines)
    elif block.kind == "code":
        yield from (_fenced(line, "") for line in block.lines)
    else:
        given = ", ".join(f"`{value}` as {role}" for value, role in block.given)
        yield f"**{block.kind.capitalize()}**{given and f', with {given}'}:"
        for name, content in block.files:
            yield from (f"`{name}`",) if name else ()
            ending = name.rpartition(".")[2]
            yield _fenced(content, _LANGUAGES.get(ending, ending))


# How a fence names the language of a file; endings that are left out name themselves.
_LANGUAGES = {"md": "markdown", "svg": "xml", "yml": "yaml"}


def _escaped(text: str) -> str:
    """Text in which Markdown sees no signs of its own, except where it is code."""
    pieces = re.split(r"(`[^`]+`)", text)
    return "".join(
        piece if number % 2 else re.sub(r"([\\`*_\[\]#])", r"\\\1", escape(piece, quote=False))
        for number, piece in enumerate(pieces)
    )


def _fenced(code: str, language: str) -> str:
    """Code in a fence that is longer than any in it."""
    fence = max(("```", *(f"{found}`" for found in re.findall("`{3,}", code))), key=len)
    return f"{fence}{language}\n{code}\n{fence}"


def _markdown_page(topics: Sequence[tuple[str, Sequence[Rule]]]) -> Iterator[str]:
    yield f"# {TITLE}"
    yield ABOUT
    yield "\n".join(
        line
        for topic, rules in topics
        for line in (f"- {topic}", *(f"    - [{rule.id}](#{rule.id}): {_escaped(summed_up(rule))}" for rule in rules))
    )
    for topic, rules in topics:
        yield f"## Topic: {topic}"
        for rule in rules:
            yield f"### {rule.id}\n\n*{REPORTED[rule.severity]}*\n\n{as_markdown(rule.manual)}"
