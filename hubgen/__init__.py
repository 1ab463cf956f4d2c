"""hubgen: a folder of Markdown becomes a customer-service help center whose every answer can be reached.

A map of the package, in the order of its imports (each module imports only from those before it):

- `model`        the nouns: Page, Spoke, Site, Document, Link, Finding
- `extent`       of how many pages a finding is
- `texts`        lines and character references of any text
- `kept`         files that are kept from run to run
- `marked_yaml`  YAML that knows the line and column of every value
- `drafts`       what of a Markdown text is not published
- `frontmatter`  what every page may say about itself, and how a fault in it is worded
- `registry`     finds the parts of a folder: checks, kinds, reporters
- `theme`        where the templates and assets are
- `urls`         an address as written -> where a browser would go
- `limits`       pages that are too much for the HTML parser
- `landmarks`    header, nav, breadcrumb, footer or body: where on a page something stands
- `addresses`    every address that an element uses
- `charset`      the bytes of a page -> its text
- `html`         built HTML -> Document
- `document_cache`  Documents of pages that have not changed
- `kinds/`       hub, faq, policy, price-match, contact, complaint, guide
- `config`       the options in mkdocs.yml
- `external`     asks addresses of other sites whether they are alive
- `pages`        one Markdown file -> what it declares
- `faults`       what is wrong with the content as a whole
- `content`      all of them -> Page -> Site
- `links`        which file an address reaches; clicks from the hub
- `folder`       a folder of built HTML -> Site
- `proof`        how each spoke and each page is reached, in figures
- `references`   the addresses in a Markdown text, with line and column
- `quotes`       words of a page -> where Markdown, HTML or a template writes them
- `tags`         the tags of a page with their places
- `html_lines`   the lines of a built page's links and images
- `markdown_places`  the places in a page's Markdown of the same
- `sources`      the line of HTML and the place in the Markdown behind a finding
- `search/`      built HTML -> Whoosh index -> static files -> answers
- `searches`     synonyms, and the searches that must succeed -> Site
- `readability`  how easily a page reads
- `checks/`      one file each: what can be wrong with a help center
- `baseline`     findings that are known already
- `sheets/`      pages that stand alone, and what may be written anywhere
- `manual`       the docstrings of checks as Markdown and HTML
- `reporters/`   one file each: how findings are written
- `hanging`      what hangs on what, and where it stands in the picture
- `picture`      draws that as SVG
- `graph`        the proof as one HTML page: picture, faults, figures
- `verdict`      findings, less those that a baseline knows -> Verdict
- `view`         what the templates show of a Site
- `publish`      a site folder is swapped in whole, or not at all
- `plugin`       the MkDocs adapter
- `build`        runs MkDocs: build, serve, read
- `judge`        checks a site that is built already
- `cli_options`  the options that several commands share
- `cli`          the command `hubgen`: alone prints and exits
"""

__version__ = "0.1.0"
