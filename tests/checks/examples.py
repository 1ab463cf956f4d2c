"""The mini-sites in the docstrings of checks."""

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from http.client import responses
from textwrap import dedent

from hubgen.model import Visit


@dataclass(frozen=True, slots=True)
class Example:
    """A mini-site of a check's docstring: files by name, and what the options line says."""

    good: bool
    files: Mapping[str, str]
    hub: str = ""
    spokes: Sequence[str] = field(default_factory=tuple)
    contact: str = ""
    visits: Mapping[str, Visit] = field(default_factory=dict)
    today: date | None = None


def examples(docstring: str) -> list[Example]:
    """The mini-sites of a check's docstring."""
    found: list[tuple[bool, list[str]]] = []
    for line in docstring.splitlines():
        if line.rstrip() in ("Bad:", "Good:"):
            found.append((line.startswith("Good"), []))
        elif found:
            found[-1][1].append(line)
    return [_example(good, dedent("\n".join(lines))) for good, lines in found]


def _example(good: bool, text: str) -> Example:
    files: dict[str, list[str]] = {}
    options: dict[str, list[str]] = {
        name: [] for name in ("--hub", "--spoke", "--contact", "--visit", "--today", "--repeat")
    }
    current: list[str] = []
    for line in text.splitlines():
        if line.startswith("--"):
            words = shlex.split(line)
            for option, value in zip(words[::2], words[1::2], strict=True):
                options[option].append(value)
        elif line.endswith(":") and not line.startswith(" "):
            current = files.setdefault(line[:-1], [])
        else:
            current.append(line)
    times = int("".join(options["--repeat"]) or 1)
    contents = {name: (dedent("\n".join(lines)).strip() + "\n") * times for name, lines in files.items()}
    hub, contact = "".join(options["--hub"]), "".join(options["--contact"])
    visits = {visit.url: visit for visit in map(_visit, options["--visit"])}
    today = date.fromisoformat("".join(options["--today"])) if options["--today"] else None
    return Example(good, contents, hub, tuple(options["--spoke"]), contact, visits, today)


def _visit(words: str) -> Visit:
    """What an address answered, as in `404 https://example.com/gone` or `301 https://a.example https://b.example`."""
    status, url, *moved_to = words.split()
    problem = f"answers {status} {responses[int(status)]}" if int(status) >= 400 else ""
    return Visit(url, int(status), problem, "".join(moved_to))
