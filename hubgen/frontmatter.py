"""What every page may say about itself between its first two `---` lines, and how a fault in it is worded."""

import datetime
import re
from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema, ErrorDetails, PydanticCustomError, core_schema

from hubgen.marked_yaml import Tagged

Location = tuple[str | int, ...]


class PageRef(str):
    """A page named by its Markdown file from the content folder, as in `policies/returns.md` or `faq.md#sizes`."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(cls, core_schema.str_schema())


def _iso_date(value: object) -> object:
    """Only 2026-05-31 is a date: of 05/06/2026 nobody knows whether it is May or June."""
    try:
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            return datetime.date.fromisoformat(value)
    except ValueError:
        pass
    raise PydanticCustomError("day", "is not a date; write 2026-05-31")


Day = Annotated[datetime.date, BeforeValidator(_iso_date)]


Words = Annotated[str, Field(min_length=1)]


class Part(BaseModel):
    """A piece of front matter; keys that it does not know are kept apart, to be warned of."""

    model_config = ConfigDict(frozen=True, extra="allow", str_strip_whitespace=True)


class FrontMatter(Part):
    """The keys that every kind of page knows."""

    kind: str = Field("guide", description="what the page is: hub, faq, policy, price-match, contact, complaint, guide")
    title: str | None = Field(None, description="the page's title; without it, the first # heading")
    description: str = Field("", description="one line: shown on the hub's card, in lists and in search results")
    spoke: str | None = Field(None, description="makes the page a spoke: the name of its group on the hub")
    order: int = Field(0, description="place among its neighbours: lower comes first")
    draft: bool = Field(False, description="true keeps the page out of everything that is published")
    aliases: list[Words] = Field([], description="other words by which customers ask for the page")
    owner: str = Field("", description="who keeps the page true, as in Returns team")
    review_by: Day | None = Field(None, description="the day by which the page is to be read again, as 2026-05-31")
    related: list[PageRef] = Field([], description="pages to offer at the end of this one")
    excuse: dict[str, str] = Field({}, description="checks that this page need not pass, each with the reason")
    template: str | None = Field(None, description="a template of the site's own, instead of the theme's")


def page_refs(value: object, at: Location = ()) -> Iterator[tuple[Location, PageRef]]:
    """Every page that a piece of front matter names, with its location in it."""
    if isinstance(value, PageRef):
        yield at, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from page_refs(getattr(value, name, None), (*at, name))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from page_refs(item, (*at, number))


def unknown_keys(value: object, at: Location = ()) -> Iterator[tuple[Location, frozenset[str]]]:
    """Every key that a piece of front matter does not know, with the keys known in its place."""
    if isinstance(value, BaseModel):
        known = frozenset(type(value).model_fields)
        for key in sorted(value.model_extra or {}):
            yield (*at, key), known
        for name in type(value).model_fields:
            yield from unknown_keys(getattr(value, name, None), (*at, name))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from unknown_keys(item, (*at, number))


def describe(schema: type[BaseModel], at: Location) -> str:
    """What the field at a location is for, as its model describes it."""
    described, model = "", schema
    for part in at:
        field = model.model_fields.get(part) if isinstance(part, str) else None
        if field is None:
            continue
        described = f"{part}: {field.description}"
        inner = [kind for kind in _types(field.annotation) if issubclass(kind, BaseModel)]
        model = inner[0] if inner else model
    return described


def _types(annotation: Any) -> Iterator[type]:
    if isinstance(annotation, type) and not getattr(annotation, "__args__", ()):
        yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from _types(argument)


# What each of pydantic's error types means to an editor; {} is what the editor wrote.
_SAYINGS = {
    "string_type": "{} is not text; put it in quotes",
    "list_type": '{} is not a list; write one item a line, each after "- "',
    "dict_type": "{} is not a set of keys; write `key: value` lines below it",
    "model_type": "{} is not a set of keys; write `key: value` lines below it",
    "string_too_short": "{} is empty; write a word or more",
    "int_type": "{} is not a whole number",
    "int_parsing": "{} is not a whole number",
    "int_from_float": "{} is not a whole number",
    "bool_type": "{} is not true or false",
    "bool_parsing": "{} is not true or false",
    "day": "{} is not a date; write 2026-05-31",
}


def say(error: ErrorDetails) -> str:
    """One of pydantic's errors in an editor's words, as in `"32 May" is not a date; write 2026-05-31`."""
    kind, given = error["type"], shown(error["input"])
    if kind == "missing":
        return "is missing"
    if kind == "literal_error":
        return f"{given} is none of {error['ctx']['expected']}"
    if kind == "greater_than_equal":
        return f"{given} is too small; at least {error['ctx']['ge']}"
    if kind == "less_than_equal":
        return f"{given} is too large; at most {error['ctx']['le']}"
    if kind == "too_short":
        return "is empty; write at least one"
    if kind == "string_type" and isinstance(error["input"], list | dict):
        return f"{given} stands where a text is wanted"
    if kind in _SAYINGS:
        return _SAYINGS[kind].format(given)
    return f"{given} {error['msg']}"


def shown(value: Any) -> str:
    """A value as the editor would know it again; never more than a line, however large it is."""
    if isinstance(value, str):
        return f'"{value}"' if len(value) <= 60 else f'"{value[:57]}..."'
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "nothing"
    if isinstance(value, int | float):
        return str(value)[:60]
    if isinstance(value, Tagged):
        return f"a value with the tag {value.tag}"
    return "a list" if isinstance(value, list) else "a set of keys"
