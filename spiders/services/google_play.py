"""Google Play: the reviews of an app as its page in the store asks for them.

Shape (facundoolano/google-play-scraper lib/reviews.js, JoMingyu/google-play-scraper): `[[review…], [null, TOKEN]]`;
of a review 0 is its identity, 1/0 the name, 2 the stars, 4 the text, 5/0 the seconds, 10 the version of the app. The
token may go round in circles (issue 467 of the former): whoever walks the list ends it where nothing is new.
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from rivalscope.domain.capture import Verdict
from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import Page, Review
from rivalscope.services.stores import PLAY_RPC, moved, position
from spiders.services.batch import answer_of
from spiders.services.listing import EXTRACTOR, Told, at, failed, review_of, words


def read(
    body: bytes, *, url: str, options: Mapping[str, str], seen_at: datetime, content_type: str | None = None
) -> Page:
    """Return the reviews of one page and the next one; the store does not say here how many there are."""
    del options
    try:
        place, answer = answer_of(body, PLAY_RPC, content_type=content_type)
    except ValueError as error:
        return failed(
            url, seen_at=seen_at, verdict=Verdict.ERROR, reason=f"the answer cannot be read: {error}"
        )
    listed = at(answer, 0)
    if answer is not None and not isinstance(listed, list | None):
        return failed(
            url, seen_at=seen_at, verdict=Verdict.PARTIAL, reason="the answer has no list of reviews"
        )
    found = [_review(item, f"{place}/0/{index}", seen_at) for index, item in enumerate(listed or [])]
    token = words(at(answer, -1, -1))
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
        selector=f"{place}/4",
        text=at(item, 4),
        rating=at(item, 2),
        best=Decimal(5),
        date=at(item, 5, 0),
        version=at(item, 10),
        key=at(item, 0),
        author=at(item, 1, 0),
    )
    return review_of(told, seen_at=seen_at)
