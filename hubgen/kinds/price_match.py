"""Price matching: what is matched, what is not, and how to claim."""

from pydantic import Field

from hubgen.frontmatter import Day, FrontMatter


class Meta(FrontMatter):
    """The front matter of a price-matching page."""

    matched: list[str] = Field(min_length=1, description="what has to be the same for a price to be matched")
    not_matched: list[str] = Field(min_length=1, description="prices and products that are not matched")
    claim: list[str] = Field(min_length=1, description="how to claim, one step an item")
    competitors: list[str] = Field([], description="the shops whose prices are matched, by name")
    window: str = Field("", description="until when a claim can be made, before and after the purchase")
    decided_by: str = Field("", description="who decides a claim, and how fast")
    effective: Day | None = Field(None, description="the day from which the page holds, as 2026-05-31")
