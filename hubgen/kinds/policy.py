"""What customers are promised: in short first, then the dates, a list of contents and the full text."""

from pydantic import Field

from hubgen.frontmatter import Day, FrontMatter


class Meta(FrontMatter):
    """The front matter of a policy."""

    in_short: list[str] = Field([], description="the policy in plain words, one sentence an item")
    effective: Day | None = Field(None, description="the day from which the policy holds, as 2026-05-31")
    reviewed: Day | None = Field(None, description="the day on which somebody last read it, as 2026-05-31")
    version: str | None = Field(None, description='the version, in quotes, as in "2.1"')
