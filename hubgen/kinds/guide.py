"""A text that helps with one thing, step by step; also the kind of a page that names none."""

from hubgen.frontmatter import FrontMatter


class Meta(FrontMatter):
    """The front matter of a guide: only what every page knows."""
