"""The ways to reach a person: what each is for, when somebody answers, and how long it takes."""

from typing import Literal

from pydantic import Field

from hubgen.frontmatter import FrontMatter, Part


class Channel(Part):
    """One way to reach a person."""

    type: Literal["phone", "chat", "email", "store", "post", "social"] = Field(description="what the channel is")
    name: str = Field(description="what customers see, as in: Call us")
    purpose: str = Field(description="what the channel is best for")
    value: str = Field("", description="the number, mail address or postal address, as it is to be read")
    link: str = Field("", description="where a click leads, as in tel:+15551234567 or mailto:help@example.com")
    hours: str = Field("", description="when somebody answers, with the time zone")
    wait: str = Field("", description="how long customers usually wait")
    cost: str = Field("", description="what it costs, where it costs something")
    languages: str = Field("", description="the languages in which somebody answers")


class Meta(FrontMatter):
    """The front matter of a contact page."""

    channels: list[Channel] = Field(min_length=1, description="the channels, in the order in which to offer them")
    at_hand: list[str] = Field([], description="what to have at hand before getting in touch")
