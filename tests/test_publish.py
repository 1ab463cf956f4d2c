"""Whole or not at all: what a swap keeps, refuses and puts right."""

import os
import signal
import threading
from pathlib import Path

import pytest

from hubgen.publish import PublishError, discard, stage, swap
from tests.sites import snapshot


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    folder.mkdir()
    return folder


def published(tmp_path: Path, **files: str) -> Path:
    site = tmp_path / "site"
    site.mkdir()
    for name, text in {"index.html": "old", **files}.items():
        (site / name).write_text(text)
    return site


def test_a_swap_replaces_everything_but_dot_entries(tmp_path: Path, content: Path) -> None:
    site = published(tmp_path, **{"gone.html": "old", ".nojekyll": ""})
    (site / ".git").mkdir()
    (site / ".git" / "HEAD").write_text("ref")
    staging = stage(site, content)
    (staging.folder / "index.html").write_text("new")
    swap(staging, site)
    assert snapshot(site) == {"index.html": b"new", ".nojekyll": b"", ".git/HEAD": b"ref"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["content", "site"]


def test_the_new_site_brings_its_own_dot_entries(tmp_path: Path, content: Path) -> None:
    site = published(tmp_path, **{".well-known": "old"})
    staging = stage(site, content)
    (staging.folder / ".well-known").write_text("new")
    swap(staging, site)
    assert snapshot(site) == {".well-known": b"new"}


def test_a_site_behind_a_symbolic_link_is_swapped_where_it_is(tmp_path: Path, content: Path) -> None:
    published(tmp_path)
    (tmp_path / "current").symlink_to("site")
    staging = stage(tmp_path / "current", content)
    (staging.folder / "index.html").write_text("new")
    swap(staging, tmp_path / "current")
    assert (tmp_path / "current").is_symlink()
    assert snapshot(tmp_path / "site") == {"index.html": b"new"}


def test_a_folder_that_holds_no_site_is_refused(tmp_path: Path, content: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "thesis.odt").write_text("years of work")
    with pytest.raises(PublishError, match="holds files but no built site"):
        stage(tmp_path / "site", content)


REFUSED = [
    ("the content folder", "content", "holds the content folder"),
    ("a parent of the content folder", ".", "holds the content folder"),
    ("inside the content folder", "content/site", "is inside the content folder"),
    ("a file", "file", "is a file"),
    ("a link to the content folder", "link", "holds the content folder"),
]


@pytest.mark.parametrize(("case", "name", "message"), REFUSED, ids=[case for case, *_ in REFUSED])
def test_a_site_folder_in_the_wrong_place_is_refused(
    tmp_path: Path, content: Path, case: str, name: str, message: str
) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "link").symlink_to("content")
    with pytest.raises(PublishError, match=message):
        stage(tmp_path / name, content)


def test_a_swap_that_was_killed_between_its_renames_is_undone(tmp_path: Path, content: Path) -> None:
    site = published(tmp_path)
    site.rename(tmp_path / ".site.previous")
    discard(stage(site, content))
    assert snapshot(site) == {"index.html": b"old"}


def test_a_swap_that_was_killed_after_its_renames_is_finished(tmp_path: Path, content: Path) -> None:
    site = published(tmp_path)
    (tmp_path / ".site.previous").mkdir()
    (tmp_path / ".site.previous" / ".nojekyll").write_text("")
    discard(stage(site, content))
    assert snapshot(site) == {"index.html": b"old", ".nojekyll": b""}
    assert not (tmp_path / ".site.previous").exists()


def test_what_a_killed_build_left_behind_is_taken_away(tmp_path: Path, content: Path) -> None:
    left = tmp_path / ".site.staging-abcdefgh"
    left.mkdir()
    notes = tmp_path / ".site.staging-notes"
    notes.mkdir()
    discard(stage(tmp_path / "site", content))
    assert (left.exists(), notes.exists()) == (False, True)


def test_a_build_that_is_under_way_is_left_alone(tmp_path: Path, content: Path) -> None:
    under_way = stage(tmp_path / "site", content)
    discard(stage(tmp_path / "site", content))
    assert under_way.folder.exists()
    discard(under_way)


def test_a_failing_dot_entry_brings_the_old_site_back(
    tmp_path: Path, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = published(tmp_path, **{".htaccess": "", ".nojekyll": ""})
    before = snapshot(site)
    staging = stage(site, content)
    (staging.folder / "index.html").write_text("new")
    rename = Path.rename

    def fails_at_nojekyll(self: Path, target: Path) -> Path:
        if self.name == ".nojekyll":
            raise OSError(16, "Device or resource busy")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fails_at_nojekyll)
    with pytest.raises(PublishError, match="the old one stays"):
        swap(staging, site)
    assert snapshot(site) == before
    assert snapshot(staging.folder) == {"index.html": b"new"}
    discard(staging)


def test_a_folder_of_foreign_dot_entries_is_refused(tmp_path: Path, content: Path) -> None:
    home = tmp_path / "home"
    (home / ".ssh").mkdir(parents=True)
    with pytest.raises(PublishError, match="holds files but no built site"):
        stage(home, content)


def test_a_link_to_itself_is_refused(tmp_path: Path, content: Path) -> None:
    (tmp_path / "site").symlink_to("site")
    with pytest.raises(PublishError, match="symbolic link to itself"):
        stage(tmp_path / "site", content)


def test_a_failed_swap_leaves_the_old_site(tmp_path: Path, content: Path) -> None:
    site = published(tmp_path)
    staging = stage(site, content)
    discard(staging)
    with pytest.raises(PublishError, match="the old one stays"):
        swap(staging, site)
    assert snapshot(site) == {"index.html": b"old"}


@pytest.mark.usefixtures("interruptible")
def test_signals_wait_until_the_swap_is_done(tmp_path: Path, content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = published(tmp_path)
    staging = stage(site, content)
    (staging.folder / "index.html").write_text("new")
    rename = Path.rename

    def interrupted(self: Path, target: Path) -> Path:
        os.kill(os.getpid(), signal.SIGINT)
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", interrupted)
    done = threading.Event()
    # A signal may reach any thread of the process.
    others = [threading.Thread(target=done.wait) for _ in range(4)]
    for other in others:
        other.start()
    try:
        with pytest.raises(KeyboardInterrupt):
            swap(staging, site)
    finally:
        done.set()
        for other in others:
            other.join()
    assert snapshot(site) == {"index.html": b"new"}
