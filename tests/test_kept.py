"""A file that is kept is whole or not there."""

import contextlib
from pathlib import Path

import pytest

from hubgen.kept import keep


@pytest.mark.parametrize("error", [OSError("the disk is full"), KeyboardInterrupt()])
def test_a_crash_while_writing_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    file = tmp_path / "deep" / "pages.json"
    keep(file, b"old")
    real = Path.write_bytes

    def write_half(path: Path, content: bytes) -> int:
        real(path, content[: len(content) // 2])
        raise error

    monkeypatch.setattr(Path, "write_bytes", write_half)
    with contextlib.suppress(KeyboardInterrupt):
        keep(file, b"new and longer")
    assert (file.read_bytes(), [*file.parent.iterdir()]) == (b"old", [file])


def test_two_runs_at_a_time_write_two_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[Path] = []
    real = Path.write_bytes

    def write(path: Path, content: bytes) -> int:
        written.append(path)
        if len(written) == 1:
            keep(tmp_path / "pages.json", b"of the other run")
        return real(path, content)

    monkeypatch.setattr(Path, "write_bytes", write)
    keep(tmp_path / "pages.json", b"of this run")
    assert (len({*written}), (tmp_path / "pages.json").read_bytes()) == (2, b"of this run")


def test_a_file_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    keep(tmp_path / "file" / "pages.json", b"x")
    (tmp_path / "folder").mkdir()
    keep(tmp_path / "folder", b"x")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder"]
