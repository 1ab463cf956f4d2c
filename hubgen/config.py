"""The options of the plugin in mkdocs.yml."""

import re
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from hubgen.frontmatter import Location, say
from hubgen.model import Clicks, Severity
from hubgen.registry import nearest, parts

# YAML reads the word off as false.
GivenSeverity = Annotated[Severity, BeforeValidator(lambda given: "off" if given is False else given)]


class MostClicks(BaseModel):
    """How many clicks from the hub, by body links, a page may be away."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    spokes: int = Field(Clicks().spokes, ge=1, description="clicks to a spoke")
    articles: int = Field(Clicks().articles, ge=1, description="clicks to any other page")


class Folder(BaseModel):
    """What a folder of the content says for the pages in it, where their front matter is silent."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str | None = Field(None, description="the kind of the folder's pages, and of those in folders below it")
    spoke: str | None = Field(None, description="makes the folder one spoke of this group: its index page")
    spokes: str | None = Field(None, description="makes every page right in the folder a spoke of this group")
    title: str | None = Field(None, description="the title of the index page that is generated for the folder")
    description: str = Field("", description="one line about the folder, for an index page that is generated")
    order: int = Field(0, description="place of the folder's spoke among its neighbours: lower comes first")


def _without_slashes(folders: dict[str, Folder]) -> dict[str, Folder]:
    return {name.strip("/") or ".": folder for name, folder in folders.items()}


def _page_or_address(contact: str) -> str:
    if contact and not contact.endswith(".md") and not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:.", contact):
        raise PydanticCustomError("contact", "is neither a page such as contact.md nor an address such as mailto:...")
    return contact


Contact = Annotated[str, AfterValidator(_page_or_address)]
Folders = Annotated[dict[str, Folder], AfterValidator(_without_slashes)]


class Options(BaseModel):
    """The options of the plugin."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    contact: Contact = Field("", description="where to reach a person, when no page of kind contact says so")
    folders: Folders = Field({}, description="what folders say for their pages")
    checks: dict[str, GivenSeverity] = Field(
        {}, description="the severity of checks, by id: error, warning, info or off"
    )
    clicks: MostClicks = Field(MostClicks(), description="how far from the hub pages may be")
    extra_keys: list[str] = Field([], description="front matter keys that are the site's own")


def read_options(given: Mapping[str, Any]) -> tuple[Options, list[tuple[Location, str]]]:
    """The options as given, and what is wrong with them: where, and a message in an editor's words."""
    try:
        options = Options.model_validate(given)
    except ValidationError as error:
        return Options(), [
            (fault["loc"], _message(fault["loc"], say(fault), fault["type"])) for fault in error.errors()
        ]
    return options, list(_unknown_names(options))


def _message(at: Location, saying: str, kind: str) -> str:
    if kind == "extra_forbidden":
        return f"is not an option; {_did_you_mean(str(at[-1]), _known_keys(at))}"
    return saying


def _known_keys(at: Location) -> list[str]:
    if len(at) == 1:
        return list(Options.model_fields)
    return list((Folder if at[0] == "folders" else MostClicks).model_fields)


def _unknown_names(options: Options) -> list[tuple[Location, str]]:
    """Checks and kinds that the options name and nobody knows."""
    faults: list[tuple[Location, str]] = []
    for check in options.checks:
        if check not in parts("hubgen.checks"):
            faults.append((("checks", check), f"is not a check; {_did_you_mean(check, parts('hubgen.checks'))}"))
    for name, folder in options.folders.items():
        if folder.kind is not None and folder.kind not in parts("hubgen.kinds"):
            saying = f'"{folder.kind}" is not a kind; {_did_you_mean(folder.kind, parts("hubgen.kinds"))}'
            faults.append((("folders", name, "kind"), saying))
        for key, group in (("spoke", folder.spoke), ("spokes", folder.spokes)):
            if group is not None and not group.strip():
                saying = f"names no group; write the group's name, as in {key}: Policies"
                faults.append((("folders", name, key), saying))
    return faults


def _did_you_mean(name: str, known: Mapping[str, Any] | list[str]) -> str:
    close = nearest(name, known)
    return f"did you mean {close}?" if close else f"it is one of: {', '.join(sorted(known))}"
