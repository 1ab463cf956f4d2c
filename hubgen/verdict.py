"""What the checks find -> the verdict: what a baseline knows is taken off, and whether the site may be published."""

import os
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from hubgen import baseline
from hubgen.baseline import Baseline
from hubgen.checks import Catalog, Choice, Stage, judging, not_judged, rules
from hubgen.model import Finding, Severity, Site, Verdict


class UnusableError(Exception):
    """A day or a baseline that cannot be used; says why in one line."""


def verdict(
    site: Site,
    findings: Sequence[Finding],
    choice: Choice,
    checks: Catalog,
    severities: Mapping[str, Severity],
    known: Baseline | None = None,
    *,
    all_known: bool = False,
    stage: Stage = "all",
) -> Verdict:
    """The verdict on a site in which the checks of a stage found this; with `all_known` a baseline knows all of it."""
    ran = judging(site, choice, checks, severities, stage)
    new, still, mended = baseline.without_known(findings, baseline.of(findings) if all_known else known or {}, ran=ran)
    return Verdict(
        site=site,
        findings=new,
        rules=rules(ran, severities),
        known=still,
        mended=mended,
        failed=choice.fails(new),
        strict=choice.strict,
        notes=tuple(not_judged(site, choice, checks, severities)) if stage == "all" else (),
    )


def read_baseline(file: Path | None) -> Baseline | None:
    """The findings that are known, None where no file says so; raises UnusableError."""
    if file is None:
        return None
    try:
        return baseline.read(file.read_text("utf-8"))
    except FileNotFoundError:
        hint = "`--update-baseline` writes it from today's findings"
        raise UnusableError(f"{file}: there is no such baseline; {hint}") from None
    except OSError as error:
        raise UnusableError(f"{file}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise UnusableError(f"{file}: is not UTF-8; save the file as UTF-8") from None
    except baseline.BaselineError as error:
        raise UnusableError(f"{file}:{error}") from None


def renewed_baseline(file: Path, reached: Verdict) -> str:
    """The text of a baseline file that knows what this verdict does, and of checks that did not run what it knew."""
    try:
        before: Baseline = read_baseline(file) or {}
    except UnusableError:
        before = {}
    ran = {rule.id for rule in reached.rules}
    others = {key: count for key, count in before.items() if key.check not in ran}
    return baseline.written({**others, **baseline.of(reached.known)})


def day(given: date | None = None, environment: Mapping[str, str] = os.environ) -> date:
    """The day that dates are held against: the one given, that of SOURCE_DATE_EPOCH, or today; raises UnusableError."""
    if given is not None:
        return given
    epoch = environment.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.now(UTC).date()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise UnusableError(f'SOURCE_DATE_EPOCH: "{epoch}" is not a number of seconds since 1970') from None
