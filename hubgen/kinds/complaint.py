"""How to complain: a ladder of who handles it, by when, and what they can offer; the last rung is outside."""

from pydantic import Field

from hubgen.frontmatter import FrontMatter, Part


class Rung(Part):
    """One step of the ladder."""

    who: str = Field(description="who handles the complaint on this step")
    how: str = Field(description="how to get there")
    by_when: str = Field(description="when an answer comes at the latest")
    offers: str = Field("", description="what they can offer: refund, credit, replacement")


class Meta(FrontMatter):
    """The front matter of a page about complaints."""

    ladder: list[Rung] = Field(min_length=1, description="the steps, from the first person to the outside body")
