"""Wrong input through the real command: one clear line each, no traceback, and the published site as it was."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from click.testing import Result

from tests.sites import LEAST_CONFIG, LEAST_HUB, LEAST_RETURNS, snapshot

Run = Callable[..., Result]
WriteSite = Callable[..., Path]

# (what is wrong, the files that make it so, the exit status, what the output says)
CASES: list[tuple[str, Mapping[str, str | bytes | None], int, str]] = [
    ("no hub", {"content/index.md": "# Home\n"}, 1, "content: no page is the hub"),
    ("two hubs", {"content/other.md": LEAST_HUB}, 1, "content/other.md:2:7: is a second hub"),
    (
        "a spoke in no group",
        {"content/a.md": "---\nspoke: ''\n---\n# A\n"},
        1,
        "content/a.md:2:8: spoke: names no group",
    ),
    ("unknown kind", {"content/a.md": "---\nkind: polcy\n---\n"}, 1, 'content/a.md:2:7: kind: "polcy" is not a kind'),
    ("front matter that is not YAML", {"content/a.md": "---\na: b: c\n---\n"}, 1, "content/a.md:2:5: "),
    (
        "front matter not closed",
        {"content/a.md": "---\ntitle: A\n"},
        1,
        "content/a.md:1:1: the front matter is not closed",
    ),
    (
        "front matter that is a list",
        {"content/a.md": "---\n- a\n---\n"},
        1,
        "content/a.md:2:1: the front matter is a list",
    ),
    (
        "front matter of 1 MB",
        {"content/a.md": f"---\ntitle: {'x' * 1_000_000}\n---\n"},
        1,
        "content/a.md:1:1: the front matter is 976 kB long",
    ),
    ("a key twice", {"content/a.md": "---\ntitle: A\ntitle: B\n---\n"}, 1, "content/a.md:3:1: title: is written twice"),
    ("not UTF-8", {"content/a.md": b"# Caf\xe9\n"}, 1, "content/a.md:1:6: is not UTF-8: byte 0xe9"),
    (
        "two pages for one address",
        {"content/a.md": "# A\n", "content/a/index.md": "# B\n"},
        1,
        "content/a/index.md:1:1: has the same address as content/a.md",
    ),
    (
        "README.md beside index.md",
        {"content/README.md": "# Read me\n"},
        1,
        "content/README.md:1:1: has the same address as content/index.md",
    ),
    (
        "a page at the address of the search page",
        {"content/search.md": "# Search\n"},
        1,
        "content/search.md:1:1: has the same address as the page search/index.html that every site has",
    ),
    (
        "a page at the address of another file",
        {"content/map.md": "# Map\n", "content/map/index.html": "<h1>Map</h1>"},
        1,
        "content/map.md:1:1: has the same address as content/map/index.html",
    ),
    (
        "a page at the address of its folder",
        {"content/guides.md": "# Guides\n", "content/guides/a.md": "# A\n"},
        1,
        "content/guides.md:1:1: stands at the address of the folder guides",
    ),
    (
        "a contact that is neither page nor address",
        {"mkdocs.yml": LEAST_CONFIG.replace("[hubgen]", "[{hubgen: {contact: reach/}}]")},
        2,
        'mkdocs.yml:4:21: contact: "reach/" is neither a page such as contact.md nor an address',
    ),
    (
        "a contact page that is not there",
        {"mkdocs.yml": LEAST_CONFIG.replace("[hubgen]", "[{hubgen: {contact: contct.md}}]")},
        1,
        'mkdocs.yml: contact: "contct.md" is not a page',
    ),
    (
        "an HTML link to Markdown",
        {"content/policies/returns.md": LEAST_RETURNS + '\n<a href="../contact.md">Ask</a>\n'},
        1,
        'content/policies/returns.md:9:10: "../contact.md" leads to nothing',
    ),
    (
        "a link out of the content folder",
        {"content/policies/returns.md": LEAST_RETURNS + "\nSee [this](../../etc/passwd).\n"},
        1,
        'content/policies/returns.md:9:12: "../../etc/passwd" leads out of the site',
    ),
    (
        "a javascript: link",
        {"content/policies/returns.md": LEAST_RETURNS + "\n[Start a chat](javascript:alert(1))\n"},
        1,
        "content/policies/returns.md:9:16: ",
    ),
    (
        "an empty content folder",
        {
            "content/index.md": None,
            "content/contact.md": None,
            "content/policies/returns.md": None,
            "content/.keep": "",
        },
        1,
        "content: the folder content holds no Markdown page",
    ),
    ("no content folder", {"mkdocs.yml": LEAST_CONFIG.replace("docs_dir: content", "docs_dir: nowhere")}, 2, "nowhere"),
    ("no mkdocs.yml", {"mkdocs.yml": None}, 2, "mkdocs.yml: there is no such file"),
    ("mkdocs.yml that is not YAML", {"mkdocs.yml": "site_name: [Shop\n"}, 2, "mkdocs.yml:1:12: "),
    ("mkdocs.yml that is empty", {"mkdocs.yml": ""}, 2, "mkdocs.yml:1:1: holds no `key: value` lines"),
    (
        "mkdocs.yml without our plugin",
        {"mkdocs.yml": LEAST_CONFIG.replace("[hubgen]", "[search]")},
        2,
        "plugins: hubgen",
    ),
    ("another theme", {"mkdocs.yml": LEAST_CONFIG.replace("material", "mkdocs")}, 2, "write `theme: material`"),
    (
        "an option that is not there",
        {"mkdocs.yml": "site_name: Shop\ndocs_dir: content\ntheme: material\nplugins:\n  - hubgen:\n      folder: x\n"},
        2,
        "mkdocs.yml:6:7: folder: is not an option; did you mean folders?",
    ),
    (
        "a plugin that is not installed",
        {"mkdocs.yml": LEAST_CONFIG.replace("[hubgen]", "[hubgen, wibble]")},
        2,
        "wibble",
    ),
    (
        "the site in the content folder",
        {"mkdocs.yml": LEAST_CONFIG + "site_dir: content/site\n"},
        2,
        "within the 'docs_dir'",
    ),
    ("the site is the content folder", {"mkdocs.yml": LEAST_CONFIG + "site_dir: content\n"}, 2, "site_dir"),
    ("the site around the content folder", {"mkdocs.yml": LEAST_CONFIG + "site_dir: .\n"}, 2, "within the 'site_dir'"),
]


@pytest.mark.parametrize(("case", "files", "status", "said"), CASES, ids=[case for case, *_ in CASES])
def test_wrong_input_is_one_clear_line_and_loses_nothing(
    hubgen: Run, built_site: WriteSite, case: str, files: Mapping[str, str | bytes | None], status: int, said: str
) -> None:
    folder = built_site()
    before = snapshot(folder / "site")
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            path.unlink()
        else:
            path.write_bytes(content.encode() if isinstance(content, str) else content)
    result = hubgen("build", cwd=folder)
    assert (result.exit_code, sum(said in line for line in result.output.splitlines())) == (status, 1), result.output
    assert "Traceback" not in result.output
    assert snapshot(folder / "site") == before
    assert not list(folder.glob(".site.*"))


# As archives made on Windows bring them.
NAMES = [
    (b"R\xfcckgabe.md", "R\\xfcckgabe.md"),
    (b"b\xfcro.png", "b\\xfcro.png"),
    (b"K\xfcche/index.md", "K\\xfcche/index.md"),
]


@pytest.mark.parametrize(("name", "shown"), NAMES, ids=[shown for _, shown in NAMES])
def test_a_name_that_is_not_utf8_is_refused(hubgen: Run, built_site: WriteSite, name: bytes, shown: str) -> None:
    folder = built_site()
    before = snapshot(folder / "site")
    path = folder / "content" / os.fsdecode(name)
    path.parent.mkdir(exist_ok=True)
    path.write_text("# A\n")
    result = hubgen("build", cwd=folder)
    assert (result.exit_code, f"the name {shown} is not UTF-8 [error content-file]" in result.output) == (1, True)
    assert "  mend: rename it" in result.output
    assert snapshot(folder / "site") == before


def test_a_hidden_name_that_is_not_utf8_is_let_be(hubgen: Run, write_site: WriteSite) -> None:
    folder = write_site()
    (folder / "content" / os.fsdecode(b".\xfc")).write_text("")
    assert hubgen("build", cwd=folder).exit_code == 0


LINKS = [
    ("out of the content folder", "/etc/passwd", "leads out of the content folder"),
    ("nowhere", "no-such-file.md", "leads nowhere"),
    ("to itself", "linked.md", "leads nowhere"),
]


@pytest.mark.parametrize(("case", "target", "said"), LINKS, ids=[case for case, *_ in LINKS])
def test_a_symbolic_link_that_leads_astray_is_refused(
    hubgen: Run, write_site: WriteSite, case: str, target: str, said: str
) -> None:
    folder = write_site()
    (folder / "content" / "linked.md").symlink_to(target)
    result = hubgen("build", cwd=folder)
    assert result.exit_code == 1
    assert f"content/linked.md: is a symbolic link that {said}" in result.output
    assert not (folder / "site").exists()


def test_a_symbolic_link_to_a_folder_around_itself_is_refused(hubgen: Run, write_site: WriteSite) -> None:
    folder = write_site()
    (folder / "content" / "round").symlink_to(".")
    result = hubgen("build", cwd=folder)
    # MkDocs would walk the circle until the path is too long for the system.
    assert (result.exit_code, "content/round: is a symbolic link to a folder around itself" in result.output) == (
        2,
        True,
    )


def test_faults_of_all_files_are_told_at_once(hubgen: Run, write_site: WriteSite) -> None:
    folder = write_site({"content/a.md": "---\norder: x\n---\n", "content/b.md": b"\xff", "content/c.md": "---\n"})
    output = hubgen("build", cwd=folder).output
    assert [
        name for name in ("content/a.md:2:8:", "content/b.md:1:1:", "content/c.md:1:1:") if name not in output
    ] == []


@pytest.fixture
def tmpfs(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Mounts a small file system of its own, with the given options; skips where mounting is not allowed."""
    mounted: list[Path] = []

    def mount(options: str) -> Path:
        folder = tmp_path / "mounted"
        folder.mkdir(exist_ok=True)
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
        if options.startswith("remount"):
            command = ["mount", "-o", options, str(folder)]
        if subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip("needs leave to mount a tmpfs")
        mounted.append(folder)
        return folder

    yield mount
    if mounted:
        subprocess.run(["umount", str(mounted[0])], check=True)


def test_a_full_disk_leaves_the_old_site(hubgen: Run, write_site: WriteSite, tmpfs: Callable[[str], Path]) -> None:
    disk = tmpfs("size=1m")
    (disk / "site").mkdir()
    (disk / "site" / "index.html").write_text("old")
    folder = write_site({"mkdocs.yml": LEAST_CONFIG + f"site_dir: {disk / 'site'}\n"})
    result = hubgen("build", cwd=folder)
    assert (result.exit_code, "No space left on device" in result.output) == (2, True), result.output
    assert len(result.output.strip().splitlines()) == 1
    assert snapshot(disk) == {"site/index.html": b"old"}


def test_a_read_only_disk_leaves_the_old_site(hubgen: Run, write_site: WriteSite, tmpfs: Callable[[str], Path]) -> None:
    disk = tmpfs("size=1m")
    (disk / "site").mkdir()
    (disk / "site" / "index.html").write_text("old")
    tmpfs("remount,ro")
    folder = write_site({"mkdocs.yml": LEAST_CONFIG + f"site_dir: {disk / 'site'}\n"})
    result = hubgen("build", cwd=folder)
    assert (result.exit_code, "Read-only file system" in result.output) == (2, True), result.output
    assert snapshot(disk) == {"site/index.html": b"old"}


def test_a_mount_point_is_no_site_folder(hubgen: Run, write_site: WriteSite, tmpfs: Callable[[str], Path]) -> None:
    disk = tmpfs("size=20m")
    folder = write_site({"mkdocs.yml": LEAST_CONFIG + f"site_dir: {disk}\n"})
    result = hubgen("build", cwd=folder)
    assert (result.exit_code, "is a mount point" in result.output) == (2, True), result.output


@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize("ended_by", [signal.SIGINT, signal.SIGTERM], ids=["SIGINT", "SIGTERM"])
@pytest.mark.parametrize("command", ["hubgen", "mkdocs"])
def test_a_build_that_is_ended_leaves_the_old_site(
    built_site: WriteSite, command: str, ended_by: signal.Signals
) -> None:
    folder = built_site({f"content/guides/page-{number}.md": f"# Page {number}\n\ntext\n" for number in range(300)})
    before = snapshot(folder / "site")
    (folder / "content" / "policies" / "returns.md").write_text(LEAST_RETURNS.replace("60", "90"))
    process = subprocess.Popen(
        [sys.executable, "-m", command, "build"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    deadline = time.monotonic() + 60
    while not list(folder.glob(".site.staging-*/**/*.html")):
        assert process.poll() is None, process.stdout and process.stdout.read()
        assert time.monotonic() < deadline
        time.sleep(0.01)
    os.kill(process.pid, ended_by)
    output, _ = process.communicate(timeout=60)
    assert process.returncode != 0
    assert command == "mkdocs" or "Traceback" not in output
    assert snapshot(folder / "site") == before
    assert not list(folder.glob(".site.*"))
