"""What can be wrong with a help center, one file a check: its name is the id, its docstring the manual and the test.

A check module has `topic`, `severity` (its default) and `check(site)`, which yields Findings; and, where they differ
from the usual,

- `stage`: "content" (before anything is built), "excuses" (after all others);
- `needs_hub`, `needs_spokes`, `needs_contact`, `needs_content`, `needs_visits`: True where it can say nothing of a site
  without a hub, declared spokes, a contact, its Markdown, or visits to other sites: there it does not run;
- `needs_text`: True where it reads the sections of pages.

One finding may tell the same of several `pages`: those that excuse it are taken off, and when one is left and the
finding has no `page`, it becomes that page's. A check whose severity is "off" runs only where it is selected, or where
mkdocs.yml gives it another severity.

The docstring opens with one line on what the check reports, says why a customer suffers, and ends in mini-sites, at
least one `Bad:` that it reports and one `Good:` that it does not:

    Bad:
        --hub index.html --spoke returns.html --contact contact.html
        index.html:
            <main>No link to the spoke.</main>

A line of options, which may be left out, then files: a name with a colon, and the content indented below it. They
are files of a built site, or, where there is Markdown among them, of the content; of a check of built pages that is
built first, with a hub and a contact page where it has none.

A site may bring checks of its own, in the same form, in the folder that `own_checks` names in mkdocs.yml.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sized
from dataclasses import dataclass, replace
from pathlib import Path
from traceback import extract_tb
from types import MappingProxyType, ModuleType
from typing import Literal, get_args

from hubgen.extent import PAGES_HAVE, of_pages
from hubgen.links import chrome_links, contact_page, named
from hubgen.model import Excuse, Finding, Rule, Severity, Site
from hubgen.registry import PartError, nearest, parts, parts_of

Catalog = Mapping[str, ModuleType]
Stage = Literal["content", "site", "all"]

# What a check may need, and how to say that a site lacks it.
_NEEDS: Mapping[str, tuple[Callable[[Site], bool], str]] = {
    "needs_content": (lambda site: bool(site.pages or site.faults), "without the Markdown of the site"),
    "needs_hub": (lambda site: bool(site.hub), "without a hub (--hub)"),
    "needs_spokes": (
        lambda site: site.declared,
        "where no spokes are named (--spoke), and what the hub links to is taken for them",
    ),
    "needs_contact": (lambda site: bool(contact_page(site)), "without a contact page (--contact)"),
    "needs_visits": (lambda site: site.visits is not None, "without visits to other sites (--external)"),
}

_SEVERITIES = ", ".join(get_args(Severity))
_TEXTS = ("page", "message", "remedy", "target", "quote", "template", "source")


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


class CheckError(Exception):
    """A check of the site's own that cannot run, or a name that no check has; says so in one line."""


def catalog(own: Path | None = None) -> Catalog:
    """All checks by id, sorted: ours, and those in a folder of the site's own; raises CheckError."""
    if own is None:
        return parts(__name__)
    try:
        brought = parts_of(own)
    except PartError as error:
        raise CheckError(str(error)) from None
    for name, module in brought.items():
        if fault := _fault_of(name, module):
            raise CheckError(f"{module.__file__}: {fault}")
    return MappingProxyType(dict(sorted({**parts(__name__), **brought}.items())))


def refuse_unusable(choice: Choice, checks: Catalog) -> None:
    """Raises CheckError where names are chosen that no check has, or all that is selected is ignored."""
    faults = []
    for name in dict.fromkeys((*choice.select, *choice.ignore)):
        if name not in checks:
            close = nearest(name, checks)
            hint = f"did you mean {close}?" if close else "`hubgen explain` lists them"
            faults.append(f'there is no check "{name}"; {hint}')
    if choice.select and set(choice.select) <= set(choice.ignore):
        faults.append("no check is left to run: what is selected is ignored, too")
    if faults:
        raise CheckError("\n".join(faults))


def run(
    site: Site,
    choice: Choice = Choice(),
    *,
    checks: Catalog | None = None,
    severities: Mapping[str, Severity] = MappingProxyType({}),
    stage: Stage = "all",
) -> list[Finding]:
    """What the checks find, without what is excused, in a stable order; raises CheckError.

    Of stage "content" only the checks that need no built page run, of "site" only the others.
    """
    checks = parts(__name__) if checks is None else checks
    chosen = judging(site, choice, checks, severities, stage)
    found: list[Finding] = []
    for name, module in chosen.items():
        if _stage(module) != "excuses":
            found += _complete(_found_by(module, site), name, module, severities)
    for name, module in chosen.items():
        if _stage(module) == "excuses":
            judged = {each: each in chosen for each in checks}
            found += _complete(_found_by(module, site, tuple(found), judged), name, module, severities)
    return sorted(_unexcused(found, site), key=_order)


def chosen_of(checks: Catalog, choice: Choice, severities: Mapping[str, Severity]) -> Catalog:
    """The checks that are to run; one that is off by default does where it is selected by name."""
    return {
        name: module
        for name, module in checks.items()
        if choice.takes(name) and severities.get(name, "warning" if name in choice.select else module.severity) != "off"
    }


def judging(
    site: Site, choice: Choice, checks: Catalog, severities: Mapping[str, Severity], stage: Stage = "all"
) -> Catalog:
    """The checks that are to run and have what they need on this site, at a stage."""
    return {
        name: module
        for name, module in chosen_of(checks, choice, severities).items()
        if not _lacks(module, site) and (stage == "all" or (_stage(module) == "content") == (stage == "content"))
    }


def need_text(chosen: Catalog) -> bool:
    """Whether one of these checks reads the text of pages, and not only their links and headings."""
    return any(getattr(module, "needs_text", False) for module in chosen.values())


def rules(chosen: Catalog, severities: Mapping[str, Severity]) -> tuple[Rule, ...]:
    """What reports tell of checks."""
    return tuple(
        Rule(name, module.topic, _severity(name, module, severities), (module.__doc__ or "").strip())
        for name, module in chosen.items()
    )


def not_judged(
    site: Site,
    choice: Choice = Choice(),
    checks: Catalog | None = None,
    severities: Mapping[str, Severity] = MappingProxyType({}),
) -> list[str]:
    """What was chosen and could not be judged on this site, a sentence for each thing that it lacks."""
    checks = parts(__name__) if checks is None else checks
    lacking = defaultdict(list)
    for name, module in chosen_of(checks, choice, severities).items():
        # That other sites were not asked is news to nobody but who chose the check.
        if (what := _lacks(module, site)) and (name in choice.select or not getattr(module, "needs_visits", False)):
            lacking[what].append(name)
    if not site.hub and not choice.select:
        ran = judging(site, choice, checks, severities)
        return [f"No hub was named (--hub), so only the general checks ran: {', '.join(ran) or 'none'}."]
    return [f"Not judged {what}: {', '.join(names)}." for what, names in lacking.items()]


def page_excuses(page: str, site: Site) -> tuple[Excuse, ...]:
    """The excuses of a page: those in its head, and those of its front matter, where that is at hand."""
    built = site.documents[page].excuses if page in site.documents else ()
    declared = getattr(site.pages[page].meta, "excuse", {}) if page in site.pages else {}
    others = dict.fromkeys(excuse for excuse in built if excuse.check not in declared)
    return (*others, *(Excuse(check, reason) for check, reason in declared.items() if reason.strip()))


def made_by_template(pages: Sized, site: Site) -> bool:
    """Whether so many pages have the same fault that it is a template's, to be told once for all of them."""
    return len(pages) > 2 and len(pages) * 2 > len(site.documents)


def without_hub(place: Literal["header", "footer"], site: Site) -> Iterator[Finding]:
    """One finding for the pages whose header, or whose footer, does not link to the hub."""
    lacking = tuple(page for page, linked in chrome_links(place, site).items() if site.hub not in linked)
    if lacking:
        ours = f"; hubgen's own {place} has it, so look for a template of yours that replaces partials/{place}.html"
        yield Finding(
            "",
            f"the {place} that {PAGES_HAVE} does not link to the hub, {named(site.hub, site)}",
            f"add the link to the {place}{ours if site.pages else ''}",
            pages=lacking,
            template=f"partials/{place}.html",
        )


def _fault_of(name: str, module: ModuleType) -> str:
    """What a check of the site's own lacks, or ""."""
    if name in parts(__name__):
        return f"the name {name} is taken by one of hubgen's own checks; rename the file"
    if not callable(getattr(module, "check", None)):
        return "has no function check(site)"
    if not (module.__doc__ or "").strip():
        return "has no docstring; it is the manual of the check, and its first line says what the check reports"
    if not isinstance(getattr(module, "topic", None), str):
        return 'has no topic; write one, as in topic = "content"'
    if getattr(module, "severity", None) not in get_args(Severity):
        return f"has no severity; write severity = and one of {_SEVERITIES}"
    return ""


def _found_by(module: ModuleType, *given: object) -> list[Finding]:
    """What a check yields; one of the site's own may fail, and then says where."""
    try:
        return [_finding(each, module) for each in module.check(*given)]
    except CheckError:
        raise
    except Exception as error:
        if module.__name__.startswith(__name__):
            raise
        line = next(
            (frame.lineno for frame in reversed(extract_tb(error.__traceback__)) if frame.filename == module.__file__),
            1,
        )
        raise CheckError(f"{module.__file__}:{line}: the check ended in {type(error).__name__}: {error}") from error


def _finding(found: object, module: ModuleType) -> Finding:
    """What a check yields, if it can be reported."""
    if not isinstance(found, Finding):
        raise CheckError(f"{module.__file__}: check(site) is to yield hubgen.model.Finding, not {type(found).__name__}")
    for name in _TEXTS:
        if not isinstance(text := getattr(found, name), str):
            raise CheckError(f"{module.__file__}: a finding's {name} is to be text, not {text!r}")
    if found.severity not in get_args(Severity):
        raise CheckError(f'{module.__file__}: "{found.severity}" is no severity; write one of {_SEVERITIES}')
    return found


def _lacks(module: ModuleType, site: Site) -> str:
    """What a check needs and a site lacks, or ""."""
    needed = {name for name in _NEEDS if getattr(module, name, False)}
    if _stage(module) == "content":
        needed.add("needs_content")
    return next((what for name, (has, what) in _NEEDS.items() if name in needed and not has(site)), "")


def _stage(module: ModuleType) -> str:
    return getattr(module, "stage", "site")


def _complete(
    findings: Iterable[Finding], name: str, module: ModuleType, severities: Mapping[str, Severity]
) -> Iterator[Finding]:
    most = _severity(name, module, severities)
    for finding in findings:
        target = finding.target or (finding.link.href if finding.link else finding.image.src if finding.image else "")
        severity = max(finding.severity, most, key=get_args(Severity).index)
        yield replace(finding, check=name, topic=module.topic, severity=severity, target=target)


def _severity(name: str, module: ModuleType, severities: Mapping[str, Severity]) -> Severity:
    """The most that a finding of a check can be; of one that is off by default and was selected, a warning."""
    severity: Severity = severities.get(name, module.severity)
    return "warning" if severity == "off" else severity


def _unexcused(findings: Iterable[Finding], site: Site) -> Iterator[Finding]:
    """The findings that no page or element excuses; of a finding of several pages, those pages that do not."""
    for finding in findings:
        element = finding.link or finding.image
        pages = tuple(page for page in finding.pages if not _excuses(page_excuses(page, site), finding))
        own = (*(element.excuses if element else ()), *page_excuses(finding.page, site))
        if not _excuses(own, finding) and bool(pages) == bool(finding.pages):
            yield of_pages(finding, pages) if pages else finding


def _excuses(excuses: Iterable[Excuse], finding: Finding) -> bool:
    return any(excuse.check == finding.check and excuse.reason for excuse in excuses)


def _order(finding: Finding) -> tuple[str, str, int, str, str]:
    element = finding.link or finding.image
    return finding.page, finding.check, element.number if element else -1, finding.message, finding.source
