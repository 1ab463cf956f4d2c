"""An image that says nothing to customers who cannot see it.

Screen readers read out the file name of an image without alternative text. An empty one (`alt=""`) is fine: it marks
an image as decoration; so do `role="presentation"` and `aria-hidden="true"`.

Bad:
    sizes.html:
        <img src="foot.svg">
    foot.svg:
        <svg xmlns="http://www.w3.org/2000/svg"/>

Good:
    sizes.html:
        <img src="foot.svg" alt="Measure from the heel to the longest toe"> <img src="foot.svg" alt="">
    foot.svg:
        <svg xmlns="http://www.w3.org/2000/svg"/>
"""

from collections.abc import Iterator
from typing import Final

from hubgen.model import Finding, Site

topic: Final = "accessibility"
severity: Final = "warning"


def check(site: Site) -> Iterator[Finding]:
    """One finding for each image."""
    for path, document in sorted(site.documents.items()):
        for image in document.images:
            if image.alt is None and not image.hidden:
                yield Finding(
                    path,
                    f'the image "{image.src[:120]}" has no alternative text',
                    'say what it shows, as in alt="Measure from the heel"; write alt="" if it is decoration',
                    image=image,
                )
