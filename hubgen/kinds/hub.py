"""The one landing page of a help center, labelled "Customer Service": every spoke is linked from its body."""

from typing import Literal

from pydantic import Field

from hubgen.frontmatter import FrontMatter, PageRef, Part


class Task(Part):
    """One of the things that most customers come for."""

    label: str = Field(description="what the customer wants to do, in the customer's words")
    page: PageRef = Field(description="the page that does it, as in policies/returns.md#how")


class Meta(FrontMatter):
    """The front matter of a hub."""

    title: str | None = Field("Customer Service", description="the hub's label everywhere: nav, footer, title, h1")
    greeting: str = Field("", description="one or two sentences of welcome below the title")
    tasks: list[Task] = Field([], description="the most wanted tasks, the most wanted first")
    groups: list[str] = Field([], description="the order of the groups; others follow by their first spoke")
    cards: Literal["generated", "by-hand"] = Field(
        "generated", description="by-hand: the hub's own text links to every spoke"
    )
    leave_out: list[PageRef] = Field([], description="spokes without a card, since the hub's own text links to them")
