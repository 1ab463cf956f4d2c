"""Kinds of pages, one file each: its name is the kind, its `Meta` the front matter; the template is in theme/kinds."""
