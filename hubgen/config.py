"""The options of the plugin in mkdocs.yml."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from hubgen.frontmatter import Location, Words, say
from hubgen.model import Clicks, Hosting, Review, Severity
from hubgen.registry import nearest, own_files, part_id, parts

# YAML reads the word off as false.
GivenSeverity = Annotated[Severity, BeforeValidator(lambda given: "off" if given is False else given)]


class MostClicks(BaseModel):
    """How many clicks from the hub, by body links, a page may be away."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    spokes: int = Field(Clicks().spokes, ge=1, description="clicks to a spoke")
    articles: int = Field(Clicks().articles, ge=1, description="clicks to any other page")


class DueReviews(BaseModel):
    """When a page whose `review_by` comes near, or is past, is reported."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ahead: int = Field(Review().ahead, ge=0, description="days before it from which the owner is reminded")
    limit: int = Field(Review().limit, ge=0, description="days after it from which the page is an error")


def _number(given: object) -> float:
    if isinstance(given, bool) or not isinstance(given, int | float):
        raise PydanticCustomError("number", "is not a number")
    return given


def _expression(given: str) -> str:
    try:
        re.compile(given)
    except re.error as error:
        raise PydanticCustomError("expression", "is not a regular expression: {why}", {"why": str(error)}) from None
    return given


Number = Annotated[float, BeforeValidator(_number)]
Expression = Annotated[str, AfterValidator(_expression)]
Status = Annotated[int, Field(ge=400, le=999)]


class External(BaseModel):
    """How links to other sites are visited, by `hubgen check --external`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    timeout: Number = Field(10, ge=1, le=300, description="seconds in which a server must have answered")
    retries: int = Field(2, ge=0, le=10, description="how often an address that fails is asked again")
    at_once: int = Field(20, ge=1, le=200, description="requests under way at the same time")
    per_host: int = Field(2, ge=1, le=200, description="requests under way at the same time to one host")
    pause: Number = Field(0.2, ge=0, le=60, description="seconds between two requests to one host")
    alive: list[Status] = Field(
        [401, 403, 429, 999],
        description="statuses from 400 on that are no fault: pages behind a login or closed to robots open for people",
    )
    exclude: list[Expression] = Field([], description="regular expressions: addresses that match are not visited")
    max_age: Number = Field(1, ge=0, description="days for which an address that was alive is not asked again")


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


class Hosted(BaseModel):
    """How the site's host serves files."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    index: list[Words] = Field(list(Hosting().index), min_length=1, description="names of a folder's index page")
    clean_urls: bool = Field(Hosting().clean_urls, description="true where the host serves returns.html at /returns")


class Options(BaseModel):
    """The options of the plugin."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    contact: Contact = Field("", description="where to reach a person, when no page of kind contact says so")
    folders: Folders = Field({}, description="what folders say for their pages")
    checks: dict[str, GivenSeverity] = Field(
        {}, description="the severity of checks, by id: error, warning, info or off"
    )
    clicks: MostClicks = Field(MostClicks(), description="how far from the hub pages may be")
    review: DueReviews = Field(DueReviews(), description="when pages that are due for review are reported")
    hosting: Hosted = Field(Hosted(), description="how the site's host serves files")
    external: External = Field(External(), description="how links to other sites are visited")
    extra_keys: list[str] = Field([], description="front matter keys that are the site's own")
    own_checks: str = Field("", description="a folder beside mkdocs.yml with checks of the site's own")
    baseline: str = Field("", description="a file beside mkdocs.yml with known findings, which do not count")

    def checks_folder(self, beside: Path) -> Path | None:
        """The folder of the site's own checks, where it has one; `beside` is that of mkdocs.yml."""
        return beside / self.own_checks if self.own_checks else None

    def baseline_file(self, beside: Path) -> Path | None:
        """The file of the findings that are known, where the site has one."""
        return beside / self.baseline if self.baseline else None


def read_options(given: Mapping[str, Any], beside: Path = Path()) -> tuple[Options, list[tuple[Location, str]]]:
    """The options as given, and what is wrong with them: where, and a message in an editor's words.

    `beside` is the folder of mkdocs.yml, from which the options name files.
    """
    try:
        options = Options.model_validate(given)
    except ValidationError as error:
        return Options(), [
            (fault["loc"], _message(fault["loc"], say(fault), fault["type"])) for fault in error.errors()
        ]
    return options, list(_unknown_names(options, beside))


def _message(at: Location, saying: str, kind: str) -> str:
    if kind == "extra_forbidden":
        return f"is not an option; {_did_you_mean(str(at[-1]), _known_keys(at))}"
    return saying


def _known_keys(at: Location) -> list[str]:
    if len(at) == 1:
        return list(Options.model_fields)
    models: dict[str | int, type[BaseModel]] = {
        "clicks": MostClicks,
        "external": External,
        "folders": Folder,
        "hosting": Hosted,
        "review": DueReviews,
    }
    return list(models[at[0]].model_fields)


def _unknown_names(options: Options, beside: Path) -> list[tuple[Location, str]]:
    """Checks, kinds and folders that the options name and nobody knows."""
    faults: list[tuple[Location, str]] = []
    own = beside / options.own_checks
    if options.own_checks and not own.is_dir():
        faults.append((("own_checks",), f'"{options.own_checks}" is no folder beside mkdocs.yml'))
    brought = own_files(own) if options.own_checks else []
    known = [*parts("hubgen.checks"), *(part_id(file.stem) for file in brought)]
    for check in options.checks:
        if check not in known:
            faults.append((("checks", check), f"is not a check; {_did_you_mean(check, known)}"))
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
