"""Every check's manual shows mini-sites; they are its test."""

from dataclasses import replace

import pytest

from hubgen import html
from hubgen.checks import Choice, run
from hubgen.config import Options
from hubgen.content import read_site
from hubgen.folder import with_hub
from hubgen.model import Site
from hubgen.pages import MarkdownFile
from hubgen.registry import parts
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
    if all(name.endswith(".md") for name in example.files):
        sources = [
            MarkdownFile(name, built(name), built(name).removesuffix("index.html"), text.encode())
            for name, text in example.files.items()
        ]
        return read_site(sources, Options.model_validate({}))
    documents = {name: html.read(name, text.encode()) for name, text in example.files.items() if name.endswith("html")}
    site = Site(documents=documents, files=frozenset(example.files))
    return replace(with_hub(site, example.hub, example.spokes), contact=example.contact)


@pytest.mark.parametrize("name", CHECKS)
def test_the_manual_has_a_bad_and_a_good_example(name: str) -> None:
    assert {example.good for example in examples(CHECKS[name].__doc__ or "")} == {True, False}


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_a_check_finds_what_its_manual_calls_bad_and_nothing_else(name: str, example: Example) -> None:
    choice = Choice(ignore=set(CHECKS) - {name, "broken-link"}) if name == "unused-excuse" else Choice(select={name})
    found = [finding for finding in run(site_of(example), choice) if finding.check == name]
    assert bool(found) is not example.good
    assert all(finding.message and finding.remedy for finding in found)
