"""The proof as one HTML page: a picture of what hangs where, what is wrong, and the figures; it needs no other file."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files

from hubgen.hanging import CHROME, DEEPEST, NOWHERE, Tree, tree_of
from hubgen.links import file_of, is_aside
from hubgen.model import Finding, Site, Verdict
from hubgen.picture import Note, clean, draw
from hubgen.proof import SpokeProof, proof, title_of

# So many pages with faults are listed; `hubgen check` lists all.
MOST_LISTED = 300
# So many of a page's faults are told where its box is pointed at, and so many pages of one fault are named.
MOST_TOLD = 4

Faults = Mapping[str, Sequence[Finding]]


def page(verdict: Verdict) -> str:
    """The whole page for a verdict; the same verdict gives the same bytes."""
    site, faults = verdict.site, _faults(verdict)
    spokes, tree = proof(site), tree_of(site)
    listed = list(faults)[:MOST_LISTED]
    notes = _notes(site, faults, {path: f"page-{number}" for number, path in enumerate(listed, start=1)}, spokes, tree)
    style = (files("hubgen") / "graph.css").read_text("utf-8")
    title = (
        f"Can customers find every page? {title_of(site.hub, site)}" if site.hub else "Can customers find every page?"
    )
    return "\n".join(
        (
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width,initial-scale=1">',
            f"<title>{clean(title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>",
            "<h1>Can customers find every page?</h1>",
            *_answer(verdict, tree),
            *_tiles(site, tree, faults),
            *_figure(draw(site, tree, notes), site, tree),
            *_wrong(verdict, faults, listed, notes),
            *_proof(spokes, notes),
            "</main>\n</body>\n</html>\n",
        )
    )


def _faults(verdict: Verdict) -> Faults:
    """The errors and warnings of each page, the pages with errors first."""
    found: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in (*verdict.findings, *verdict.known):
        if finding.page and finding.severity in ("error", "warning"):
            found[finding.page].append(finding)
    for findings in found.values():
        findings.sort(key=lambda finding: (finding.severity, finding.check, finding.line, finding.message))
    return dict(sorted(found.items(), key=lambda item: (item[1][0].severity, item[0])))


def _notes(
    site: Site, faults: Faults, anchors: Mapping[str, str], spokes: Sequence[SpokeProof], tree: Tree
) -> Mapping[str, Note]:
    """What the picture says of each page; those with faults come first."""
    anchors = {**{spoke.path: f"spoke-{number}" for number, spoke in enumerate(spokes, start=1)}, **anchors}
    return {
        path: Note(
            errors=sum(finding.severity == "error" for finding in faults.get(path, ())),
            warnings=sum(finding.severity == "warning" for finding in faults.get(path, ())),
            about=(
                file_of(path, site),
                *((_many(tree.clicks[path], "click") + " from the hub",) if tree.clicks.get(path) else ()),
                *(f"{finding.severity}: {finding.message}" for finding in faults.get(path, ())[:MOST_TOLD]),
            ),
            anchor=anchors.get(path, ""),
        )
        for path in dict.fromkeys((*faults, *(spoke.path for spoke in spokes), *sorted(site.documents)))
    }


def _answer(verdict: Verdict, tree: Tree) -> Iterator[str]:
    """The one sentence that counts, and what the checks say."""
    limits = verdict.site.clicks
    lost = sum(map(len, tree.lost.values()))
    far = sum(
        clicks > (limits.spokes if path in tree.spokes else limits.articles) for path, clicks in tree.clicks.items()
    )
    sort = "error"
    if not tree.clicks:
        said = "Nobody knows: without a hub there is no page to start from."
    elif lost:
        said = f"No: links in texts do not lead to {_many(lost, 'page')}."
    elif far:
        said = f"Not easily: {_many(far, 'page')} {'is' if far == 1 else 'are'} further from the hub than allowed."
    else:
        sort, deepest = "good", _many(max(tree.clicks.values()), "click")
        said = f"Yes: links in texts lead from the hub to every page, in {deepest} at most."
    yield f'<p class="answer {sort}">{_sign(sort)} {said}</p>'
    severities = Counter(finding.severity for finding in verdict.findings)
    found = " and ".join(_many(severities[each], each) for each in ("error", "warning") if severities[each])
    known = f", beside {_many(len(verdict.known), 'known one')}" if verdict.known else ""
    end = " The site must not be published as it is." if verdict.failed else ""
    yield f"<p>The checks found {found or 'nothing to mend'}{known}.{end}</p>"


def _tiles(site: Site, tree: Tree, faults: Faults) -> Iterator[str]:
    """The numbers at a glance; those that should be 0 say so by a sign, too."""
    away = Counter(min(clicks, DEEPEST) for clicks in tree.clicks.values())
    lost, nowhere = len(tree.lost[CHROME]), len(tree.lost[NOWHERE])
    worst = next((findings[0].severity for findings in faults.values()), "good")
    numbers = [(len(faults), "with errors or warnings", worst)]
    if tree.clicks:
        numbers = [
            (away[1], "at 1 click from the hub", ""),
            (away[2], "at 2 clicks", ""),
            (away[3], "at 3 clicks or more", "error" if away[3] and site.clicks.articles < DEEPEST else "good"),
            (lost, "that only header, footer or sidebars lead to", "error" if lost else "good"),
            (nowhere, "that nothing leads to", "error" if nowhere else "good"),
            *numbers,
        ]
    yield '<ul class="tiles">'
    for number, what, sort in numbers:
        sign = f"{_sign(sort)} " if sort else ""
        yield f'<li class="tile {sort}"><b>{sign}{number:,}</b> {"page" if number == 1 else "pages"} {what}</li>'
    yield "</ul>"


def _figure(svg: str, site: Site, tree: Tree) -> Iterator[str]:
    """The picture, and how to read it."""
    yield '<figure>\n<div class="scroller" role="region" aria-label="Picture, scrolls sideways" tabindex="0">'
    yield f"{svg}\n</div>"
    if tree.clicks:
        aside = [path for path, each in sorted(site.documents.items()) if is_aside(each) and path not in tree.clicks]
        keys = [("spoke", "spoke"), ("article", "any other page"), ("strong", "a shortest way from the hub")]
        if 'class="link"' in svg:
            keys.append(("faint", "any other link in a text, but to hub and contact page"))
        yield "<figcaption>"
        yield from (f'<span><i class="key {sort}"></i> {what}</span>' for sort, what in keys)
        yield from (f"<span>{_sign(sort)} {sort}s</span>" for sort in ("error", "warning"))
        yield f"<br>Not drawn, since no link needs to lead there: {_some(aside)}." if aside else ""
        yield "</figcaption>"
    yield "</figure>"


def _wrong(verdict: Verdict, faults: Faults, listed: Sequence[str], notes: Mapping[str, Note]) -> Iterator[str]:
    """Every error and warning: those of the whole site first, then page by page."""
    found = (*verdict.findings, *verdict.known)
    general = [each for each in found if not each.page and each.severity in ("error", "warning")]
    yield "<h2>What is wrong</h2>"
    if not faults and not general:
        yield "<p>Nothing.</p>"
    if general:
        yield from ("<h3>Across the site</h3>", *_list(general))
    for path in listed:
        title = f"{clean(title_of(path, verdict.site))} <small>{clean(file_of(path, verdict.site))}</small>"
        yield f'<h3 id="{notes[path].anchor}">{title}</h3>'
        yield from _list(faults[path])
    if len(faults) > len(listed):
        yield f"<p>And {_many(len(faults) - len(listed), 'more page')}: <code>hubgen check</code> lists them all.</p>"


def _list(findings: Sequence[Finding]) -> Iterator[str]:
    yield '<ul class="faults">'
    for finding in findings:
        where = f"<br><small>{clean(finding.source)}</small>" if finding.source else ""
        pages = f"<br><small>{_some(finding.pages)}</small>" if finding.pages else ""
        yield (
            f"<li>{_sign(finding.severity)} <b>{finding.severity}</b> {clean(finding.message)} "
            f"<code>{clean(finding.check)}</code>{pages}"
            f"<br><b>mend:</b> {clean(finding.remedy)}{where}</li>"
        )
    yield "</ul>"


def _proof(spokes: Sequence[SpokeProof], notes: Mapping[str, Note]) -> Iterator[str]:
    """The figures of every spoke as a table."""
    heads = (
        "Spoke",
        "Group",
        "Clicks from the hub",
        "Links in the hub's text",
        "Links in other texts",
        "Pages that have them",
        "Links in its own text",
        "Pages whose header, footer or sidebar links to it",
        "Links to the hub",
        "Links to a person",
        "Faults",
    )
    yield "<h2>The proof, spoke by spoke</h2>"
    if not spokes:
        yield "<p>No spokes are known.</p>"
        return
    yield '<div class="scroller" role="region" aria-label="Table, scrolls sideways" tabindex="0"><table><thead><tr>'
    yield "".join(f'<th scope="col">{clean(head)}</th>' for head in heads)
    yield "</tr></thead><tbody>"
    for number, spoke in enumerate(spokes, start=1):
        note = notes[spoke.path]
        cells = (
            _flag(spoke.clicks is not None, "none" if spoke.clicks is None else str(spoke.clicks)),
            _flag(spoke.from_hub > 0, str(spoke.from_hub)),
            *(str(each) for each in (spoke.links, spoke.pages, spoke.onward, spoke.chrome)),
            *(_flag(each, "yes" if each else "no") for each in (spoke.to_hub, spoke.to_person)),
            f'<a href="#{note.anchor}">{note.errors + note.warnings}</a>' if note.errors + note.warnings else "0",
        )
        yield (
            f'<tr id="spoke-{number}"><th scope="row">{clean(spoke.title)}</th>'
            f'<td class="words">{clean(spoke.group)}</td>' + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
        )
    yield "</tbody></table></div>"


def _some(pages: Sequence[str]) -> str:
    """The first of some pages by name, and how many more there are."""
    more = f" and {len(pages) - MOST_TOLD:,} more" if len(pages) > MOST_TOLD else ""
    return clean(", ".join(pages[:MOST_TOLD]) + more)


def _flag(good: bool, text: str) -> str:
    return text if good else f"{_sign('error')} <b>{text}</b>"


def _sign(sort: str) -> str:
    """A sign that needs no colour to be told from the others; what it means stands beside it in words."""
    mark = {"good": "\u2713", "error": "\u00d7", "warning": "!"}[sort]
    return f'<span class="sign {sort}" aria-hidden="true">{mark}</span>'


def _many(number: int, thing: str) -> str:
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"
