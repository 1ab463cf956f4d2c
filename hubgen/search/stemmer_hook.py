"""The build hook that puts the JavaScript stemmers into wheels, plain and editable; hatchling alone loads it."""

import runpy
import shutil
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class StemmerHook(BuildHookInterface[Any]):
    """Adds the package of stemmers, made in a temporary folder, beside hubgen: none of it is ever in the checkout."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Makes the modules; an editable install gets them too, as nothing else of it is copied."""
        # Run by its path: importing it by name would need the package that is being built.
        stemmers = runpy.run_path(str(Path(self.root, "hubgen", "search", "stemmers.py")))
        self._folder = Path(tempfile.mkdtemp(prefix="hubgen-stemmers-"))
        stemmers["write_package"](self._folder)
        included = "force_include_editable" if version == "editable" else "force_include"
        build_data[included][str(self._folder)] = stemmers["PACKAGE"]

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Removes the temporary folder once the wheel holds its files."""
        shutil.rmtree(self._folder)
