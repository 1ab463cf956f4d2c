"""One Markdown file -> what it declares, with file, line and column for every complaint."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from pydantic import ValidationError

from hubgen.drafts import Part, read_marks
from hubgen.frontmatter import FrontMatter, Location, describe, say, unknown_keys
from hubgen.marked_yaml import Marked, YamlError, load
from hubgen.model import Finding
from hubgen.registry import nearest, parts
from hubgen.texts import lines_of, unescaped

# Far above any real front matter; a longer one is a page whose closing --- is missing or pasted data.
LONGEST_FRONT_MATTER = 64 * 1024

_FRONT_MATTER = "front matter is `key: value` lines between two lines of ---"


@dataclass(frozen=True, slots=True)
class MarkdownFile:
    """A Markdown file of the content: its path from the content folder, its built file, its address, its bytes."""

    src: str
    path: str
    url: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Reading:
    """What one Markdown file declares: its kind, validated front matter, title, one-line description and faults.

    `marks` knows where each value of the front matter stands; `body` is the Markdown below it, without the `parts`
    between draft marks unless they are previewed.
    """

    source: MarkdownFile
    kind: str
    meta: FrontMatter
    title: str
    description: str
    body: str
    marks: Marked
    parts: tuple[Part, ...] = ()
    faults: tuple[Finding, ...] = ()


def read_page(
    source: MarkdownFile, kind: str, extra_keys: Collection[str], folder: str, *, drafts: bool = False
) -> Reading:
    """Reads one Markdown file; `kind` is what its folder says, `folder` what to call the content folder in faults.

    `drafts` leaves in the body what stands between draft marks.
    """
    faults: list[Finding] = []

    def fault(check: str, at: tuple[int, int], message: str, remedy: str) -> None:
        place = f"{folder}/{source.src}:{at[0]}:{at[1]}"
        faults.append(Finding(source.path, message, remedy, check=check, source=place))

    marked = Marked({}, {(): (1, 1)}, {}, ())
    marks = read_marks("")
    try:
        text = source.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        at = position(source.content, error.start)
        fault("content-file", at, f"is not UTF-8: byte {source.content[error.start]:#04x}", "save the file as UTF-8")
    else:
        try:
            given, below = split_front_matter(text)
            marks = read_marks(below, first_line=len(lines_of(text.removesuffix(below))) + 1)
            marked = _mapping(load(given, first_line=2)) if given else marked
        except YamlError as error:
            fault("front-matter", (error.line, error.column), error.problem, error.remedy or _FRONT_MATTER)
    faults_before = len(faults)
    kind = _kind(marked, kind, fault)
    kind_is_known = len(faults) == faults_before
    meta = _meta(kind, marked, fault)
    for way, known in unknown_keys(meta) if kind_is_known else ():
        if len(way) > 1 or way[0] not in extra_keys:
            fault("unknown-key", marked.keys.get(way, (1, 1)), *_unknown(str(way[-1]), known))
    for way in marked.twice:
        fault("front-matter", marked.keys[way], f"{way[-1]}: is written twice", "keep one of the two lines")
    for each in marks.faults:
        fault("content-file", (each.line, each.column), each.message, each.remedy)
    body = marks.shown if drafts else marks.published
    title = meta.title or heading(body) or _title_of_file(source.src)
    return Reading(source, kind, meta, title, meta.description or lead(body), body, marked, marks.parts, tuple(faults))


def split_front_matter(text: str) -> tuple[str, str]:
    """The front matter, without its `---` lines, and the Markdown below it; raises YamlError when it is not closed."""
    lines = lines_of(text)
    if not lines or lines[0].rstrip() != "---":
        _refuse_damaged_front_matter(lines)
        return "", text
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() in ("---", "..."):
            given = "".join(lines[1:number])
            if len(given) > LONGEST_FRONT_MATTER:
                size = f"{len(given) // 1024} kB"
                raise YamlError(1, 1, f"the front matter is {size} long; more than 64 kB is not front matter")
            return given, "".join(lines[number + 1 :])
    raise YamlError(1, 1, "the front matter is not closed: there is no second line of ---")


def _refuse_damaged_front_matter(lines: list[str]) -> None:
    """Ends where front matter would be published as text: after an empty line, or below a dash that is not ---."""
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    dashes = bool(lines) and re.fullmatch(r"[-\u2013\u2014]+", lines[first].strip())
    keys = [line for line in lines[first : first + 6] if re.match(r"(kind|title|spoke|description|order): ", line)]
    if keys and (dashes or keys[0] is lines[first]):
        raise YamlError(first + 1, 1, "the front matter does not begin with --- in the first line of the file")


def body_of(content: bytes, *, drafts: bool = False) -> str:
    """The Markdown below the front matter, with what stands between draft marks or without; never fails.

    Where the front matter has no end, all of the file is below it.
    """
    text = content.decode("utf-8-sig", "replace")
    try:
        body = split_front_matter(text)[1]
    except YamlError:
        body = text
    marks = read_marks(body)
    return marks.shown if drafts else marks.published


def _mapping(marked: Marked) -> Marked:
    if marked.value is None:
        return replace(marked, value={})
    if not isinstance(marked.value, dict):
        what = "a list" if isinstance(marked.value, list) else "one text"
        raise YamlError(*marked.marks[()], f"the front matter is {what}, not `key: value` lines")
    return replace(marked, value={str(key): value for key, value in marked.value.items()})


def position(content: bytes, offset: int) -> tuple[int, int]:
    """Line and column, from 1, of a byte."""
    return content.count(b"\n", 0, offset) + 1, offset - content.rfind(b"\n", 0, offset)


def _kind(marked: Marked, default: str, fault: Any) -> str:
    kind = marked.value.get("kind", default)
    known = parts("hubgen.kinds")
    if kind in known if isinstance(kind, str) else False:
        return str(kind)
    close = nearest(str(kind), known)
    remedy = f"did you mean {close}?" if close else f"the kinds are {', '.join(known)}"
    fault("front-matter", marked.where(("kind",)), f'kind: "{str(kind)[:60]}" is not a kind of page', remedy)
    return "guide"


def _meta(kind: str, marked: Marked, fault: Any) -> FrontMatter:
    """The validated front matter; where it has faults, what is left of it without the keys at fault."""
    schema: type[FrontMatter] = parts("hubgen.kinds")[kind].Meta
    given: Mapping[str, Any] = {key: value for key, value in marked.value.items() if value is not None}
    if "spoke" in marked.value and not str(marked.value["spoke"] or "").strip():
        fault("front-matter", marked.where(("spoke",)), "spoke: names no group", "name one, as in spoke: Policies")
    try:
        meta = schema.model_validate(given)
    except ValidationError as error:
        faulty = set()
        for each in error.errors():
            at: Location = each["loc"]
            faulty.add(at[0])
            way = ": ".join(str(part + 1) if isinstance(part, int) else part for part in at)
            fault("front-matter", marked.where(at), f"{way}: {say(each)}", describe(schema, at))
        meta = schema.model_construct(**_sound(schema, {k: v for k, v in given.items() if k not in faulty}))
    for check, reason in meta.excuse.items():
        if not reason.strip():
            at = ("excuse", check)
            fault("front-matter", marked.where(at), f"excuse: {check}: gives no reason", "say why, after the colon")
    return meta


def _sound(schema: type[FrontMatter], given: Mapping[str, Any]) -> dict[str, Any]:
    """The keys without fault, read by the kind that knows no more than every page."""
    common = FrontMatter.model_validate({k: v for k, v in given.items() if k in FrontMatter.model_fields})
    return {name: getattr(common, name) for name in FrontMatter.model_fields if name in given}


def _unknown(key: str, known: Collection[str]) -> tuple[str, str]:
    close = nearest(key, known)
    remedy = f"did you mean {close}?" if close else "take it out, or name it under extra_keys in mkdocs.yml"
    return f"{key}: is not a key that this kind of page knows", remedy


def heading(body: str) -> str:
    """The text of the first `# heading`, without its markup, or ""."""
    previous = ""
    for line in _outside_code(body):
        if found := re.match(r"#(?!#)[ \t]*(.*?[^#\s])[ \t]*#*(?:[ \t]+\{[^}]*\})?[ \t]*$", line):
            return plain(found[1])
        if re.match(r" {0,3}=+[ \t]*$", line) and previous.strip():
            return plain(previous.strip())
        previous = line
    return ""


def lead(body: str) -> str:
    """The first sentence of the first paragraph, at most 160 characters, or ""."""
    paragraph: list[str] = []
    for line in _outside_code(body):
        # Headings, lists, quotes, tables, HTML, images, admonitions and rules are no paragraphs.
        if line.strip() and not re.match(r"\s{4}|\s*(#|[-*+]\s|\d+[.)]\s|>|\||<|!|={3}|-{3}|\*{3}|\{|\[\^)", line):
            paragraph.append(line.strip())
        elif paragraph:
            break
    text = plain(" ".join(paragraph))
    sentence = re.split(r"(?<=[.!?])\s", text, maxsplit=1)[0]
    return sentence if len(sentence) <= 160 else sentence[:157].rsplit(" ", 1)[0] + "..."


def plain(markdown: str) -> str:
    """A line of Markdown as a reader sees it: no links, emphasis, code marks, footnote marks, attributes or tags."""
    text = re.sub(r"(?<![\\`])(`+)(?!`)(.+?)(?<!`)\1(?!`)", lambda code: _literal(code[2]), markdown)
    text = re.sub(r"\{:?\s*[#.][^}]*\}|<!--.*?-->|<[^>]+>|\s*(?<!\\)\[\^[^\]]+\]", "", text)
    text = re.sub(r"!?\[([^\]]*)\](\([^)]*\)|\[[^\]]*\])", r"\1", text)
    text = re.sub(r"(?<!\\)(\*\*|__|`+|\*|(?<!\w)_|_(?!\w))", "", text)
    return " ".join(unescaped(re.sub(r"\\([\\`*_{}\[\]()#+\-.!])", r"\1", text)).split())


def _literal(code: str) -> str:
    """The text of a code span, with its punctuation as references, so that none of it is taken for Markdown."""
    return re.sub(r"[!-/:-@\[-`{-~]", lambda mark: f"&#{ord(mark[0])};", code)


def _outside_code(body: str) -> Iterator[str]:
    """The lines that are neither code nor comment; a comment counts as an empty line, one without end as text."""
    lines = [line.rstrip("\r\n") for line in lines_of(body)]
    last_end = max((number for number, line in enumerate(lines) if "-->" in line), default=-1)
    fence, comment = "", False
    for number, line in enumerate(lines):
        mark = re.match(r"\s*(`{3,}|~{3,})", line)
        if comment or (not fence and number <= last_end and re.match(r" {0,3}<!--", line)):
            comment = "-->" not in line.rpartition("<!--")[2] and number < last_end
            yield ""
        elif mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence):
            fence = ""
        elif not fence:
            yield line


def _title_of_file(src: str) -> str:
    path = PurePosixPath(src)
    return title_of(path.parent.name if path.stem in ("index", "README") and path.parent.name else path.stem)


def title_of(name: str) -> str:
    """A file's or folder's name as a title: `gift-cards` is "Gift cards"."""
    words = re.sub(r"[-_]+", " ", name).strip()
    return words[:1].upper() + words[1:]
