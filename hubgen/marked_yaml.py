"""YAML that knows the line and column of every value; the one module that imports PyYAML."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, NamedTuple

import yaml

Mark = tuple[int, int]

# Levels of lists and keys within each other; real front matter has three or four.
DEEPEST = 100


@dataclass(frozen=True, slots=True)
class Marked:
    """A YAML document's value, and where each part of it stands.

    `marks` maps the way to a value (`("channels", 0, "hours")`) to its line and column, `keys` to those of its key;
    both count from 1. `twice` lists the keys that are written again.
    """

    value: Any
    marks: Mapping[tuple[str | int, ...], Mark]
    keys: Mapping[tuple[str | int, ...], Mark]
    twice: tuple[tuple[str | int, ...], ...]

    def where(self, at: tuple[str | int, ...]) -> Mark:
        """The place of a value, or of the nearest thing around it that was written."""
        while at not in self.marks:
            at = at[:-1]
        return self.marks[at]


class YamlError(Exception):
    """Text that is not YAML: the line and column, from 1, the problem in a few words, and how to mend it if known."""

    def __init__(self, line: int, column: int, problem: str, remedy: str = "") -> None:
        super().__init__(f"{line}:{column}: {problem}")
        self.line, self.column, self.problem, self.remedy = line, column, problem, remedy


@dataclass(frozen=True, slots=True)
class Tagged:
    """A value with a tag of its own, such as `!ENV HOME`: it is never run here; MkDocs knows what it stands for."""

    tag: str


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # libyaml is 10 times faster
    """Reads dates as text, so that 2026-13-45 is a fault of ours with a place, not an exception of PyYAML's."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
for _prefix in ("!", "tag:yaml.org,2002:python/"):
    _Loader.add_multi_constructor(_prefix, lambda loader, suffix, node: Tagged(node.tag))


def load(text: str, first_line: int = 1) -> Marked:
    """Reads one YAML document whose first line is line `first_line` of its file; raises YamlError."""
    shift = first_line - 1
    try:
        _refuse_deep_nesting(text, first_line)
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            value = None if node is None else loader.construct_document(node)
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        raise _explained(error, text, first_line) from None
    except yaml.YAMLError as error:
        raise YamlError(first_line, 1, str(error).splitlines()[0]) from None
    except ValueError as error:
        raise YamlError(first_line, 1, str(error)) from None
    marks: dict[tuple[str | int, ...], Mark] = {(): (first_line, 1)}
    keys: dict[tuple[str | int, ...], Mark] = {}
    twice = []
    for at, key, item in _walk(node, (), set()):
        if key is not None and at in keys:
            twice.append(at)
        if key is not None:
            keys[at] = (key.start_mark.line + 1 + shift, key.start_mark.column + 1)
        marks[at] = (item.start_mark.line + 1 + shift, item.start_mark.column + 1)
    return Marked(value, marks, keys, tuple(twice))


def _refuse_deep_nesting(text: str, first_line: int) -> None:
    """Ends before PyYAML's C composer does: it recurses, and 30,000 brackets overflow its stack."""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=_Loader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth > DEEPEST and event.start_mark:
                raise YamlError(event.start_mark.line + first_line, event.start_mark.column + 1, "is nested too deeply")
    except yaml.MarkedYAMLError as error:
        # From PyYAML 6.0.4 on it looks ahead a thousand levels and ends there, before it tells of the first hundred.
        if error.problem == "exceeded maximum nesting depth" and error.problem_mark:
            _refuse_deep_nesting(text[: error.problem_mark.index], first_line)
        raise


# What is ours to tell apart, since libyaml says the same of several faults.
_NO_KEY = "could not find expected ':'"
_OPEN_QUOTE = "found unexpected end of stream"
_GOES_ON = "a text goes on in a line with a colon"

# Faults that libyaml sees only in a later line: its context is where they begin.
_SEEN_LATE = re.compile(f"{_NO_KEY}|{_OPEN_QUOTE}|did not find expected ',' or")

# What stands in a line before its text.
_HEAD = r"(?P<head>\s*(?:- +)*(?:\w[^:]*:\s+)?)"
_COLON = "a text with a colon in it needs quotes around it"
_SIGN = "a text that begins with {sign} needs quotes around it"
_INDENT = "indent it as the lines above it"
_QUOTE = "write {head}{quoted}"


class _Saying(NamedTuple):
    """What to tell an editor: `libyaml` is a pattern of what libyaml says, `line` one of the line at fault.

    The column is that of the group `at`, without one libyaml's; a group `text` must begin before libyaml's column.
    """

    libyaml: str
    line: str
    problem: str
    remedy: str


# The first that fits is told; where none does, libyaml's own words pass as they are.
_SAYINGS = (
    _Saying(
        "",
        r" *(?:- *)*(?P<at>\t)",
        "a tab stands where only spaces may stand",
        "use spaces instead of the tab, and none before a key of the page itself",
    ),
    _Saying(
        _NO_KEY,
        r"[ -]*(?P<key>\w[\w-]*):(?P<value>[^\s/].*)",
        "a space is missing after the colon",
        "write {key}: {value}",
    ),
    _Saying(
        _NO_KEY,
        "",
        "this line is no `key: value`",
        "write a colon and a space after its key, or indent it by two spaces if it goes on the text above",
    ),
    _Saying(_GOES_ON, r"\s*(?P<at>\w[\w-]*):(?:\s|$)", "this line is indented too deep", _INDENT),
    _Saying("mapping values", _HEAD + r"(?P<text>[^\[{\s].*)", _COLON, _QUOTE),
    _Saying(f"mapping values|{_GOES_ON}", "", _COLON, "put the whole text in quotes"),
    _Saying(
        "did not find expected ',' or ']'",
        "",
        "a list that begins with [ has no ]",
        "write commas between its items and ] at its end, or put a text that begins with [ in quotes",
    ),
    _Saying(
        "did not find expected ',' or '}'",
        "",
        "a set of keys that begins with {{ has no }}",
        "write commas between its keys and }} at its end, or put a text that begins with {{ in quotes",
    ),
    _Saying(_OPEN_QUOTE, "", "a quote is not closed", "write the same quote where the text ends"),
    _Saying(
        ".*(?:escape|hexdecimal)",
        "",
        "a backslash in double quotes begins a code, and this is none",
        "put the text in 'single' quotes, where a backslash is one",
    ),
    _Saying(
        "found undefined alias",
        _HEAD + r"(?P<text>\*.*)",
        "no & of this name stands above, and a text that begins with * needs quotes around it",
        _QUOTE,
    ),
    _Saying("block sequence entries|mapping keys", _HEAD + r"(?P<at>(?P<text>(?P<sign>[-?]).*))", _SIGN, _QUOTE),
    _Saying("", _HEAD + r"(?P<at>(?P<text>(?P<sign>[*&!|>%@`,\]}]).*))", _SIGN, _QUOTE),
    _Saying("did not find expected key", _HEAD + r"(?P<at>(?P<text>(?P<sign>[\[{]).*))", _SIGN, _QUOTE),
    _Saying("did not find expected key", _HEAD + r"(?P<text>[\"'].*)", "a text goes on after its quotes", _QUOTE),
    _Saying(
        "did not find expected key",
        "",
        "this line is neither `key: value` nor indented as the one above it",
        _INDENT,
    ),
    _Saying(
        "did not find expected '-' indicator",
        "",
        "this line is neither a list item nor indented as the lines above it",
        _INDENT,
    ),
    _Saying(
        "found character that cannot start any token|did not find expected (?:alphabetic|node content)",
        "",
        "a text that begins with a sign needs quotes around it",
        "put the text in quotes",
    ),
)


def _explained(error: yaml.MarkedYAMLError, text: str, first_line: int) -> YamlError:
    """What libyaml says, at the place of the fault and in an editor's words; where we have none, its own pass."""
    said = error.problem or error.context or "cannot be read"
    late = error.context_mark if _SEEN_LATE.match(said) else None
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return YamlError(first_line, 1, said)
    lines = re.split(r"\r\n?|[\n\x85\u2028\u2029]", text)
    above = _text_from_above(text, mark)
    if above and above.style:
        said, late = _OPEN_QUOTE, above.start_mark
    elif above and said.startswith("mapping values"):
        begins_line = not lines[above.start_mark.line][: above.start_mark.column].strip(" -")
        said, late = (_NO_KEY, above.start_mark) if begins_line else (_GOES_ON, None)
    mark = late or mark
    line = lines[mark.line] if mark.line < len(lines) else ""
    for saying in _SAYINGS:
        found = re.match(saying.line, line.rstrip()) if re.match(saying.libyaml, said) else None
        groups = found.groupdict() if found else {}
        if found and ("text" not in groups or found.start("text") <= mark.column):
            words = {**groups, "head": groups.get("head", "").lstrip(), "quoted": _in_quotes(groups.get("text", ""))}
            column = found.start("at") if "at" in groups else mark.column
            problem, remedy = saying.problem.format(**words), saying.remedy.format(**words)
            return YamlError(mark.line + first_line, column + 1, problem, remedy)
    return YamlError(mark.line + first_line, mark.column + 1, said)


def _text_from_above(text: str, mark: yaml.Mark) -> yaml.ScalarToken | None:
    """The text before a place that ends in its line and begins in one above; a quote that is not closed makes one."""
    last = None
    with suppress(yaml.YAMLError):
        for token in yaml.scan(text, Loader=_Loader):
            if (token.start_mark.line, token.start_mark.column) >= (mark.line, mark.column):
                break
            last = token if isinstance(token, yaml.ScalarToken) else last
    return last if last and last.start_mark.line < mark.line == last.end_mark.line else None


def _in_quotes(text: str) -> str:
    """A text as YAML writes it in quotes; those that it has stay, unless they are around all of it."""
    text = re.sub(r"""^(["'])((?:(?!\1\s).)*)\1$""", r"\2", text)
    return "'" + text.replace("'", "''") + "'" if re.search(r'["\\]', text) else f'"{text}"'


def _walk(
    node: yaml.Node | None, at: tuple[str | int, ...], seen: set[int]
) -> Iterator[tuple[tuple[str | int, ...], yaml.Node | None, yaml.Node]]:
    """Every value below a node with the way to it and its key; an alias is entered once only (it can hold itself)."""
    if node is None or id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        for key, item in node.value:
            way = (*at, str(key.value))
            yield way, key, item
            yield from _walk(item, way, seen)
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            way = (*at, number)
            yield way, None, item
            yield from _walk(item, way, seen)
