"""What is kept from run to run, each file of it whole or not there."""

from pathlib import Path
from tempfile import TemporaryDirectory


def keep(file: Path, content: bytes) -> None:
    """Writes a file; where that cannot be done, the old one stays and only time is lost.

    It is written beside and renamed, so that a run that is ended leaves no half of it, and two at a time write two.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=file.parent) as beside:
            new = Path(beside, file.name)
            new.write_bytes(content)
            new.replace(file)
    except OSError:
        return
