"""A link whose whole text is "here", "read more" or the like.

Many customers skim a page by its links, and screen readers list the texts alone: ten times "here" tells nobody where
to click. Only links in the text of a page count. The words are known in English, German, French, Spanish, Dutch and
Italian, and the page's language decides.

Bad:
    returns.html:
        <main>Our labels are <a href="label.html">here</a>.</main>

Bad:
    rueckgabe.html:
        <html lang="de-AT"><main>Wie das geht? <a href="etikett.html">Mehr erfahren &raquo;</a></main>

Good:
    returns.html:
        <main>Print <a href="label.html">a label for your return</a>.</main>
"""

from collections.abc import Iterator
from typing import Final

from hubgen.links import body_links, reached
from hubgen.model import Finding, Link, Site

topic: Final = "accessibility"
severity: Final = "warning"

VAGUE: Final = {
    language: frozenset(text.strip() for text in " ".join(texts.split()).split(","))
    for language, texts in {
        "en": """
            click, click here, click this link, click to read more, details, find out more, follow this link, full
            details, go, go here, here, info, learn more, link, more, more details, more info, more information, press
            here, read, read here, read more, read on, see, see here, see more, show more, tap here, the link, this,
            this article, this link, this one, this page, this site, this website, view, view more, visit
        """,
        "de": """
            bitte hier klicken, details, diese seite, diesem link, dieser link, dieser seite, erfahren sie
            mehr, hier, hier klicken, hier lesen, klick hier, klicke hier, klicken, klicken sie hier, lesen sie mehr,
            link, mehr, mehr anzeigen, mehr dazu, mehr details, mehr erfahren, mehr infos, mehr informationen, mehr
            lesen, weitere infos, weitere informationen, weiterlesen
        """,
        "fr": """
            ce lien, cette page, clic, cliquer ici, cliquez, cliquez ici, détails, en savoir plus, ici, infos, la suite,
            lien, lire, lire la suite, lire plus, plus, plus d'informations, plus d'infos, plus de détails, savoir plus,
            voir, voir plus
        """,
        "es": """
            aqui, aquí, clic aquí, detalles, enlace, esta página, este enlace, haga clic aquí, haz clic aquí, leer, leer
            más, lee más, más, más detalles, más info, más información, pincha aquí, pulsa aquí, pulse aquí, saber más,
            seguir leyendo, ver, ver más
        """,
        "nl": """
            bekijk, details, deze link, deze pagina, hier, klik, klik hier, klik op deze link, lees meer, lees verder,
            link, meer, meer details, meer info, meer informatie, meer lezen, meer weten, verder lezen
        """,
        "it": """
            altro, clicca, clicca qui, cliccare qui, continua a leggere, dettagli, di più, fai clic qui, leggi,
            leggi altro, leggi di più, leggi tutto, link, maggiori informazioni, per saperne di più, più informazioni,
            premi qui, questa pagina, questo link, qui, scopri di più, ulteriori informazioni, vedi
        """,
    }.items()
}
LONGEST: Final = max(len(text) for texts in VAGUE.values() for text in texts)
# What people put around such words.
_AROUND = " .,:;!?…«»‹›<>→()[]*+-–—\"'“”„"  # noqa: RUF001  # these dashes and marks are meant


def check(site: Site) -> Iterator[Finding]:
    """One finding for each link."""
    for path, document in sorted(site.documents.items()):
        vague = VAGUE.get(document.lang.partition("-")[0].lower(), VAGUE["en"])
        for link in body_links(document):
            text = link.text.strip(_AROUND)
            if len(text) <= LONGEST and text.replace("’", "'").casefold() in vague:  # noqa: RUF001
                yield Finding(
                    path,
                    f'the link text "{link.text}" does not say where it leads',
                    f"write what is behind the link instead, as in {_better(link, vague, site)}",
                    link=link,
                )


def _better(link: Link, vague: frozenset[str], site: Site) -> str:
    """What to write: the title of the page that a link leads to, a mail address or number, or some good example."""
    document = site.documents.get(reached(link.target, site) or "")
    title = document.heading or document.title if document else ""
    if not title and link.target.path.startswith(("mailto:", "tel:")):
        title = link.target.path.partition(":")[2].partition("?")[0]
    return f'"{title}"' if title and title.casefold() not in vague else '"how to pack a parcel"'
