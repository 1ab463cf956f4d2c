"""`hubgen check` and its neighbours from the command line: baseline, day, figures, picture, causes, hosting."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from click.testing import Result

from tests.sites import LEAST_CONFIG, LEAST_RETURNS, snapshot

Run = Callable[..., Result]
WriteSite = Callable[..., Path]

BROKEN = {"content/policies/returns.md": LEAST_RETURNS + "\n[fees](fees.md)\n"}
DUE = LEAST_RETURNS.replace("kind: policy\n", "kind: policy\nowner: Returns team\nreview_by: 2026-11-27\n")


def findings(hubgen: Run, *arguments: str, cwd: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(hubgen("check", *arguments, "--format", "json", cwd=cwd).stdout)
    return found


def foreign(folder: Path, **pages: str) -> Path:
    folder.mkdir()
    for name, content in pages.items():
        head = f"<title>{name}</title><meta name=description content={name}><h1>{name}</h1>"
        (folder / f"{name}.html").write_text(head + content)
    return folder


def test_a_baseline_lets_known_findings_be_and_new_ones_fail(hubgen: Run, tmp_path: Path) -> None:
    site = foreign(tmp_path / "site", index="<a href=gone.html>Gone</a>")
    written = hubgen("check", "site", "--baseline", "known.json", "--update-baseline", cwd=tmp_path)
    assert (written.exit_code, written.output.splitlines()[-2:]) == (
        0,
        [
            "Checked 1 page, 0 spokes, 1 link: nothing to mend. Known before: 1 still there.",
            "known.json knows 1 error now; new ones fail.",
        ],
    )
    known = hubgen("check", "site", "--baseline", "known.json", cwd=tmp_path)
    assert known.exit_code == 0
    assert "nothing to mend. Known before: 1 still there." in known.output
    index = site / "index.html"
    index.write_text("\n\n" + index.read_text() + "<a href=lost.html>Lost</a>")
    new = hubgen("check", "site", "--baseline", "known.json", cwd=tmp_path)
    assert (new.exit_code, "gone.html" in new.output, "lost.html" in new.output) == (1, False, True)
    index.write_text("<title>a</title><meta name=description content=a><h1>a</h1>")
    assert "Known before: 1 mended." in hubgen("check", "site", "--baseline", "known.json", cwd=tmp_path).output


def test_a_build_knows_the_baseline_of_its_configuration(hubgen: Run, write_site: WriteSite) -> None:
    config = LEAST_CONFIG.replace("[hubgen]", "[hubgen: {baseline: known.json}]")
    folder = write_site(BROKEN)
    (folder / "site").mkdir()
    assert hubgen("build", cwd=folder).exit_code == 1
    (folder / "mkdocs.yml").write_text(config)
    assert hubgen("build", cwd=folder).exit_code == 2
    known = (
        '{"check": "broken-link", "file": "policies/returns/index.html", "what": "fees.md", '
        '"severity": "error", "count": 1}'
    )
    (folder / "known.json").write_text(f'[\n{{"hubgen": "baseline", "version": 1}},\n{known}\n]\n')
    result = hubgen("build", cwd=folder)
    assert (result.exit_code, "Known before: 1 still there." in result.output) == (0, True), result.output


def test_mending_a_part_makes_nothing_else_new(hubgen: Run, tmp_path: Path) -> None:
    hub = "<main><a href=one.html>One</a><a href=two.html>Two</a></main><footer><a href=index.html>index</a></footer>"
    body = "<main><h2>Same</h2><a href=index.html>index</a><a href=tel:1>Call</a></main>"
    site = foreign(tmp_path / "site", index=hub, one=body, two=body, three=body)
    for name in ("one", "two", "three"):
        page = site / f"{name}.html"
        page.write_text(page.read_text().replace(f"<title>{name}", "<title>Same"))
    check = ("check", "site", "--hub", "index.html", "--strict", "--baseline", "known.json")
    hubgen(*check, "--update-baseline", cwd=tmp_path)
    known = (tmp_path / "known.json").read_text()
    assert {"spoke-not-in-footer", "hub-not-in-footer", "duplicate-title"} <= set(
        re.findall(r'"check": "(.+?)"', known)
    )
    page = site / "one.html"
    footer = "<footer><a href=index.html>index</a><a href=one.html>One</a></footer>"
    page.write_text(page.read_text().replace("<title>Same", "<title>Other") + footer)
    result = hubgen(*check, cwd=tmp_path)
    assert (result.exit_code, "mended" in result.output) == (0, True), result.output


def test_a_site_that_was_never_published_adopts_the_checks(hubgen: Run, write_site: WriteSite) -> None:
    folder = write_site(BROKEN)
    drawn = hubgen("build", "--graph", "picture.html", cwd=folder)
    assert (drawn.exit_code, "fees.md" in (folder / "picture.html").read_text(), (folder / "site").exists()) == (
        1,
        True,
        False,
    )
    adopted = hubgen("build", "--baseline", "known.json", "--update-baseline", cwd=folder)
    assert (adopted.exit_code, "known.json knows 1 error now" in adopted.output) == (0, True), adopted.output
    assert (folder / "site" / "index.html").exists()
    assert hubgen("build", "--baseline", "known.json", cwd=folder).exit_code == 0
    content = folder / "content" / "policies" / "returns.md"
    content.write_text(content.read_text() + "\n[b](lost.md)\n")
    assert hubgen("build", "--baseline", "known.json", cwd=folder).exit_code == 1


def test_content_that_cannot_be_published_is_no_baseline(hubgen: Run, write_site: WriteSite) -> None:
    folder = write_site({"content/returns.md": "---\nkind: policy\n# Returns\n"})
    result = hubgen("build", "--baseline", "known.json", "--update-baseline", "--graph", "picture.html", cwd=folder)
    assert (result.exit_code, "Not published." in result.output) == (1, True), result.output
    assert [name for name in ("known.json", "picture.html", "site") if (folder / name).exists()] == []


def test_checks_that_did_not_run_keep_what_a_baseline_knows_of_them(hubgen: Run, tmp_path: Path) -> None:
    foreign(tmp_path / "site", index="<a href=gone.html>Gone</a><img src=x.png>")
    update = ("check", "site", "--baseline", "known.json", "--update-baseline", "--select")
    hubgen(*update, "broken-link,missing-alt", cwd=tmp_path)
    before = (tmp_path / "known.json").read_text()
    hubgen(*update, "missing-alt", cwd=tmp_path)
    assert (before.count("broken-link"), (tmp_path / "known.json").read_text()) == (2, before)
    reported = hubgen(*update, "broken-link", "--format", "json", "--output", "report.json", cwd=tmp_path)
    assert (reported.exit_code, json.loads((tmp_path / "report.json").read_text())) == (0, [])


def test_the_contact_page_of_another_site_can_be_named(hubgen: Run, tmp_path: Path) -> None:
    foreign(tmp_path / "site", index="<main>Call 555 010 0100</main>", people="<main>Call 555 020 0200</main>")
    command = ("check", "site", "--select", "stray-contact")
    unnamed = hubgen(*command, cwd=tmp_path)
    assert (unnamed.exit_code, "Not judged without a contact page (--contact): stray-contact." in unnamed.output) == (
        0,
        True,
    )
    assert "555 010 0100 is not on the contact page" in hubgen(*command, "--contact", "people", cwd=tmp_path).output


def test_an_address_that_only_the_pages_name_is_asked_for(hubgen: Run, tmp_path: Path) -> None:
    foreign(tmp_path / "site", index="<link rel=canonical href=https://shop.example/help/><a href=/help/#>Help</a>")
    said = "--site-url https://shop.example/help/ checks links to it, too."
    unnamed = hubgen("check", "site", cwd=tmp_path)
    named = hubgen("check", "site", "--site-url", "https://shop.example/help/", cwd=tmp_path)
    assert [(result.exit_code, said in result.output) for result in (unnamed, named)] == [(1, True), (0, False)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "known.json: there is no such baseline; `--update-baseline` writes it"),
        (b"{}", "known.json:1: is no baseline"),
        (b"\xff", "known.json: is not UTF-8"),
    ],
)
def test_a_baseline_that_cannot_be_used_is_one_line(
    hubgen: Run, tmp_path: Path, content: bytes | None, said: str
) -> None:
    foreign(tmp_path / "site", index="")
    if content is not None:
        (tmp_path / "known.json").write_bytes(content)
    result = hubgen("check", "site", "--baseline", "known.json", cwd=tmp_path)
    assert (result.exit_code, said in result.output, len(result.output.splitlines())) == (2, True, 1), result.output


@pytest.mark.parametrize(
    ("day", "severity"),
    [("2026-10-27", None), ("2026-10-28", "warning"), ("2026-12-27", "warning"), ("2026-12-28", "error")],
)
def test_the_day_is_given_or_that_of_the_build(
    hubgen: Run, write_site: WriteSite, monkeypatch: pytest.MonkeyPatch, day: str, severity: str | None
) -> None:
    folder = write_site({"content/policies/returns.md": DUE})
    assert hubgen("build", "--today", "2026-01-01", cwd=folder).exit_code == 0
    found = [(each["severity"], each["source"]) for each in findings(hubgen, "--today", day, cwd=folder)]
    assert found == ([(severity, "content/policies/returns.md:4:1")] if severity else [])
    monkeypatch.setenv("SOURCE_DATE_EPOCH", subprocess.check_output(["date", "+%s", "-ud", day], text=True).strip())
    assert [(each["severity"], each["source"]) for each in findings(hubgen, cwd=folder)] == found
    assert hubgen("build", cwd=folder).exit_code == (1 if severity == "error" else 0)


def test_a_wrong_day_is_told(hubgen: Run, write_site: WriteSite, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_site()
    assert "'31.12.2026' is not a day" in hubgen("build", "--today", "31.12.2026", cwd=folder).output
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    result = hubgen("build", cwd=folder)
    assert (result.exit_code, 'SOURCE_DATE_EPOCH: "soon" is not a number' in result.output) == (2, True)


def test_figures_are_shown_when_asked_for_and_change_no_verdict(hubgen: Run, tmp_path: Path) -> None:
    hard = "<p>" + "Unsatisfactory merchandise necessitates authorisation notwithstanding obligations. " * 40
    foreign(tmp_path / "site", index=f"<html lang=en>{hard}")
    short, long = (hubgen("check", "site", *more, cwd=tmp_path) for more in ((), ("-v",)))
    assert ("[info reading-ease]" in short.output, "[info reading-ease]" in long.output) == (False, True)
    assert (short.exit_code, long.exit_code) == (0, 0)
    assert short.output.splitlines()[-1] == long.output.splitlines()[-1]


@pytest.mark.parametrize("form", ["text", "json", "sarif", "junit", "github", "html"])
def test_the_report_is_the_same_for_every_hash_seed(tmp_path: Path, form: str) -> None:
    pages = {f"p{number}": f"<a href=gone{number}.html>x</a><a href=p1.html#no>y</a>" for number in range(5)}
    foreign(tmp_path / "site", **pages)
    command = [sys.executable, "-m", "hubgen", "check", "site", "--hub", "p0.html", "--format", form]
    outputs = {
        subprocess.run(command, cwd=tmp_path, env={"PYTHONHASHSEED": seed}, capture_output=True, check=False).stdout
        for seed in ("1", "2")
    }
    assert [b"gone4.html" in output for output in outputs] == [True]


def test_the_picture_is_written(hubgen: Run, write_site: WriteSite) -> None:
    folder = write_site()
    hubgen("build", cwd=folder)
    assert hubgen("check", "--graph", "hangs.html", cwd=folder).exit_code == 0
    picture = (folder / "hangs.html").read_text()
    assert all(word in picture for word in ("<svg", "Customer Service", "Returns"))
    assert hubgen("check", "--graph", "no/such/hangs.html", cwd=folder).exit_code == 2


def test_figures_of_spokes_and_pages_are_listed(hubgen: Run, write_site: WriteSite, tmp_path: Path) -> None:
    folder = write_site()
    hubgen("build", cwd=folder)
    for kind in ("spokes", "pages"):
        assert "Returns" in hubgen("report", kind, cwd=folder).output
    foreign(tmp_path / "other", index="")
    result = hubgen("report", "spokes", "other", cwd=tmp_path)
    assert (result.exit_code, "name it, as in --hub" in result.output) == (2, True)


def test_a_fault_in_a_template_or_in_the_configuration_is_found_there(hubgen: Run, write_site: WriteSite) -> None:
    config = LEAST_CONFIG.replace("theme: material", "theme: {name: material, custom_dir: ours}")
    footer = "<footer class=md-footer>\n  <a href=/>x</a>\n  <a href=\"{{ 'gone/'|url }}\">Gone</a>\n</footer>\n"
    folder = write_site({"mkdocs.yml": config + "extra_css:\n  - gone.css\n", "ours/partials/footer.html": footer})
    result = hubgen("build", "--format", "json", cwd=folder)
    places = {(each["check"], each["source"], each["excerpt"]) for each in json.loads(result.stdout)}
    assert ("broken-link", "ours/partials/footer.html:3:16", "  <a href=\"{{ 'gone/'|url }}\">Gone</a>") in places
    assert ("broken-link", "mkdocs.yml:6:5", "  - gone.css") in places
    assert ("spoke-not-in-footer", "ours/partials/footer.html:1:1") in {place[:2] for place in places}


@pytest.mark.parametrize(
    ("href", "arguments", "broken"),
    [
        ("returns", (), True),
        ("returns", ("--clean-urls",), False),
        ("shop/", (), True),
        ("shop/", ("--index", "index.php"), False),
        ("shop", ("--index", "index.php", "--select", "folder-without-slash"), True),
        ("shop/", ("--index", "index.php", "--select", "folder-without-slash"), False),
        ("#", (), False),
        ("#", ("--select", "empty-fragment"), True),
    ],
)
def test_a_host_serves_files_its_own_way(
    hubgen: Run, tmp_path: Path, href: str, arguments: tuple[str, ...], broken: bool
) -> None:
    site = foreign(tmp_path / "site", index=f"<a href={href}>Elsewhere</a>", returns="")
    (site / "shop").mkdir()
    (site / "shop" / "index.php").write_text("")
    assert bool(findings(hubgen, "site", *arguments, cwd=tmp_path)) is broken


def test_other_sites_are_visited_on_request(hubgen: Run, tmp_path: Path) -> None:
    class Server(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self.send_response(200 if self.path == "/fine" else 404)
            self.end_headers()

        do_GET = do_HEAD  # noqa: N815  # the name that http.server looks for

        def log_message(self, *arguments: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    foreign(tmp_path / "site", index=f"<a href={address}/fine#x>Fine</a><a href={address}/gone>Gone</a>")
    command = [sys.executable, "-m", "hubgen", "check", "site", "--format", "json"]
    asked = subprocess.run([*command, "--external"], cwd=tmp_path, capture_output=True, check=False)
    assert [(each["check"], each["target"]) for each in json.loads(asked.stdout)] == [
        ("broken-external-link", f"{address}/gone")
    ]
    assert asked.returncode == 1
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == 0
    server.shutdown()
    server.server_close()


def test_what_was_read_is_kept_where_it_is_asked_for(hubgen: Run, tmp_path: Path) -> None:
    foreign(tmp_path / "site", index="<a href=gone.html>x</a>")
    first = findings(hubgen, "site", "--cache", "kept", cwd=tmp_path)
    before = snapshot(tmp_path / "kept")
    assert findings(hubgen, "site", "--cache", "kept", cwd=tmp_path) == first
    assert (list(before), snapshot(tmp_path / "kept")) == (["pages.json"], before)


def test_the_page_of_all_checks_is_written(hubgen: Run, tmp_path: Path) -> None:
    for form in ("md", "html"):
        result = hubgen("explain", "--all", "--format", form, "--output", "checks", cwd=tmp_path)
        text = (tmp_path / "checks").read_text()
        assert (result.exit_code, result.output, "spoke-not-on-hub" in text, "stale-page" in text) == (
            0,
            "",
            True,
            True,
        )
