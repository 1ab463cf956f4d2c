"""What is known to be wrong already: an old site adopts the checks today, and only what is new fails.

A baseline is a JSON file that is kept with the content, one finding a line and sorted, so that a change of it can be
read and merged. It knows a finding by its check, its page, and the address or words that it is about, and not by its
line, so that edits elsewhere make nothing new; of several alike it knows how many there are. A finding of many pages is
known on each of them, so that it is new on any other; a warning that becomes an error is new, too. Figures (findings of
severity info) never fail, and are not kept.
"""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

from hubgen.extent import of_pages, without_extent
from hubgen.model import Finding

# The first object says what the file is; a later format says another number.
VERSION = 1
HEAD: Mapping[str, Any] = {"hubgen": "baseline", "version": VERSION}


class Known(NamedTuple):
    """What stays the same of a finding while its page is edited; `file` is a source where it is of no page."""

    check: str
    file: str
    what: str
    severity: str


Baseline = Mapping[Known, int]


class Compared(NamedTuple):
    """Findings held against a baseline: those that it does not know, those that it does, and how many are gone."""

    new: tuple[Finding, ...]
    known: tuple[Finding, ...]
    mended: int


class BaselineError(Exception):
    """A text that is no baseline; says on which line, what is wrong and how to mend it."""

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(f"{line}: {problem}")


def without_known(findings: Iterable[Finding], baseline: Baseline, ran: Collection[str] | None = None) -> Compared:
    """The findings that a baseline does not know: where a page has more of a kind than it knows, the last ones.

    Of a finding of several pages some may be known. `ran` names the checks that ran, None all: what the baseline knows
    of others is not mended by their silence.
    """
    left = Counter(baseline)
    new: list[Finding] = []
    known: list[Finding] = []
    for finding in findings:
        places = _places(finding) if _is_kept(finding) else ()
        covered = {place: key for place in places if (key := _covering(_known(finding, place), left))}
        left.subtract(covered.values())
        still = list(covered)
        if not still:
            new.append(finding)
        elif len(still) == len(places):
            known.append(finding)
        else:
            new.append(of_pages(finding, [place for place in places if place not in covered]))
            known.append(of_pages(finding, still))
    mended = sum(count for key, count in left.items() if ran is None or key.check in ran)
    return Compared(tuple(new), tuple(known), mended)


def fingerprint(finding: Finding) -> str:
    """What a finding is known by however many pages have it, as 32 hexadecimal digits."""
    file = "" if finding.pages else _places(finding)[0]
    return sha256("\0".join(_known(finding, file)[:-1]).encode()).hexdigest()[:32]


def of(findings: Iterable[Finding]) -> Baseline:
    """The baseline that knows these findings."""
    return Counter(_known(finding, place) for finding in findings if _is_kept(finding) for place in _places(finding))


def written(baseline: Baseline) -> str:
    """A baseline as the text of its file."""
    entries = ({**key._asdict(), "count": count} for key, count in sorted(baseline.items()))
    lines = (json.dumps(each, ensure_ascii=False) for each in (HEAD, *entries))
    return "[\n" + ",\n".join(lines) + "\n]\n"


def read(text: str) -> Baseline:
    """The baseline that a text holds; raises BaselineError."""
    found: dict[Known, int] = {}
    lines: dict[Known, int] = {}
    objects = _objects(text.removeprefix("\ufeff"))
    _refuse_other_head(*next(objects, (1, {})))
    for line, entry in objects:
        key, count = _entry(line, entry)
        if key in found:
            raise BaselineError(line, f"says the same as line {lines[key]}; keep one of the two")
        found[key], lines[key] = count, line
    return found


def _places(finding: Finding) -> Sequence[str]:
    """The pages of a finding, or the source of one that is of no page."""
    return finding.pages or (finding.page or re.sub(r"(?::\d+){1,2}\Z", "", finding.source),)


def _known(finding: Finding, place: str) -> Known:
    """A number in a message, as of lines, may change while what is wrong stays the same."""
    what = finding.target or finding.quote or re.sub(r"\d+(?:[.,:]\d+)*", "#", without_extent(finding.message))
    texts = (finding.check, place, what, finding.severity)
    return Known(*(text.encode("utf-8", "backslashreplace").decode() for text in texts))


def _covering(key: Known, left: Mapping[Known, int]) -> Known | None:
    """What a baseline has left that knows a finding: a known error knows it as a warning, too."""
    return next((each for each in (key, key._replace(severity="error")) if left.get(each, 0) > 0), None)


def _is_kept(finding: Finding) -> bool:
    return finding.severity in ("error", "warning")


def _objects(text: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The objects of a JSON list with their lines; after edits by hand there may be a comma too many or too few."""
    line, counted, at = 1, 0, text.find("[") + 1
    if text[:at].strip() != "[":
        raise BaselineError(1, f"is no baseline, which begins with [ and then {json.dumps(HEAD)}; {ANEW}")
    while (start := _GAP.match(text, at).end()) < len(text):  # type: ignore[union-attr]  # it matches nothing, too
        line, counted = line + text.count("\n", counted, start), start
        if text[start] == "]":
            if after := _AFTER.search(text, start + 1):
                line += text.count("\n", start, after.start())
                raise BaselineError(line, f"stands behind the ] that ends the list; take it out, or {ANEW}")
            return
        try:
            value, at = _DECODER.raw_decode(text, start)
        except (ValueError, RecursionError):
            value = None
        if not isinstance(value, dict):
            raise BaselineError(line, f"is no JSON object; take the line out, or {ANEW}")
        yield line, value
    raise BaselineError(line, f"ends too early, without a ]; {ANEW}")


ANEW = "write the baseline anew"

_GAP = re.compile(r"[\s,]*")
_AFTER = re.compile(r"\S")
_DECODER = json.JSONDecoder()


def _refuse_other_head(line: int, head: Mapping[str, Any]) -> None:
    version = head.get("version")
    if head.get("hubgen") != HEAD["hubgen"] or not isinstance(version, int):
        raise BaselineError(line, f"is not how a baseline begins, {json.dumps(HEAD)}; {ANEW}")
    if version != VERSION:
        raise BaselineError(line, f"is of version {version}, and this hubgen reads {VERSION}; {ANEW}")


def _entry(line: int, entry: Mapping[str, Any]) -> tuple[Known, int]:
    wanted = (*Known._fields, "count")
    if missing := [key for key in wanted if key not in entry]:
        raise BaselineError(line, f'has no "{missing[0]}"; an entry has {", ".join(wanted)}')
    if unknown := [key for key in entry if key not in wanted]:
        raise BaselineError(line, f'has an unknown key "{unknown[0]}"; an entry has {", ".join(wanted)}, no more')
    if other := [key for key in Known._fields if not isinstance(entry[key], str)]:
        raise BaselineError(line, f'"{other[0]}" is not text; put it in quotes')
    if entry["severity"] not in ("error", "warning"):
        raise BaselineError(line, '"severity" is neither "error" nor "warning"; write one of the two')
    count = entry["count"]
    if not isinstance(count, int) or isinstance(count, bool) or count < 1:
        raise BaselineError(line, '"count" is not a number from 1; write how many such findings the file has')
    return Known(*(entry[key] for key in Known._fields)), count
