"""What hangs where: every page in a column by its clicks from the hub, and in a row beside the page it hangs on."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from hubgen.links import body_links, contact_page, pages_led_to, ways
from hubgen.model import Site
from hubgen.proof import only_chrome, title_of, unreached

# The columns: for 0, 1, 2, and 3 or more clicks, and then those of pages that body links do not lead to.
DEEPEST, CHROME, NOWHERE = 3, 4, 5

# A picture with more rows is not taken in at a glance: some pages are then counted instead of drawn.
MOST_ROWS = 72
# How many pages are drawn of each group below the hub, and below each other page, from the most to the least.
LIMITS = ((9999, 9999), (9999, 12), (9999, 6), (9999, 3), (9999, 1), (9999, 0), (20, 0), (8, 0), (3, 0))
# So many pages with faults are drawn in any case.
MOST_FAULTY = 40


@dataclass(frozen=True, slots=True)
class Box:
    """A page in the picture, and the page that it hangs on; where `path` is "", the pages that there is no room for."""

    path: str
    text: str
    column: int
    row: int
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Tree:
    """What hangs on what, by body links.

    `clicks` counts from the hub, for each page that they lead to; `parent` is the page before it on a shortest way, its
    own spoke where that is one. The pages at one click are the `groups`, by name; `below` holds those at two clicks by
    their parent, and those further away by the page at two clicks on their way. `lost` are the others by column,
    `links` the pairs of pages that are linked beside all this and the ways back, to the hub and to the contact page.
    """

    hub: str
    titles: Mapping[str, str]
    spokes: Collection[str]
    clicks: Mapping[str, int]
    parent: Mapping[str, str]
    groups: Sequence[tuple[str, Sequence[str]]]
    below: Mapping[str, Sequence[str]]
    lost: Mapping[int, Sequence[str]]
    links: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Picture:
    """What stands where: the boxes, the names of groups with their rows, and the number of rows."""

    boxes: Sequence[Box]
    groups: Sequence[tuple[str, int]]
    rows: int


def tree_of(site: Site) -> Tree:
    """What hangs on what in a site; without a hub nothing does."""
    way_to = ways(site)
    clicks = {path: len(way) - 1 for path, way in way_to.items()}
    onward = {path: tuple(pages_led_to(body_links(each), site)) for path, each in sorted(site.documents.items())}
    parent = {path: _parent(path, way, onward, clicks, site) for path, way in way_to.items() if len(way) > 1}
    below: defaultdict[str, list[str]] = defaultdict(list)
    home: dict[str, str] = {}
    for path, above in parent.items():
        if clicks[path] > 1:
            home[path] = path if clicks[path] == 2 else home[above]
            below[above if clicks[path] == 2 else home[path]].append(path)
    spokes = [spoke.path for spoke in site.spokes]
    # Every page has these two links: drawn, they would hide all others.
    ways_back = (site.hub, contact_page(site))
    unbuilt = [path for path in spokes if path not in site.documents]
    return Tree(
        hub=site.hub,
        titles={
            **{path: title_of(path, site) for path in site.documents},
            **{path: f"{title_of(path, site)} (not built)" for path in unbuilt},
        },
        spokes=frozenset(spokes),
        clicks=clicks,
        parent=parent,
        groups=_groups([path for path in parent if clicks[path] == 1], site),
        below=below,
        lost={CHROME: only_chrome(site), NOWHERE: (*unbuilt, *unreached(site))},
        links=[
            (path, other)
            for path, others in onward.items()
            for other in dict.fromkeys(others)
            if other not in (path, *ways_back) and parent.get(other) != path
        ],
    )


def _parent(
    path: str, way: Sequence[str], onward: Mapping[str, Sequence[str]], clicks: Mapping[str, int], site: Site
) -> str:
    own = site.pages[path].parent if path in site.pages else ""
    near = clicks.get(own) == len(way) - 2 and path in onward[own]
    return own if near else way[-2]


def _groups(paths: Sequence[str], site: Site) -> list[tuple[str, Sequence[str]]]:
    """The pages that the hub links to: group by group each spoke with its articles, and last those without a spoke."""
    left = dict.fromkeys(paths)
    articles: defaultdict[str, list[str]] = defaultdict(list)
    for path in paths:
        if path in site.pages:
            articles[site.pages[path].parent].append(path)
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for spoke in site.spokes:
        if spoke.path in left:
            for path in (spoke.path, *articles[spoke.path]):
                groups[spoke.group].append(path)
                left.pop(path, None)
    named: list[tuple[str, Sequence[str]]] = [*groups.items()]
    return [*named, ("Other pages" if named else "", [*left])] if left else named


def arranged(tree: Tree, faulty: Sequence[str]) -> Picture:
    """What stands where, with as many pages as can be taken in at a glance; faulty ones are drawn first of all."""
    kept: set[str] = set()
    for path in faulty[:MOST_FAULTY]:
        while path and path not in kept:
            kept.add(path)
            path = tree.parent.get(path, "")
    for limits in LIMITS:
        picture = _Rows(tree, frozenset(kept), frozenset(faulty), *limits).picture()
        if picture.rows <= MOST_ROWS:
            break
    return picture


class _Rows:
    """Fills the columns from the top, a page's row being the first of those below it."""

    def __init__(
        self, tree: Tree, kept: frozenset[str], faulty: Collection[str], most_in_group: int, most_below: int
    ) -> None:
        self._tree, self._kept, self._faulty = tree, kept, faulty
        self._most_in_group, self._most_below = most_in_group, most_below
        self._boxes: list[Box] = [Box(tree.hub, tree.titles[tree.hub], 0, 0)]

    def picture(self) -> Picture:
        """The whole picture."""
        row, groups = 0, list[tuple[str, int]]()
        for name, paths in self._tree.groups:
            if name:
                groups.append((name, row))
            row = self._place(paths, self._most_in_group, 1, self._tree.hub, row + bool(name))
        height = row
        for column, paths in self._tree.lost.items():
            row = max(row, self._place(paths, max(height, 12), column, "", 0))
        return Picture(tuple(self._boxes), tuple(groups), max(row, 1))

    def _place(self, paths: Sequence[str], most: int, column: int, above: str, row: int) -> int:
        """Places pages below each other, each with what is below it in the next column; gives the next free row."""
        shown = set(paths[:most]) | self._kept.intersection(paths) if len(paths) > most + 1 else set(paths)
        for path in paths:
            if path in shown:
                parent = self._tree.parent.get(path, "")
                hangs_on = parent if parent in shown else above
                self._boxes.append(Box(path, self._tree.titles[path], column, row, hangs_on))
                below = self._tree.below.get(path, ())
                row = max(row + 1, self._place(below, self._most_below, column + 1, path, row) if below else 0)
        if rest := [path for path in paths if path not in shown]:
            self._boxes.append(Box("", self._more(rest, bool(shown)), column, row, above))
            row += 1
        return row

    def _more(self, paths: Sequence[str], shown: bool) -> str:
        """What stands for pages that are not drawn, and for all below them."""
        all_of_them = list(self._with_all_below(paths))
        faulty = sum(path in self._faulty for path in all_of_them)
        number = f"and {len(all_of_them)} more" if shown else f"{len(all_of_them)} pages"
        return f"{number}, {faulty} with faults" if faulty else number

    def _with_all_below(self, paths: Sequence[str]) -> Iterator[str]:
        for path in paths:
            yield path
            yield from self._with_all_below(self._tree.below.get(path, ()))
