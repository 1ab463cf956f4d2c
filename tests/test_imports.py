"""Imports point one way, and each third-party library is wrapped once."""

import ast
import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "hubgen"

# The package's docstring lists its modules in the order of their imports.
ORDER = re.findall(r"^- `(\w+)/?`", ast.get_docstring(ast.parse((PACKAGE / "__init__.py").read_text())) or "", re.M)

WRAPPED = {
    "httpx": {"external.py"},
    "webencodings": {"charset.py"},
    "whoosh": {"search/index.py"},
    "selectolax": {"html.py"},
    "yaml": {"marked_yaml.py"},
    "mkdocs": {"plugin.py", "build.py"},
}

FILES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))


def imported(name: str) -> set[str]:
    """The modules that a file of the package imports, as dotted names."""
    tree = ast.parse((PACKAGE / name).read_text("utf-8"))
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
            if node.module == "hubgen":
                found.update(f"hubgen.{alias.name}" for alias in node.names)
    return found


def test_the_order_lists_every_module_once() -> None:
    modules = {Path(name).parts[0].removesuffix(".py") for name in FILES} - {"__init__", "__main__"}
    assert sorted(ORDER) == sorted(modules)


@pytest.mark.parametrize("name", FILES)
def test_a_module_imports_only_from_modules_before_its_own(name: str) -> None:
    own = Path(name).parts[0].removesuffix(".py")
    allowed = {own, *(ORDER[: ORDER.index(own)] if own in ORDER else ORDER)}
    used = {module.split(".")[1] for module in imported(name) if module.startswith("hubgen.")}
    assert used - {"__version__"} <= allowed


@pytest.mark.parametrize("library", sorted(WRAPPED))
def test_a_library_is_imported_in_one_place(library: str) -> None:
    users = {name for name in FILES if any(module.split(".")[0] == library for module in imported(name))}
    assert users == WRAPPED[library]
