"""Chrome Web Store: the reviews of an extension as its page asks for them.

Shape, as programs in public repositories read it: `[[TOKEN], [review…], …]`; of a review 0 is its identity, 1/0 the
name, 2 the stars, 3 the text, 4/0 the seconds, 11 the version of the extension. The last page has no token.
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from rivalscope.domain.capture import Verdict
from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import Page, Review
from rivalscope.services.stores import CHROME_RPC, moved, position
from spiders.services.batch import answer_of
from spiders.services.listing import EXTRACTOR, Told, at, failed, review_of, words


def read(
    body: bytes, *, url: str, options: Mapping[str, str], seen_at: datetime, content_type: str | None = None
) -> Page:
    """Return the reviews of one page and the next one."""
    del options
    try:
        place, answer = answer_of(body, CHROME_RPC, content_type=content_type)
    except ValueError as error:
        return failed(
            url, seen_at=seen_at, verdict=Verdict.ERROR, reason=f"the answer cannot be read: {error}"
        )
    listed = at(answer, 1)
    if answer is not None and not isinstance(listed, list | None):
        return failed(
            url, seen_at=seen_at, verdict=Verdict.PARTIAL, reason="the answer has no list of reviews"
        )
    found = [_review(item, f"{place}/1/{index}", seen_at) for index, item in enumerate(listed or [])]
    token = words(at(answer, 0, 0))
    goes_on = found and token and token != position(url)
    return Page(
        url=url,
        kind=SourceKind.REVIEWS,
        verdict=Verdict.OK,
        reviews=tuple(review for review in found if review is not None),
        next_page=moved(url, token) if goes_on else None,
        seen_at=seen_at,
        extractor=EXTRACTOR,
    )


def _review(item: Any, place: str, seen_at: datetime) -> Review | None:
    told = Told(
        selector=f"{place}/3",
        text=at(item, 3),
        rating=at(item, 2),
        best=Decimal(5),
        date=at(item, 4, 0),
        version=at(item, 11),
        key=at(item, 0),
        author=at(item, 1, 0),
    )
    return review_of(told, seen_at=seen_at)
