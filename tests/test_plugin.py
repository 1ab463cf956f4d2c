"""The plugin under MkDocs' own commands, and what it does to every page."""

import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from tests.sites import LEAST_CONFIG, LEAST_RETURNS, snapshot

Run = Callable[..., Result]
WriteSite = Callable[..., Path]


def mkdocs(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def test_mkdocs_build_publishes_the_same_bytes(hubgen: Run, write_site: WriteSite) -> None:
    folder = write_site()
    assert hubgen("build", cwd=folder).exit_code == 0
    ours = snapshot(folder / "site")
    assert mkdocs("build", cwd=folder).returncode == 0
    assert snapshot(folder / "site") == ours


def test_mkdocs_build_refuses_with_the_finding_and_keeps_the_old_site(write_site: WriteSite) -> None:
    folder = write_site()
    assert mkdocs("build", cwd=folder).returncode == 0
    before = snapshot(folder / "site")
    (folder / "content" / "policies" / "returns.md").write_text(LEAST_RETURNS + "\n[fees](fees.md)\n")
    done = mkdocs("build", cwd=folder)
    assert (done.returncode, "content/policies/returns.md:9:8" in done.stderr) == (1, True)
    assert "Traceback" not in done.stderr
    assert snapshot(folder / "site") == before
    assert not list(folder.glob(".site.*"))


def test_mkdocs_build_strict_refuses_warnings(write_site: WriteSite) -> None:
    folder = write_site({"content/a.md": "---\nspoke: A\nprinter: Ann\n---\n# A\n"})
    assert mkdocs("build", "--strict", cwd=folder).returncode == 1
    assert not (folder / "site").exists()
    assert mkdocs("build", cwd=folder).returncode == 0


def test_a_dirty_build_is_refused(write_site: WriteSite) -> None:
    done = mkdocs("build", "--dirty", cwd=write_site())
    assert (done.returncode, "without --dirty" in done.stderr) == (1, True)


def test_gh_deploy_pushes_the_published_site(write_site: WriteSite, tmp_path: Path) -> None:
    folder = write_site()
    identity = ["-c", "user.name=Ann", "-c", "user.email=ann@example.com"]
    for command in (
        ["init", "-q", "--bare", str(tmp_path / "remote.git")],
        ["init", "-q"],
        [*identity, "commit", "-q", "--allow-empty", "-m", "start"],
        ["remote", "add", "origin", str(tmp_path / "remote.git")],
    ):
        subprocess.run(["git", *command], cwd=folder, check=True)
    for key, value in (("user.name", "Ann"), ("user.email", "ann@example.com")):
        subprocess.run(["git", "config", key, value], cwd=folder, check=True)
    done = mkdocs("gh-deploy", cwd=folder)
    assert done.returncode == 0, done.stderr
    pushed = subprocess.run(
        ["git", "ls-tree", "-r", "--name-only", "gh-pages"],
        cwd=tmp_path / "remote.git",
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    assert {"policies/returns/index.html", "search/index.js", ".nojekyll"} <= set(pushed)


def test_a_draft_is_in_no_published_file(hubgen: Run, write_site: WriteSite) -> None:
    secret = "---\ndraft: true\nspoke: Secret group\n---\n# Secret title\n\nSecret text.\n"
    folder = write_site({"content/secret.md": secret, "mkdocs.yml": LEAST_CONFIG + "site_url: https://example.com/\n"})
    assert hubgen("build", cwd=folder).exit_code == 0
    assert [
        name for name, content in snapshot(folder / "site").items() if b"ecret" in content or "secret" in name
    ] == []


def test_the_sites_own_templates_come_before_ours(hubgen: Run, write_site: WriteSite) -> None:
    config = LEAST_CONFIG.replace("theme: material", "theme: {name: material, custom_dir: own}")
    folder = write_site({"own/partials/date.html": "ON {{ day }}", "mkdocs.yml": config})
    policy = folder / "content" / "policies" / "returns.md"
    policy.write_text(LEAST_RETURNS.replace("kind: policy\n", "kind: policy\neffective: 2026-05-31\n"))
    assert hubgen("build", cwd=folder).exit_code == 0
    page = (folder / "site" / "policies" / "returns" / "index.html").read_text()
    assert "ON 2026-05-31" in page
    assert "hg-footer" in page


MARKUP = '<script>alert("x")</script>'


def test_text_of_front_matter_never_becomes_markup(hubgen: Run, write_site: WriteSite) -> None:
    given = f"'{MARKUP}'"
    page = (
        f"---\nkind: policy\nspoke: {given}\ntitle: {given}\ndescription: {given}\nin_short: [{given}]\n"
        f"version: {given}\nexcuse:\n  unused-excuse: {given}\n---\ntext\n"
    )
    folder = write_site({"content/policies/returns.md": page})
    result = hubgen("build", cwd=folder)
    assert result.exit_code == 0, result.output
    pages = [content for name, content in snapshot(folder / "site").items() if name.endswith(".html")]
    assert all(MARKUP.encode() not in content for content in pages)
    assert sum(b"&lt;script&gt;alert(" in content for content in pages) >= 4


def test_nothing_on_a_page_comes_from_another_host(example: Path) -> None:
    loaded = [
        name
        for name, content in snapshot(example / "site").items()
        if name.endswith(".html") and (b'src="http' in content or b'stylesheet" href="http' in content)
    ]
    assert loaded == []


def test_a_preview_outlives_every_fault(write_site: WriteSite) -> None:
    folder = write_site()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "hubgen", "serve", "--address", f"127.0.0.1:{port}"]
    with (folder / "log").open("w") as log_file:
        preview = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=log_file)
    try:
        log = waited_for(folder / "log", "Serving on", 1)
        for number, (name, text) in enumerate(
            [
                ("mkdocs.yml", "site_name: ["),
                ("content/index.md", "# Home\n"),
                ("content/policies/returns.md", "---\nx"),
            ],
            2,
        ):
            good = (folder / name).read_text()
            (folder / name).write_text(text)
            waited_for(folder / "log", "Reloading browsers", 2 * number - 3)
            assert served(port) == 200
            (folder / name).write_text(good)
            log = waited_for(folder / "log", "Reloading browsers", 2 * number - 2)
        assert served(port) == 200
        assert "Traceback" not in log
        assert "content: no page is the hub [error one-hub]" in log
        assert "content/policies/returns.md:1:1: the front matter is not closed" in log
    finally:
        preview.send_signal(signal.SIGTERM)
        preview.wait(timeout=30)


def waited_for(file: Path, text: str, times: int) -> str:
    """What a file holds once a text has come so many times."""
    deadline = time.monotonic() + 60
    while (held := file.read_text()).count(text) < times:
        assert time.monotonic() < deadline, held
        time.sleep(0.1)
    return held


def served(port: int) -> int:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/contact/", timeout=30) as answer:
        return int(answer.status)
