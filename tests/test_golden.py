"""A small site in, the whole command's output out.

Each folder of `tests/golden` is a site with the expected `output.txt`; its first line is the command, the last its exit
status. `HUBGEN_GOLDEN=write pytest tests/test_golden.py` writes the outputs anew, to be read before they are committed.
"""

import os
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

CASES = sorted(path.parent for path in (Path(__file__).parent / "golden").glob("*/output.txt"))


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_output(hubgen: Callable[..., Result], tmp_path: Path, case: Path) -> None:
    expected = (case / "output.txt").read_text()
    command = expected.splitlines()[0].removeprefix("$ hubgen ")
    folder = tmp_path / case.name
    shutil.copytree(case, folder)
    result = hubgen(*shlex.split(command), cwd=folder)
    said = f"$ hubgen {command}\n{result.output}exit status {result.exit_code}\n"
    if os.environ.get("HUBGEN_GOLDEN") == "write":
        (case / "output.txt").write_text(said)
    assert said == expected


def test_the_readme_shows_a_real_run() -> None:
    here = Path(__file__).parent
    lines = (here / "golden" / "typo" / "output.txt").read_text().splitlines()[:-1]
    assert "\n".join(lines) in (here.parent / "README.md").read_text()
