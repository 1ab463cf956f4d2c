"""Finds the parts of a package: the folder is the list, and a file's name is the part's id."""

import importlib
import pkgutil
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType, ModuleType


@cache
def parts(package: str) -> Mapping[str, ModuleType]:
    """The modules of a package by id, sorted: `checks/broken_link.py` is `broken-link`."""
    folder = importlib.import_module(package)
    names = sorted(module.name for module in pkgutil.iter_modules(folder.__path__))
    found = {part_id(name): importlib.import_module(f"{package}.{name}") for name in names}
    return MappingProxyType(found)


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
