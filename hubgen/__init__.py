"""hubgen: a folder of Markdown becomes a customer-service help center whose every answer can be reached.

A map of the package, in the order of its imports (each module imports only from those before it):

- `model`        the nouns: Page, Spoke, Site, Document, Link, Finding
- `marked_yaml`  YAML that knows the line and column of every value
- `frontmatter`  what every page may say about itself, and how a fault in it is worded
- `registry`     finds the parts of a folder: checks, kinds, reporters
- `theme`        where the templates and assets are
- `urls`         an address as written -> where a browser would go
- `limits`       pages that are too much for the HTML parser
- `landmarks`    header, nav, breadcrumb, footer or body: where on a page something stands
- `addresses`    every address that an element uses
- `html`         built HTML -> Document
- `kinds/`       hub, faq, policy, price-match, contact, complaint, guide
- `config`       the options in mkdocs.yml
- `pages`        one Markdown file -> what it declares
- `faults`       what is wrong with the content as a whole
- `content`      all of them -> Page -> Site
- `links`        which file an address reaches; clicks from the hub
- `folder`       a folder of built HTML -> Site
- `references`   the addresses in a Markdown text, with line and column
- `sources`      the line of HTML and the place in the Markdown behind a finding
- `search/`      built HTML -> Whoosh index -> static files -> answers
- `searches`     synonyms, and the searches that must succeed -> Site
- `checks/`      one file each: what can be wrong with a help center
- `reporters/`   one file each: how findings are written
- `view`         what the templates show of a Site
- `publish`      a site folder is swapped in whole, or not at all
- `plugin`       the MkDocs adapter
- `build`        runs MkDocs: build, serve, read
- `judge`        checks a site that is built already
- `cli`          the command `hubgen`: alone prints and exits
"""

__version__ = "0.1.0"
