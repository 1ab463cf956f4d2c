"""Where the theme's templates and assets are."""

from pathlib import Path


def theme_folder() -> Path:
    """The theme folder: inside the package when it was installed from a wheel, else the checkout's."""
    package = Path(__file__).resolve().parent
    inside = package / "theme"
    return inside if inside.is_dir() else package.parent / "theme"
