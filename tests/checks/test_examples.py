"""Every check's manual shows mini-sites; they are its test."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from hubgen import html
from hubgen.build import build
from hubgen.checks import Choice, run
from hubgen.config import Options
from hubgen.content import read_site
from hubgen.folder import with_hub
from hubgen.model import Finding, Site
from hubgen.pages import MarkdownFile
from hubgen.registry import parts
from hubgen.searches import FILES, read_searches
from tests.checks.examples import Example, examples

CHECKS = parts("hubgen.checks")
EXAMPLES = [
    pytest.param(name, example, id=f"{name}-{'good' if example.good else 'bad'}-{number}")
    for name, module in CHECKS.items()
    for number, example in enumerate(examples(module.__doc__ or ""), start=1)
]


def built(path: str) -> str:
    """Where MkDocs builds a Markdown file."""
    folder = path.removesuffix(".md").removesuffix("index").rstrip("/")
    return f"{folder}/index.html".lstrip("/")


def site_of(example: Example) -> Site:
    if is_content(example):
        sources = [
            MarkdownFile(name, built(name), built(name).removesuffix("index.html"), text.encode())
            for name, text in example.files.items()
            if name.endswith(".md")
        ]
        for_search = {name: text.encode() for name, text in example.files.items() if name in FILES}
        return read_searches(read_site(sources, Options.model_validate({})), for_search, "en")
    documents = {name: html.read(name, text.encode()) for name, text in example.files.items() if name.endswith("html")}
    site = Site(documents=documents, files=frozenset(example.files), visits=example.visits)
    return replace(with_hub(site, example.hub, example.spokes), contact=example.contact)


def is_content(example: Example) -> bool:
    return any(name.endswith(".md") for name in example.files)


def found_when_built(example: Example, write_site: Callable[..., Path], choice: Choice) -> list[Finding]:
    files = {"content/policies/returns.md": None, **{f"content/{name}": text for name, text in example.files.items()}}
    config = write_site(files) / "mkdocs.yml"
    return list(build(config, choice, lambda what, done, total: None, today=example.today).verdict.findings)


@pytest.mark.parametrize("name", CHECKS)
def test_the_manual_has_a_bad_and_a_good_example(name: str) -> None:
    assert {example.good for example in examples(CHECKS[name].__doc__ or "")} == {True, False}


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_a_check_finds_what_its_manual_calls_bad_and_nothing_else(
    name: str, example: Example, write_site: Callable[..., Path]
) -> None:
    choice = Choice(ignore=set(CHECKS) - {name, "broken-link"}) if name == "unused-excuse" else Choice(select={name})
    if is_content(example) and getattr(CHECKS[name], "stage", "site") != "content":
        told = found_when_built(example, write_site, choice)
    else:
        told = run(site_of(example), choice)
    found = [finding for finding in told if finding.check == name]
    assert bool(found) is not example.good
    assert all(finding.message and finding.remedy for finding in found)
