"""Checks that a site brings of its own."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
WriteSite = Callable[..., Path]

CONFIG = """\
site_name: Shop
docs_dir: content
theme: material
plugins:
  - hubgen:
      own_checks: our-checks
"""
LOUD = '''\
"""A heading that shouts.

Bad:
    index.html:
        <h1>RETURNS</h1>
"""

from _words import is_loud

from hubgen.model import Finding

topic = "tone"
severity = "error"


def check(site):
    for path, document in sorted(site.documents.items()):
        for heading in document.headings:
            if is_loud(heading.text):
                yield Finding(path, f'"{heading.text}" shouts', "write it in small letters", quote=heading.text)
'''
OURS = {
    "mkdocs.yml": CONFIG,
    "our-checks/loud_heading.py": LOUD,
    "our-checks/_words.py": "def is_loud(text):\n    return text.isupper()\n",
}
SHOUTING = "---\nkind: policy\nspoke: Policies\n---\n# Returns\n\n## SEND IT BACK\n\nNow.\n"


def test_a_check_of_the_sites_own_finds_like_ours(hubgen: Run, write_site: WriteSite) -> None:
    folder = write_site({**OURS, "content/policies/returns.md": SHOUTING})
    result = hubgen("build", cwd=folder)
    assert result.exit_code == 1
    for said in ("7:4", '"SEND IT BACK" shouts', "write it in small letters", "loud-heading"):
        assert said in result.output
    assert hubgen("build", "--ignore", "loud-heading", cwd=folder).exit_code == 0
    assert hubgen("check", "--select", "loud-heading", cwd=folder).exit_code == 1
    assert "A heading that shouts." in hubgen("explain", "loud-heading", cwd=folder).output
    assert "loud-heading" in hubgen("explain", cwd=folder).output


@pytest.mark.parametrize(
    ("more", "status"),
    [("      checks: {loud-heading: warning}\n", 0), ("      checks: {loud-heading: 'off'}\n", 0), ("", 1)],
)
def test_its_severity_is_set_like_that_of_ours(hubgen: Run, write_site: WriteSite, more: str, status: int) -> None:
    folder = write_site({**OURS, "mkdocs.yml": CONFIG + more, "content/policies/returns.md": SHOUTING})
    assert hubgen("build", cwd=folder).exit_code == status


def test_its_findings_can_be_excused(hubgen: Run, write_site: WriteSite) -> None:
    excused = SHOUTING.replace("kind: policy", "kind: policy\nexcuse: {loud-heading: our slogan}")
    assert hubgen("build", "--strict", cwd=write_site({**OURS, "content/policies/returns.md": excused})).exit_code == 0


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("a.py", "def check(site:\n", "our-checks/a.py:1:10: is not Python:"),
        ("a.py", "import no_such_module\n", "our-checks/a.py:1: ModuleNotFoundError: No module named 'no_such_module'"),
        ("a.py", '"""A."""\n', "our-checks/a.py: has no function check(site)"),
        ("a.py", "def check(site): ...\n", "our-checks/a.py: has no docstring"),
        ("a.py", '"""A."""\ndef check(site): ...\n', "our-checks/a.py: has no topic"),
        ("a.py", '"""A."""\ntopic = "x"\ndef check(site): ...\n', "our-checks/a.py: has no severity"),
        ("broken_link.py", LOUD, "our-checks/broken_link.py: the name broken-link is taken"),
        (
            "a.py",
            LOUD.replace("heading.text)", "heading.txt)"),
            "our-checks/a.py:19: the check ended in AttributeError",
        ),
        (
            "a.py",
            '"""A."""\ntopic, severity = "x", "error"\ndef check(site):\n    return ["x"]\n',
            "our-checks/a.py: check(site) is to yield hubgen.model.Finding, not str",
        ),
        (
            "a.py",
            '"""A."""\ntopic, severity = "x", "error"\ndef check(site):\n    pass\n',
            "our-checks/a.py:1: the check ended in TypeError",
        ),
    ],
)
def test_a_check_that_cannot_run_is_one_line_and_publishes_nothing(
    hubgen: Run, write_site: WriteSite, name: str, code: str, said: str
) -> None:
    files = {key: text for key, text in OURS.items() if key != "our-checks/loud_heading.py"}
    folder = write_site({**files, f"our-checks/{name}": code})
    result = hubgen("build", cwd=folder)
    assert (result.exit_code, said in result.output, len(result.output.splitlines())) == (2, True, 1), result.output
    assert not (folder / "site").exists()


def test_a_folder_that_is_not_there_is_told_with_its_place(hubgen: Run, write_site: WriteSite) -> None:
    folder = write_site({"mkdocs.yml": CONFIG})
    result = hubgen("build", cwd=folder)
    place = 'mkdocs.yml:6:7: own_checks: "our-checks" is no folder beside mkdocs.yml'
    assert (result.exit_code, place in result.output) == (2, True), result.output
