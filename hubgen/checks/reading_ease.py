"""A page that is hard to read.

Customers read in haste, on a phone, and many of them in a language that is not their first. The figure is Flesch's
reading ease, from long sentences and long words: 60 is plain language, and what is below 50 he calls difficult. There
are such formulas for German, English, Spanish, French, Italian and Dutch; a page of less than 100 words gets no
finding. Headings and tables do not count, but the items of a list without full stops do, as one long sentence.

Bad:
    warranty.html:
        <html lang="en">
        <p>Notwithstanding any alternative arrangements previously communicated, the manufacturer's contractual
        obligations regarding unsatisfactory merchandise are exclusively determined by the applicable international
        regulations, provided that the corresponding documentation, including the original certification of
        authenticity, has been submitted electronically within the established notification period.
        <p>Subsequent modifications, unauthorised interventions or inappropriate utilisation by individuals who are not
        qualified representatives of the organisation automatically invalidate the aforementioned obligations, unless
        the responsible department has explicitly authorised such modifications in advance, and acknowledges that
        authorisation in writing.
        <p>Additional compensation, particularly compensation for consequential deterioration of accompanying
        equipment, is categorically excluded insofar as mandatory legislation permits, whereas accommodating,
        individually negotiated alternatives remain available.

Good:
    warranty.html:
        <html lang="en">
        <p>If your gear fails because of how it was made, we put it right at no cost to you. Send us a photo of the
        whole item and one of the damage. We answer within two days, and tell you how to send it in.
        <p>Most things can be mended. If yours cannot, you get a new one of the same kind. If we no longer make it, you
        choose: the money back, or something else for the same price.
        <p>What wears out with use is not covered. You can still send it to our repair shop, which gives you a price
        before it begins. If you say no to the price, you pay only for the way back.
        <p>Did you buy it from someone else? We still help you, as long as you can show where it came from.
"""

import math
from collections.abc import Iterator
from typing import Final

from hubgen.links import is_aside
from hubgen.model import Finding, Site
from hubgen.readability import reading_ease

topic: Final = "content"
severity: Final = "info"
needs_text: Final = True

# Flesch's samples have 100 words; of fewer, one long sentence decides.
LEAST_WORDS = 100

# Below it his scale says "difficult"; from here to 60, "fairly difficult".
DIFFICULT = 50

# So many words of the longest sentence are enough to find it.
QUOTED_WORDS = 8


def check(site: Site) -> Iterator[Finding]:
    """One finding for each page; the quote is the beginning of its longest sentence."""
    for path, document in sorted(site.documents.items()):
        ease = None if is_aside(document) else reading_ease(document)
        if ease and ease.words >= LEAST_WORDS and ease.figure < DIFFICULT:
            beginning = " ".join(ease.longest.split()[:QUOTED_WORDS])
            quoted = beginning if beginning == ease.longest else f"{beginning}..."
            yield Finding(
                path,
                f"is difficult to read: {math.floor(ease.figure)} on Flesch's scale, and 60 is plain language; "
                f'its longest sentence, or list without full stops, has {ease.longest_words} words: "{quoted}"',
                "cut it in two or more, or end the items of the list with full stops; then look for the next like it",
                quote=beginning,
            )
