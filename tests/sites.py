"""The smallest site that builds clean, and what is in a folder."""

from pathlib import Path

LEAST_CONFIG = "site_name: Shop\ndocs_dir: content\ntheme: material\nplugins: [hubgen]\n"
LEAST_HUB = "---\nkind: hub\ndescription: All that we help with.\n---\n# Customer Service\n"
LEAST_CONTACT = """\
---
kind: contact
spoke: Talk to us
description: How to reach us.
channels:
  - {type: phone, name: Call us, purpose: Anything, value: "555-0100", link: "tel:+15550100"}
---
# Contact us
"""
LEAST_RETURNS = "---\nkind: policy\nspoke: Policies\n---\n# Returns\n\nYou have 60 days.\n"


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
