"""What can be wrong with a help center, one file a check: its name is the id, its docstring the manual and the test.

A check module has `topic` and `severity` (its default); where they differ from the usual, `stage` ("content": before
anything is built; "excuses": after all others), `needs_hub` (True: it says nothing of a site without a hub) and
`needs_content` (True: nothing of one whose content is not at hand); and `check(site)`, which yields Findings. One
finding may tell the same of several `pages`: those that excuse it are taken off, and when one is left and the finding
has no `page`, it becomes that page's.

The docstring opens with one line on what the check reports, says why a customer suffers, and ends in mini-sites, at
least one `Bad:` that it reports and one `Good:` that it does not:

    Bad:
        --hub index.html --spoke returns.html --contact contact.html
        index.html:
            <main>No link to the spoke.</main>

A line of options, which may be left out, then files: a name with a colon, and the content indented below it. They
are files of a built site, or, where there is Markdown among them, of the content; of a check of built pages that is
built first, with a hub and a contact page where it has none.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType, ModuleType
from typing import Literal

from hubgen.links import chrome_links, named
from hubgen.model import Excuse, Finding, Severity, Site
from hubgen.registry import parts

Stage = Literal["content", "site", "all"]

# In the message of a finding of several pages: "this page has", or how many have, those left out that excuse it.
PAGES_HAVE = "{pages have}"


@dataclass(frozen=True, slots=True)
class Choice:
    """Which checks to run (`select`: only these, when any; `ignore`: not these), and whether warnings fail, too."""

    select: Collection[str] = ()
    ignore: Collection[str] = ()
    strict: bool = False

    def takes(self, check: str) -> bool:
        """Whether a check is to run."""
        return check not in self.ignore and (not self.select or check in self.select)

    def fails(self, findings: Iterable[Finding]) -> bool:
        """Whether these findings keep a site from being published."""
        fatal = ("error", "warning") if self.strict else ("error",)
        return any(finding.severity in fatal for finding in findings)


def run(
    site: Site,
    choice: Choice = Choice(),
    *,
    severities: Mapping[str, Severity] = MappingProxyType({}),
    stage: Stage = "all",
) -> list[Finding]:
    """What the checks find, without what is excused, in a stable order.

    Of stage "content" only the checks that need no built page run, of "site" only the others.
    """
    chosen = dict(_chosen(site, choice, severities, stage))
    found: list[Finding] = []
    for name, module in chosen.items():
        if _stage(module) != "excuses":
            found += _complete(module.check(site), name, module, severities)
    for name, module in chosen.items():
        if _stage(module) == "excuses":
            judged = frozenset(name for name in chosen if _is_judged(name, chosen[name], site))
            found += _complete(module.check(site, tuple(found), judged), name, module, severities)
    return sorted(_unexcused(found, site), key=_order)


def not_judged(site: Site, choice: Choice = Choice()) -> list[str]:
    """What was chosen and could not be judged on this site, one sentence each."""
    chosen = {name: module for name, module in parts(__name__).items() if choice.takes(name)}
    if not site.hub:
        ran = [name for name, module in chosen.items() if not _needs_hub(module) and not _needs_content(module)]
        return [f"No hub was named (--hub), so only the general checks ran: {', '.join(ran) or 'none'}."]
    if not site.declared and "spoke-not-on-hub" in chosen:
        return [
            "spoke-not-on-hub was not judged: no spokes were named (--spoke), "
            "so the pages that the hub links to were taken for them."
        ]
    return []


def page_excuses(page: str, site: Site) -> tuple[Excuse, ...]:
    """The excuses of a page: those in its head, and those of its front matter, where that is at hand."""
    built = site.documents[page].excuses if page in site.documents else ()
    declared = getattr(site.pages[page].meta, "excuse", {}) if page in site.pages else {}
    others = dict.fromkeys(excuse for excuse in built if excuse.check not in declared)
    return (*others, *(Excuse(check, reason) for check, reason in declared.items() if reason.strip()))


def without_hub(place: Literal["header", "footer"], site: Site) -> Iterator[Finding]:
    """One finding for the pages whose header, or whose footer, does not link to the hub."""
    lacking = tuple(page for page, linked in chrome_links(place, site).items() if site.hub not in linked)
    if lacking:
        yield Finding(
            "",
            f"the {place} that {PAGES_HAVE} does not link to the hub, {named(site.hub, site)}",
            f"add the link to the {place}; hubgen's own {place} has it, "
            f"so look for a template of yours that replaces partials/{place}.html",
            pages=lacking,
        )


def _chosen(
    site: Site, choice: Choice, severities: Mapping[str, Severity], stage: Stage
) -> Iterator[tuple[str, ModuleType]]:
    for name, module in parts(__name__).items():
        wanted = stage == "all" or (_stage(module) == "content") == (stage == "content")
        judged = site.hub or not _needs_hub(module)
        if wanted and judged and choice.takes(name) and severities.get(name, module.severity) != "off":
            yield name, module


def _is_judged(name: str, module: ModuleType, site: Site) -> bool:
    """Whether a check that ran could see what it is about: the content, or declared spokes."""
    if _needs_content(module):
        return bool(site.pages)
    return site.declared or name != "spoke-not-on-hub"


def _stage(module: ModuleType) -> str:
    return getattr(module, "stage", "site")


def _needs_hub(module: ModuleType) -> bool:
    return getattr(module, "needs_hub", False)


def _needs_content(module: ModuleType) -> bool:
    return _stage(module) == "content" or getattr(module, "needs_content", False)


def _complete(
    findings: Iterable[Finding], name: str, module: ModuleType, severities: Mapping[str, Severity]
) -> Iterator[Finding]:
    severity = severities.get(name, module.severity)
    for finding in findings:
        target = finding.target or (finding.link.href if finding.link else finding.image.src if finding.image else "")
        yield replace(finding, check=name, topic=module.topic, severity=severity, target=target)


def _unexcused(findings: Iterable[Finding], site: Site) -> Iterator[Finding]:
    """The findings that no page or element excuses; of a finding of several pages, those pages that do not."""
    for finding in findings:
        element = finding.link or finding.image
        pages = tuple(page for page in finding.pages if not _excuses(page_excuses(page, site), finding))
        own = (*(element.excuses if element else ()), *page_excuses(finding.page, site))
        if not _excuses(own, finding) and bool(pages) == bool(finding.pages):
            yield _of_pages(finding, pages) if pages else finding


def _excuses(excuses: Iterable[Excuse], finding: Finding) -> bool:
    return any(excuse.check == finding.check and excuse.reason for excuse in excuses)


def _of_pages(finding: Finding, pages: tuple[str, ...]) -> Finding:
    """A finding of these pages; when it is only one, and the finding has no page of its own, it is that page's."""
    have = "this page has" if len(pages) == 1 else f"{len(pages)} pages have"
    message = finding.message.replace(PAGES_HAVE, have, 1)
    if len(pages) == 1 and not finding.page:
        return replace(finding, message=message, page=pages[0], pages=())
    return replace(finding, message=message, pages=pages)


def _order(finding: Finding) -> tuple[str, str, int, str, str]:
    element = finding.link or finding.image
    return finding.page, finding.check, element.index if element else -1, finding.message, finding.source
