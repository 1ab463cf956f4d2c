"""YAML that knows the line and column of every value; the one module that imports PyYAML."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

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


# What libyaml says, in an editor's words; where it has other words for the same, they pass as they are.
_SAYINGS = {
    "mapping values are not allowed in this context": "a text with a colon in it needs quotes around it",
    "found character that cannot start any token": "a line begins with a tab, or a text with a sign that needs quotes",
    "found a tab character where an indentation space is expected": "a line begins with a tab; use spaces",
    "did not find expected ',' or ']'": "a list that begins with [ has no ]",
    "did not find expected ',' or '}'": "a set of keys that begins with { has no }",
    "found unexpected end of stream": "a quote is not closed",
    "did not find expected '-' indicator": "this line is neither a list item nor indented as the lines above it",
    "did not find expected key": "this line is neither `key: value` nor indented as the one above it",
    "could not find expected ':'": "this line is no `key: value`",
}


class YamlError(Exception):
    """Text that is not YAML; knows the line and column, counted from 1, and the problem in a few words."""

    def __init__(self, line: int, column: int, problem: str) -> None:
        super().__init__(f"{line}:{column}: {problem}")
        self.line, self.column, self.problem = line, column, problem


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
        # Of a quote that is not closed, the context is where it begins; the problem is only found at the end.
        unclosed = error.problem == "found unexpected end of stream"
        mark = (error.context_mark if unclosed else None) or error.problem_mark or error.context_mark
        line, column = (mark.line + 1 + shift, mark.column + 1) if mark else (first_line, 1)
        problem = error.problem or error.context or "cannot be read"
        raise YamlError(line, column, _SAYINGS.get(problem, problem)) from None
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
