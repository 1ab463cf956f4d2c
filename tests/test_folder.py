"""Any folder of built HTML is a site."""

from pathlib import Path

import pytest

from hubgen.folder import UnknownPage, read_documents, with_hub
from hubgen.model import Site, Spoke

PAGES = {
    "index.html": "<main><a href=help/>Help</a></main>",
    "help/index.html": "<main><a href=../returns.html>Returns</a> <a href=faq/>FAQ</a> <a href=./>Here</a>"
    " <a href=faq/#a>FAQ again</a> <a href=../404.html>Gone</a></main><footer><a href=../index.html>Shop</a></footer>",
    "help/faq/index.html": "<main><h1>Questions</h1></main>",
    "returns.html": "<title>Returns</title>",
    "404.html": "",
    "map.svg": "<svg/>",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    for name, content in PAGES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, "utf-8")
    return folder


def test_every_file_is_listed_and_every_page_read(root: Path) -> None:
    site = with_hub(read_documents(Site(), root), "")
    assert site.files == PAGES.keys()
    assert list(site.documents) == sorted(PAGES.keys() - {"map.svg"})
    assert (site.hub, site.spokes, site.declared) == ("", (), False)


@pytest.mark.parametrize("hub", ["help/", "help", "/help", "/help/", "help/index.html", "./help/index.html"])
def test_without_spokes_those_that_the_hub_links_to_are_taken(root: Path, hub: str) -> None:
    site = with_hub(read_documents(Site(), root), hub)
    assert (site.hub, site.declared) == ("help/index.html", False)
    assert site.spokes == (Spoke("returns.html", "Returns", ""), Spoke("help/faq/index.html", "Questions", ""))


def test_spokes_that_are_named_are_declared(root: Path) -> None:
    site = with_hub(read_documents(Site(), root), "/", ["returns", "help/faq/"])
    assert (site.hub, site.declared) == ("index.html", True)
    assert [spoke.path for spoke in site.spokes] == ["returns.html", "help/faq/index.html"]


@pytest.mark.parametrize(
    ("hub", "spokes", "message"),
    [
        ("hlep/", [], '"hlep/" is no page of this site; did you mean help/index.html?'),
        ("xyz", [], '"xyz" is no page of this site'),
        ("map.svg", [], '"map.svg" is no page of this site'),
        ("help", ["retruns.html"], '"retruns.html" is no page of this site; did you mean returns.html?'),
        ("", ["returns.html"], "spokes need a hub: name it, too, as in --hub help/index.html"),
    ],
)
def test_a_page_that_is_none_is_refused(root: Path, hub: str, spokes: list[str], message: str) -> None:
    with pytest.raises(UnknownPage) as refusal:
        with_hub(read_documents(Site(), root), hub, spokes)
    assert str(refusal.value) == message


def test_links_of_the_file_system_are_not_followed_out_or_round(root: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.html").write_text("secret", "utf-8")
    (root / "out.html").symlink_to(tmp_path / "secret.html")
    (root / "up").symlink_to(tmp_path)
    (root / "round").symlink_to(root)
    (root / "lost.html").symlink_to(root / "no-such-file.html")
    (root / "latest").symlink_to(root / "help")
    added = {"latest/index.html", "latest/faq/index.html"}
    assert read_documents(Site(), root).files == PAGES.keys() | added


def test_a_page_that_cannot_be_read_says_so(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Tests may run as root, whom no file mode keeps out: the read itself has to fail.
    read_bytes = Path.read_bytes

    def fail(path: Path) -> bytes:
        if path.name == "returns.html":
            raise PermissionError(13, "Permission denied", path)
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", fail)
    site = read_documents(Site(), root)
    assert "returns.html" in site.files
    assert site.documents["returns.html"].unread == "cannot be read: Permission denied"


def test_progress_is_told_page_by_page(root: Path) -> None:
    told: list[tuple[str, int, int]] = []
    read_documents(Site(), root, progress=lambda *step: told.append(step))
    assert told == [("Reading", number, 5) for number in range(1, 6)]


def test_a_folder_that_is_not_there_is_an_empty_site(tmp_path: Path) -> None:
    assert read_documents(Site(), tmp_path / "none").files == frozenset()
