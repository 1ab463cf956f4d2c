"""`hubgen report searches` and `hubgen search`: what they print for a site, from logs in files and elsewhere."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hubgen.cli import main

Run = Callable[..., Result]
WriteSite = Callable[..., Path]

SEARCHES = "- query: days of sending\n  page: policies/returns.md\n"


@pytest.fixture
def shop(built_site: WriteSite) -> Path:
    """A small site that is built; `days of sending` is vouched for."""
    return built_site({"content/searches.yml": SEARCHES})


def test_searches_without_a_good_answer_are_listed(hubgen: Run, shop: Path) -> None:
    (shop / "log.csv").write_text("query,count\nmoney back,2\nDays of  Sending,9\n60 days,5\nreturns form,3\n")
    result = hubgen("report", "searches", "log.csv", cwd=shop)
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "19 searches, 4 different. Without a good answer: 5 (26%), 2 different.",
        "",
        "  3  returns form",
        "     missing: form",
        "     nearest: Returns (policies/returns.md)",
        "  2  money back",
        "     nothing found",
        "",
        "# For searches.yml, once each page is the one that answers; the nearest is only a guess:",
        '- query: "returns form"',
        "  page: policies/returns.md",
        '# - query: "money back"',
        "#   page: the page that answers this",
        "",
        "# For synonyms.yml, with the words that your pages use for it; the nearest title is only a guess:",
        '- ["form", "Returns"]',
    ]


def test_what_is_pasted_builds(hubgen: Run, shop: Path) -> None:
    (shop / "log.txt").write_text("returns form\nmoney back\n")
    said = hubgen("report", "searches", "log.txt", cwd=shop).output
    searches, _, synonyms = said.partition("# For searches.yml")[2].partition("# For synonyms.yml")
    (shop / "content" / "searches.yml").write_text(f"{SEARCHES}#{searches}")
    (shop / "content" / "synonyms.yml").write_text(f"#{synonyms}")
    assert hubgen("build", "--strict", cwd=shop).exit_code == 0
    again = hubgen("report", "searches", "log.txt", cwd=shop).output
    assert again.startswith("2 searches, 2 different. Without a good answer: 1 (50%), 1 different.")


def test_a_site_without_its_content_shows_addresses(hubgen: Run, shop: Path, tmp_path: Path) -> None:
    shutil.copytree(shop / "site", tmp_path / "elsewhere")
    (tmp_path / "log.txt").write_text("returns form\n")
    said = hubgen("report", "searches", "log.txt", "--site", "elsewhere", cwd=tmp_path).output
    assert "nearest: Returns (/policies/returns/)" in said
    assert '# - query: "returns form"' in said


def test_a_log_may_come_from_another_program(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(shop)
    result = CliRunner().invoke(main, ["report", "searches", "-", "--limit", "1"], input=b"zebra\nyak\nyak\n")
    assert (result.exit_code, "  2  yak\n" in result.output, "and 1 more" in result.output) == (0, True, True)


WRONG = [
    ("log.txt", b"caf\xe9\n", [], "hubgen: log.txt:1: is neither UTF-8 nor UTF-16"),
    ("log.csv", b"day,page\n", [], "hubgen: log.csv:1: has no column query"),
    ("log.csv", b"q,count\na,x\nb,y\n", [], 'hubgen: log.csv:3: count: "y" is not a whole number'),
    ("log.txt", b"a\n", ["--column", "words"], 'hubgen: log.txt:1: has no column "words"; it has a'),
    ("log.txt", b"a\n", ["--site", "nowhere"], "build the site again"),
    ("log.txt", b"a\n", ["-f", "nowhere.yml"], "nowhere.yml: there is no such file"),
    ("log.txt", b"a\n", ["--limit", "0"], "0 is not in the range"),
    ("other.txt", b"", [], "'log.txt': No such file"),
]


@pytest.mark.parametrize(("name", "content", "options", "said"), WRONG, ids=[said for *_, said in WRONG])
def test_a_wrong_log_is_status_2(
    hubgen: Run, shop: Path, name: str, content: bytes, options: list[str], said: str
) -> None:
    (shop / name).write_bytes(content)
    result = hubgen("report", "searches", "log.csv" if name.endswith("csv") else "log.txt", *options, cwd=shop)
    assert (result.exit_code, said in result.stderr, "Traceback" in result.output) == (2, True, False), result.output


def test_a_million_searches_take_seconds(shop: Path) -> None:
    (shop / "log.txt").write_text("".join(f"returns {number % 50_000}\n" for number in range(1_000_000)))
    command = [sys.executable, "-m", "hubgen", "report", "searches", "log.txt"]
    done = subprocess.run(command, cwd=shop, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.splitlines()[:2] == [
        "1,000,000 searches, 50,000 different. Without a good answer: 200,000 (20%), 10,000 different.",
        "Only the 10,000 commonest were tried.",
    ]
    assert done.stderr == ""


def test_search_says_what_was_corrected_and_explains(hubgen: Run, shop: Path) -> None:
    said = hubgen("search", "--explain", "--limit", "1", "what", "retrun", "dayz", "zebra", cwd=shop).output
    first, second, third, *hit = said.splitlines()
    assert first == "Showing answers for returns, days (typed: retrun, dayz)"
    assert (second, third) == ("Left out, since they tell nothing: what", "Found nowhere: zebra")
    assert hit[0] == " 1. Returns"
    assert hit[1].startswith("    /policies/returns/  (score ")
    assert [line[6:28] for line in hit[2:4]] == ["retrun -> return, 3/4 ", "dayz -> day, 3/4      "]
    assert hit[4].startswith("      score ")


def test_search_without_explain_says_only_what_was_corrected(hubgen: Run, shop: Path) -> None:
    said = hubgen("search", "what", "retrun", "zebra", cwd=shop).output.splitlines()
    assert (said[0], len(said)) == ("Showing answers for returns (typed: retrun)", 3)
