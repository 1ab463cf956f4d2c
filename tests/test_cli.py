"""The command line: what it prints, where, and with which status."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hubgen.cli import main
from hubgen.registry import parts
from tests.sites import LEAST_RETURNS, snapshot

Run = Callable[..., Result]
WriteSite = Callable[..., Path]

BROKEN = {"content/policies/returns.md": LEAST_RETURNS + "\n[fees](fees.md)\n"}
COMMANDS = sorted(main.commands)


def test_the_commands_are_those_of_the_manual() -> None:
    assert COMMANDS == ["build", "check", "explain", "new", "report", "search", "serve"]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_an_example(command: str) -> None:
    result = CliRunner().invoke(main, [command, "--help"])
    assert (result.exit_code, f"Example: hubgen {command}" in result.output) == (0, True)


def test_a_site_without_findings_is_published(hubgen: Run, write_site: WriteSite) -> None:
    folder = write_site()
    result = hubgen("build", cwd=folder)
    assert (result.exit_code, "nothing to mend" in result.output, "Published: site" in result.output) == (0, True, True)


def test_an_error_is_status_1_and_publishes_nothing(hubgen: Run, write_site: WriteSite) -> None:
    folder = write_site(BROKEN)
    result = hubgen("build", cwd=folder)
    assert result.exit_code == 1
    assert "content/policies/returns.md:9:8" in result.output
    assert not (folder / "site").exists()


def test_a_warning_is_status_0_and_with_strict_1(hubgen: Run, write_site: WriteSite) -> None:
    folder = write_site({"content/a.md": "---\nspoke: A\nprinter: Ann\n---\n# A\n"})
    assert hubgen("build", cwd=folder).exit_code == 0
    before = snapshot(folder / "site")
    (folder / "content" / "a.md").write_text("---\nspoke: A\nprinter: Ann\n---\n# A\n\nmore\n")
    assert hubgen("build", "--strict", cwd=folder).exit_code == 1
    assert snapshot(folder / "site") == before


def test_json_is_all_that_standard_output_holds(hubgen: Run, write_site: WriteSite) -> None:
    result = hubgen("build", "--format", "json", cwd=write_site(BROKEN))
    (finding,) = json.loads(result.stdout)
    assert finding == {
        "check": "broken-link",
        "topic": "links",
        "severity": "error",
        "page": "policies/returns/index.html",
        "line": finding["line"],
        "target": "fees.md",
        "source": "content/policies/returns.md:9:8",
        "column": 8,
        "excerpt": "[fees](fees.md)",
        "message": finding["message"],
        "remedy": finding["remedy"],
    }
    assert finding["line"] > 1


def test_the_report_goes_to_a_file(hubgen: Run, write_site: WriteSite) -> None:
    folder = write_site(BROKEN)
    result = hubgen("build", "--format", "json", "--output", "found.json", cwd=folder)
    assert len(json.loads((folder / "found.json").read_text())) == 1
    assert "1 error" in result.output


def test_a_report_that_cannot_be_written_is_status_2(hubgen: Run, write_site: WriteSite) -> None:
    result = hubgen("build", "--output", "no/such/folder/found.txt", cwd=write_site())
    assert (result.exit_code, "cannot write" in result.output) == (2, True)


def test_checks_are_selected_and_ignored(hubgen: Run, write_site: WriteSite) -> None:
    folder = write_site(BROKEN)
    assert hubgen("build", "--ignore", "broken-link", cwd=folder).exit_code == 0
    assert hubgen("build", "--select", "duplicate-title,missing-alt", cwd=folder).exit_code == 0
    assert hubgen("build", "--select", "broken-link", cwd=folder).exit_code == 1


def test_a_check_that_cannot_judge_is_named(hubgen: Run, write_site: WriteSite) -> None:
    result = hubgen("build", "--select", "broken-external-link", cwd=write_site())
    said = "Not judged without visits to other sites (--external): broken-external-link."
    assert (result.exit_code, said in result.output) == (0, True)
    for command in ("build", "check"):
        assert "Not judged" not in hubgen(command, cwd=write_site()).output


def test_faults_of_the_content_are_told_whatever_is_selected(hubgen: Run, write_site: WriteSite) -> None:
    folder = write_site({"content/a.md": "---\n- a\n---\n"})
    result = hubgen("build", "--select", "broken-link", cwd=folder)
    assert (result.exit_code, "content/a.md:2:1" in result.output) == (1, True)


def test_strict_in_the_configuration_is_our_strict(hubgen: Run, write_site: WriteSite) -> None:
    config = "site_name: S\ndocs_dir: content\ntheme: material\nstrict: true\nplugins:\n  - hubgen:\n"
    folder = write_site({**BROKEN, "mkdocs.yml": config + "      checks: {broken-link: warning}\n"})
    result = hubgen("build", "--format", "json", cwd=folder)
    assert (result.exit_code, [each["check"] for each in json.loads(result.stdout)]) == (1, ["broken-link"])


def test_what_mkdocs_warns_of_is_told(hubgen: Run, write_site: WriteSite) -> None:
    folder = write_site()
    (folder / "mkdocs.yml").write_text((folder / "mkdocs.yml").read_text() + "site_urll: https://example.com\n")
    result = hubgen("build", cwd=folder)
    assert (result.exit_code, "hubgen: warning: " in result.stderr, "site_urll" in result.stderr) == (0, True, True)


def test_options_may_come_from_the_environment(
    hubgen: Run, write_site: WriteSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONTACT", "mailto:help@example.com")
    config = "site_name: S\ndocs_dir: content\ntheme: material\nplugins:\n  - hubgen:\n      contact: !ENV CONTACT\n"
    assert hubgen("build", cwd=write_site({"mkdocs.yml": config})).exit_code == 0


def test_the_status_is_right_when_nobody_reads_on(write_site: WriteSite) -> None:
    folder = write_site({"content/a.md": "---\nspoke: A\n---\n# A\n\n" + "[x](gone.md)\n" * 2000})
    command = f"{sys.executable} -m hubgen build | head -1 >/dev/null; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], cwd=folder, capture_output=True, text=True, check=True)
    assert done.stdout == "1\n"


def test_a_wrong_configuration_of_the_site_itself_is_not_passed_over(hubgen: Run, write_site: WriteSite) -> None:
    folder = write_site()
    assert hubgen("build", cwd=folder).exit_code == 0
    (folder / "mkdocs.yml").write_text(
        "site_name: S\ndocs_dir: content\ntheme: material\nplugins: [{hubgen: {chekcs: {}}}]\n"
    )
    assert hubgen("check", "site", cwd=folder).exit_code == 2
    (folder / "other").mkdir()
    (folder / "other" / "index.html").write_text("<title>Home</title>")
    assert hubgen("check", "other", cwd=folder).exit_code == 0
    assert hubgen("check", "content", cwd=folder).exit_code == 2


def test_a_severity_is_set_in_the_configuration(hubgen: Run, write_site: WriteSite) -> None:
    config = (
        "site_name: S\ndocs_dir: content\ntheme: material\nplugins:\n  - hubgen:\n      checks: {broken-link: %s}\n"
    )
    assert hubgen("build", cwd=write_site({**BROKEN, "mkdocs.yml": config % "warning"})).exit_code == 0
    result = hubgen("build", cwd=write_site({**BROKEN, "mkdocs.yml": config % "off"}))
    assert (result.exit_code, "nothing to mend" in result.output) == (0, True)


WRONG = [
    (["build", "--select", "broken-lnk"], "did you mean broken-link?"),
    (["check", "content", "--select", "broken-lnk,nope"], 'broken-link?\nhubgen: there is no check "nope"'),
    (["build", "--format", "xml"], "'xml' is not one of"),
    (["build", "--wibble"], "No such option"),
    (["wibble"], "No such command"),
    (["explain", "broken-lnk"], "did you mean broken-link?"),
    (["check", "nowhere"], "nowhere: there is no such folder"),
    (["check", "content", "--hub", "nowhere.html"], "nowhere.html"),
    (["search", "money"], "build the site again"),
    (["search"], "Missing argument"),
    (["new", "content"], "content is not an empty folder"),
    (["new", "mkdocs.yml"], "mkdocs.yml is not an empty folder"),
    (["serve", "--address", "nonsense"], "nonsense"),
    (["serve", "--address", ":8000"], ":8000"),
    (["check", "content", "--site-url", "example.com/help"], "example.com/help"),
]


@pytest.mark.parametrize(("arguments", "said"), WRONG, ids=[" ".join(arguments) for arguments, _ in WRONG])
def test_a_wrong_command_is_status_2(hubgen: Run, write_site: WriteSite, arguments: list[str], said: str) -> None:
    result = hubgen(*arguments, cwd=write_site())
    assert (result.exit_code, said in result.output, "Traceback" in result.output) == (2, True, False), result.output


def test_new_builds_clean_at_once_and_is_not_overwritten(hubgen: Run, tmp_path: Path) -> None:
    assert hubgen("new", "helpdesk", cwd=tmp_path).exit_code == 0
    result = hubgen("build", "--strict", cwd=tmp_path / "helpdesk")
    assert (result.exit_code, "nothing to mend" in result.output) == (0, True), result.output
    assert hubgen("new", "helpdesk", cwd=tmp_path).exit_code == 2


def test_new_holds_one_page_of_each_kind(hubgen: Run, tmp_path: Path) -> None:
    hubgen("new", "helpdesk", cwd=tmp_path)
    text = "".join(path.read_text() for path in (tmp_path / "helpdesk" / "content").rglob("*.md"))
    assert [kind for kind in parts("hubgen.kinds") if f"\nkind: {kind}\n" not in text] == []


def test_explain_lists_every_check_and_prints_its_manual(hubgen: Run, tmp_path: Path) -> None:
    listed = hubgen("explain", cwd=tmp_path).output
    for check in parts("hubgen.checks"):
        assert f"{check} " in listed
        manual = hubgen("explain", check, cwd=tmp_path)
        assert (manual.exit_code, "Bad:" in manual.output, "Good:" in manual.output) == (0, True, True)


def test_search_answers_as_the_site_would(hubgen: Run, write_site: WriteSite) -> None:
    folder = write_site()
    hubgen("build", cwd=folder)
    assert "/policies/returns/" in hubgen("search", "return", "it", cwd=folder).output
    assert "Nothing found for: zebra" in hubgen("search", "zebra", cwd=folder).output


def test_a_fault_that_nobody_foresaw_is_one_line(hubgen: Run, write_site: WriteSite) -> None:
    folder = write_site({"theme/main.html": "{% nonsense %}"})
    config = (
        (folder / "mkdocs.yml").read_text().replace("theme: material", "theme: {name: material, custom_dir: theme}")
    )
    (folder / "mkdocs.yml").write_text(config)
    result = hubgen("build", cwd=folder)
    assert (result.exit_code, "Traceback" in result.output) == (2, False)
    assert len(result.output.strip().splitlines()) == 1


def test_progress_is_shown_on_a_terminal_only(write_site: WriteSite) -> None:
    folder = write_site()
    command = [sys.executable, "-m", "hubgen", "build"]
    piped = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    assert (piped.stderr, "\r" in piped.stdout) == ("", False)
    terminal, end = pty.openpty()
    subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=end, check=True)
    os.close(end)
    assert b"Rendering" in os.read(terminal, 100_000)
    os.close(terminal)


def test_output_does_not_depend_on_the_hash_seed(write_site: WriteSite) -> None:
    folder = write_site(BROKEN)
    outputs = {
        subprocess.run(
            [sys.executable, "-m", "hubgen", "build", "--format", "json"],
            cwd=folder,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=False,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(outputs) == 1
