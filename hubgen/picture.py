"""Draws what hangs where as SVG."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from unicodedata import east_asian_width

from hubgen.hanging import CHROME, DEEPEST, NOWHERE, Box, Picture, Tree, arranged
from hubgen.model import Site

HEADS = ("The hub", "1 click", "2 clicks", "3 clicks or more", "Only header, footer, sidebar", "Nothing leads here")
# More lines than this beside the tree hide each other, and are left out.
MOST_LINES = 400

# In pixels.
EDGE, GAP, TOP = 16, 48, 66
ROW, BOX, HUB = 28, 22, 40
WIDTHS = (204, 232, 232, 232, 232, 232)


@dataclass(frozen=True, slots=True)
class Note:
    """What is shown of a page beside its title: its faults, lines about it, and the id of a place with more, or ""."""

    errors: int = 0
    warnings: int = 0
    about: tuple[str, ...] = ()
    anchor: str = ""


def draw(site: Site, tree: Tree, notes: Mapping[str, Note]) -> str:
    """The picture as an SVG element; without a hub it says that one is needed."""
    if site.hub not in site.documents:
        return _without_hub(site)
    picture = arranged(tree, [path for path, note in notes.items() if note.errors or note.warnings])
    return "\n".join(_svg(picture, tree, notes))


def _svg(picture: Picture, tree: Tree, notes: Mapping[str, Note]) -> Iterator[str]:
    columns = sorted({box.column for box in picture.boxes} | {0, 1})
    left = {column: EDGE + sum(WIDTHS[other] + GAP for other in columns if other < column) for column in columns}
    width, height = left[columns[-1]] + WIDTHS[columns[-1]] + GAP // 2, TOP + picture.rows * ROW + EDGE
    counts = Counter(min(clicks, DEEPEST) for clicks in tree.clicks.values())
    counts.update({column: len(paths) for column, paths in tree.lost.items()})
    yield (
        f'<svg class="hangs" role="img" aria-labelledby="hangs-title" aria-describedby="hangs-about" width="{width}" '
        f'height="{height}" viewBox="0 0 {width} {height}">'
    )
    yield f'<title id="hangs-title">What hangs where below {clean(tree.titles[tree.hub])}</title>'
    said = "; ".join(f"{HEADS[column].lower()}: {counts[column]}" for column in columns[1:])
    yield f'<desc id="hangs-about">Pages by their clicks from the hub. {said}. The tables below say the same.</desc>'
    for column in columns:
        yield from _head(column, left[column], height, counts[column])
    places = {box.path: (left[box.column], _middle(box.row), box.column) for box in picture.boxes if box.path}
    lines = [(places[one], places[other]) for one, other in tree.links if one in places and other in places]
    if len(lines) <= MOST_LINES:
        yield from (_faint(one, other) for one, other in lines)
    hanging: defaultdict[str, list[Box]] = defaultdict(list)
    for box in picture.boxes:
        if box.parent:
            hanging[box.parent].append(box)
    for parent, below in hanging.items():
        yield from _strong(places[parent], [(left[box.column], _middle(box.row), box.column) for box in below])
    for name, row in picture.groups:
        yield f'<text class="group" x="{left[1]}" y="{_middle(row) + 7}">{clean(_cut(name, WIDTHS[1]))}</text>'
    for box in picture.boxes:
        yield _box(box, left[box.column], tree, notes.get(box.path, Note()))
    yield "</svg>"


def _middle(row: int) -> int:
    return TOP + row * ROW + ROW // 2


def _head(column: int, x: int, height: int, count: int) -> Iterator[str]:
    lost = " lost" if column in (CHROME, NOWHERE) else ""
    number = "" if column == 0 else "1 page" if count == 1 else f"{count:,} pages"
    yield (
        f'<rect class="column{lost}" x="{x - 10}" y="8" width="{WIDTHS[column] + 20}" height="{height - 16}" rx="8"/>'
        f'<text class="head{lost}" x="{x}" y="29">{HEADS[column]}</text>'
        f'<text class="count" x="{x}" y="46">{number}</text>'
    )


Place = tuple[int, int, int]


def _strong(one: Place, others: Sequence[Place]) -> Iterator[str]:
    """The lines of the tree that leave a page: a trunk with round corners, and its branches."""
    x, y, column = one
    start, bend = x + WIDTHS[column], x + WIDTHS[column] + GAP // 2
    lowest = max((down for _, down, deeper in others if deeper > column), default=y)
    path = [f"M{start} {y}H{bend - 8}q8 0 8 8V{lowest - 8}" if lowest > y else ""]
    for to, down, deeper in others:
        if column == deeper:
            path.append(f"M{x} {y}C{x - 22} {y} {x - 22} {down} {to} {down}")
        else:
            path.append(f"M{start} {y}H{to}" if y == down else f"M{bend} {down - 8}q0 8 8 8H{to}")
    yield f'<path class="tree" d="{"".join(path)}"/>'


def _faint(one: Place, other: Place) -> str:
    """A line of any other link; within a column it bulges to the right."""
    (x, y, column), (to, down, deeper) = one, other
    start = x if column > deeper else x + WIDTHS[column]
    end = to if column < deeper else to + WIDTHS[deeper]
    if column == deeper:
        bulge = min(GAP // 2 + 6, 12 + abs(down - y) // 12)
        return f'<path class="link" d="M{start} {y}C{start + bulge} {y} {end + bulge} {down} {end} {down}"/>'
    middle = (start + end) // 2
    return f'<path class="link" d="M{start} {y}C{middle} {y} {middle} {down} {end} {down}"/>'


def _box(box: Box, x: int, tree: Tree, note: Note) -> str:
    is_hub = box.path == tree.hub
    sort = "hub" if is_hub else "spoke" if box.path in tree.spokes else "article" if box.path else "rest"
    fault = " error" if note.errors else " warning" if note.warnings else ""
    width, high, middle = WIDTHS[box.column], HUB if is_hub else BOX, _middle(box.row)
    about = "\n".join((box.text, *note.about))
    signs, room = _signs(x + width - 6, middle, note)
    text = _cut(box.text, (room - x - 14) * 5 // 6 if is_hub else room - x - 14)
    shown = "".join(
        (
            f'<g class="box {sort}{fault}"><title>{clean(about)}</title>',
            f'<rect x="{x}" y="{middle - high // 2}" width="{width}" height="{high}" rx="6"/>',
            f'<path class="stripe" d="M{x + 4} {middle - high // 2}v{high}"/>' if sort == "spoke" else "",
            f'<text x="{x + 12}" y="{middle + 5}">{clean(text)}</text>{signs}</g>',
        )
    )
    return f'<a href="#{note.anchor}" tabindex="-1">{shown}</a>' if note.anchor else shown


def _signs(right: int, y: int, note: Note) -> tuple[str, int]:
    """A circle with a cross for errors, a triangle for warnings, each with their number; and where they begin."""
    signs = ""
    for sort, number in (("warning", note.warnings), ("error", note.errors)):
        if number:
            x = right - 17 - 9 * len(str(number))
            text = f'<text x="{x + 17}" y="{y + 5}">{number}</text>'
            signs = f'<g class="sign {sort}">{_mark(sort, x + 7, y)}{text}</g>{signs}'
            right = x - 4
    return signs, right


def _mark(sort: str, x: int, y: int) -> str:
    if sort == "error":
        return f'<circle cx="{x}" cy="{y}" r="7.5"/><path class="mark" d="M{x - 3} {y - 3}l6 6m0-6l-6 6"/>'
    return f'<path d="M{x} {y - 8}l8.5 15h-17z"/><path class="mark" d="M{x} {y - 3}v5m0 2v1.5"/>'


def _cut(text: str, width: int) -> str:
    """A text cut to so many pixels, as wide as its letters are in DejaVu Sans, wider than most, at 13 pixels."""
    text = " ".join(text.split())
    if sum(map(_width, text)) <= width:
        return text
    taken, room = 0, width - 13.0
    for char in text:
        room -= _width(char)
        if room < 0:
            break
        taken += 1
    return f"{text[:taken].rstrip()}…"


def _width(char: str) -> float:
    if east_asian_width(char) in "WF":
        return 13.5
    return 4.7 if char in " .,:;'|!()[]fijlrtI" else 12 if char in "mwMW@%&" else 9.4 if char.isupper() else 8.1


def clean(text: str) -> str:
    """A text for HTML and XML alike: escaped, and without the characters that XML forbids."""
    return escape("".join(char if char == "\n" or _is_allowed(char) else "\ufffd" for char in text))


def _is_allowed(char: str) -> bool:
    return " " <= char < "\x7f" or "\xa0" <= char < "\ud800" or "\ue000" <= char < "\ufffe" or char >= "\U00010000"


def _without_hub(site: Site) -> str:
    what = f"{site.hub}: the hub was not built" if site.hub else "There is no hub"
    lines = (
        "A picture needs the one page that",
        "leads to all others: write kind: hub",
        "in its front matter, or name it:",
    )
    return "\n".join(
        (
            '<svg class="hangs" role="img" aria-labelledby="hangs-title" width="300" height="136">',
            f'<title id="hangs-title">{clean(what)}, so nothing can hang on it</title>',
            '<rect class="column lost" x="8" y="8" width="284" height="120" rx="8"/>',
            f'<text class="head lost" x="22" y="34">{clean(_cut(what, 230))}</text>',
            *(f'<text x="22" y="{58 + 19 * number}">{line}</text>' for number, line in enumerate(lines)),
            '<text class="count" x="22" y="115">hubgen check site --hub help/</text>',
            "</svg>",
        )
    )
