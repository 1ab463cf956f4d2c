"""Where a Markdown text writes addresses: links, images, reference links, autolinks and raw HTML, outside code."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hubgen.texts import lines_of


@dataclass(frozen=True, slots=True)
class Reference:
    """One use of an address in a Markdown text.

    `tag` is the element that it becomes, `text` its words as written; `line` and `column`, from 1, are those of the
    address itself: of a reference link, in its definition. `html` says that it is written as HTML.
    """

    tag: str
    address: str
    text: str
    line: int
    column: int
    html: bool = False


def references(markdown: str) -> list[Reference]:
    """Every use of an address in a Markdown text, in order."""
    text = _masked(markdown)
    definitions = _definitions(text)
    text = _DEFINITION.sub(_blank, text)
    found = [*_links(text, definitions), *_autolinks(text), *_elements(text)]
    starts = [0, *(line.end() for line in re.finditer("\n", markdown))]
    return [_placed(use, starts) for use in sorted(found, key=lambda use: use.at)]


@dataclass(frozen=True, slots=True)
class _Use:
    """A use of an address: where it stands, and where the address does, as offsets."""

    at: int
    tag: str
    address: str
    text: str
    start: int
    html: bool = False


_FRONT_MATTER = re.compile(r"\A---[ \t]*\n.*?^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE)
_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})(.*)")
_CONTAINER = re.compile(r"[ ]*(?:[-*+][ \t]|\d+[.)][ \t]|:[ \t]|\[\^[^\]]+\]:|!!!|\?\?\?|===)")
# Code, comments, what scripts and styles hold, and escaped signs, whichever comes first; code does not reach across an
# empty line. A script left open goes on to the end, as for browsers.
_SPAN = re.compile(
    r"\\[\[\]!`<\\]|(?<!`)(`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)\1(?!`)|<!--.*?-->"
    r"|(<(script|style)\b[^<>]*>).*?(?:</\3\s*>|\Z)",
    re.DOTALL,
)
_DEFINITION = re.compile(
    r"^ {0,3}\[(?!\^)([^\]\n]+)\]:[ \t]*\n?[ \t]*(?:<([^<>\n]*)>|(\S+))"
    r"(?:[ \t]*\n?[ \t]+(?:\"[^\n]*\"|'[^\n]*'|\([^\n]*\)))?[ \t]*$",
    re.MULTILINE,
)
# Blanks and titles are bounded: one that has no end would be looked through from each link before it.
_PARENTHESES = r"\((?:[^\s()\\]|\\.|\([^\s()]*\))*\)"
_QUOTED = r"\"(?:[^\"]|\"(?!\s{0,99}\))){0,999}\"|'(?:[^']|'(?!\s{0,99}\))){0,999}'|\([^)]{0,999}\)"
_TITLE = rf"(?:\s{{1,99}}(?:{_QUOTED}))?\s{{0,99}}\)"
_DESTINATION = re.compile(rf"\(\s{{0,99}}(?:<([^<>\n]*)>|((?:[^\s()\\]|\\.|{_PARENTHESES})*)){_TITLE}")
_SPACED_DESTINATION = re.compile(r"\(\s{0,99}()([^()\s\"'](?:[^()\n\"']*[^()\s\"'])?)\s{0,99}\)")
_REFERENCE = re.compile(r"[ \n]?\[([^\[\]]*)\]")
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.\-]+:[^\s<>]*|[^\s<>@/\"'=]+@[^\s<>@]+)>")
_ELEMENT = re.compile(r"<([A-Za-z][A-Za-z0-9]*)(?=[\s/>])(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
_ATTRIBUTE = re.compile(
    r"[\s\"'](href|src|data|poster|action)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE
)
# The longest text of a link that is looked at, so that a text full of brackets costs no more than its length.
_LONGEST_LABEL = 1000


def _masked(markdown: str) -> str:
    """The text with everything blank that holds no addresses, each other character where it was."""
    lines = lines_of(_FRONT_MATTER.sub(_blank, markdown.replace("\r", " "), count=1))
    # A comment without end is text, and none is looked for from each of its beginnings.
    text, end, rest = "".join(_outside_code(lines)).rpartition("-->")
    text = f"{text}{end}{rest.replace('<!--', '    ')}"
    return _SPAN.sub(lambda span: (span[2] or "") + _blank(span)[len(span[2] or "") :], text)


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def _outside_code(lines: list[str]) -> Iterator[str]:
    """The lines, with those of fenced and indented code blank; what a list item holds is indented, but no code."""
    fence = ""
    containers: list[int] = []
    after_blank, in_code = True, False
    for line in lines:
        opened = _FENCE.match(line)
        indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
        if fence:
            closes = opened is not None and opened[1].startswith(fence) and not opened[2].strip()
            fence = "" if closes else fence
            after_blank = False
        elif opened and not (opened[1][0] == "`" and "`" in opened[2]):
            fence = opened[1]
        elif not line.strip():
            after_blank = True
            yield line
            continue
        else:
            while after_blank and containers and indent < containers[-1]:
                containers.pop()
            in_code = indent >= (containers[-1] if containers else 0) + 4 and (after_blank or in_code)
            if not in_code and _CONTAINER.match(line.expandtabs(4)):
                containers = [each for each in containers if each <= indent] + [(indent // 4 + 1) * 4]
            after_blank = False
            yield re.sub(r"[^\n]", " ", line) if in_code else line
            continue
        yield re.sub(r"[^\n]", " ", line)


def _definitions(text: str) -> Mapping[str, tuple[str, int]]:
    """The addresses of reference links, each with its offset; of two definitions the last holds."""
    return {
        _name(each[1]): (each[2] or each[3], each.start(2 if each[2] else 3)) for each in _DEFINITION.finditer(text)
    }


def _name(label: str) -> str:
    return " ".join(label.split()).lower()


def _links(text: str, definitions: Mapping[str, tuple[str, int]]) -> Iterator[_Use]:
    """Links and images, inline or by reference; brackets in their second half open no link of their own."""
    taken, ends = set[int](), _ends(text)
    for bracket in re.finditer(r"(!?)\[", text):
        start = bracket.end()
        end = ends.get(start, -1)
        if start in taken or not start <= end <= start + _LONGEST_LABEL:
            continue
        label, tag = text[start:end], "img" if bracket[1] else "a"
        inline = _DESTINATION.match(text, end + 1) or _SPACED_DESTINATION.match(text, end + 1)
        if inline:
            group = 1 if inline[1] else 2
            taken.update(_brackets(inline))
            yield _Use(bracket.start(), tag, inline[group], label, inline.start(group))
            continue
        named = _REFERENCE.match(text, end + 1)
        definition = definitions.get(_name(named[1] or label if named else label))
        if definition:
            taken.update(_brackets(named) if named else ())
            yield _Use(bracket.start(), tag, definition[0], label, definition[1])


def _brackets(found: re.Match[str]) -> Iterator[int]:
    """The offsets behind the opening brackets in a match."""
    return (found.start() + bracket.end() for bracket in re.finditer(r"\[", found[0]))


def _ends(text: str) -> Mapping[int, int]:
    """For each opening bracket, by the offset behind it, that of the one that closes it in the same paragraph."""
    ends: dict[int, int] = {}
    opened: list[int] = []
    for sign in re.finditer(r"[\[\]]|\n[ \t]*(?=\n)", text):
        if sign[0] == "[":
            opened.append(sign.end())
        elif sign[0] != "]":
            opened.clear()
        elif opened:
            ends[opened.pop()] = sign.start()
    return ends


def _autolinks(text: str) -> Iterator[_Use]:
    for found in _AUTOLINK.finditer(text):
        address = found[1] if ":" in found[1] else f"mailto:{found[1]}"
        yield _Use(found.start(), "a", address, found[1], found.start(1))


def _elements(text: str) -> Iterator[_Use]:
    """Raw HTML; the text of a link is what stands before its end."""
    for element in _ELEMENT.finditer(text):
        tag = element[1].lower()
        inside = text[element.end() : element.end() + _LONGEST_LABEL].partition("</a")[0] if tag == "a" else ""
        for attribute in _ATTRIBUTE.finditer(element[0]):
            group = next((number for number in (2, 3, 4) if attribute[number]), 2)
            start = element.start() + attribute.start(group)
            yield _Use(element.start(), tag, attribute[group] or "", re.sub(r"<[^>]*>", "", inside), start, html=True)


def _placed(use: _Use, starts: list[int]) -> Reference:
    line = bisect_right(starts, use.start)
    address = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", use.address).replace("&amp;", "&")
    return Reference(use.tag, address, use.text, line, use.start - starts[line - 1] + 1, use.html)
