"""Finds the parts of a package: the folder is the list, and a file's name is the part's id."""

import importlib
import pkgutil
import sys
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from traceback import extract_tb
from types import MappingProxyType, ModuleType


@cache
def parts(package: str) -> Mapping[str, ModuleType]:
    """The modules of a package by id, sorted: `checks/broken_link.py` is `broken-link`."""
    folder = importlib.import_module(package)
    names = sorted(module.name for module in pkgutil.iter_modules(folder.__path__))
    found = {part_id(name): importlib.import_module(f"{package}.{name}") for name in names}
    return MappingProxyType(found)


class PartError(Exception):
    """A file of the site's own that cannot be used; says where and why in one line."""


def parts_of(folder: Path) -> Mapping[str, ModuleType]:
    """The modules in a folder of the site's own by id, sorted, each run once; raises PartError."""
    if not folder.is_dir():
        raise PartError(f"{folder}: there is no such folder")
    return MappingProxyType({part_id(file.stem): _loaded(file) for file in own_files(folder)})


def own_files(folder: Path) -> list[Path]:
    """The files of a folder that are parts, sorted; those whose name begins with _ only help others."""
    return sorted(file for file in folder.glob("*.py") if not file.name.startswith("_"))


def _loaded(file: Path) -> ModuleType:
    spec = spec_from_file_location(f"own_{file.stem}", file)
    if spec is None or spec.loader is None:
        raise PartError(f"{file}: cannot be read as Python")
    module = module_from_spec(spec)
    # Its helpers stand beside it.
    sys.path.insert(0, str(file.parent))
    try:
        spec.loader.exec_module(module)
    except SyntaxError as error:
        raise PartError(f"{file}:{error.lineno or 1}:{error.offset or 1}: is not Python: {error.msg}") from None
    except Exception as error:
        lines = [frame.lineno for frame in extract_tb(error.__traceback__) if frame.filename == str(file)]
        raise PartError(f"{file}:{lines[-1] if lines else 1}: {type(error).__name__}: {error}") from None
    finally:
        sys.path.remove(str(file.parent))
    return module


def part_id(module: str) -> str:
    """A module's name as an id: `spoke_not_on_hub` is `spoke-not-on-hub`."""
    return module.rpartition(".")[2].replace("_", "-")


def nearest(name: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """The known name that an unknown one was probably meant to be, capitals apart, or "".

    `cutoff` says how alike they have to be, from 0 to 1.
    """
    names = {each.lower(): each for each in sorted(known, reverse=True)}
    close = get_close_matches(name.lower(), names, n=1, cutoff=cutoff)
    return names[close[0]] if close else ""
