"""A digest as one reader asked for it: their topics, products and thresholds, their dates and time zone."""

import dataclasses

from rivalscope.analysis.demand import Demand
from rivalscope.analysis.rivalry import Contest
from rivalscope.domain.fact import Change
from rivalscope.domain.reader import TOPICS, Reader, Topic
from rivalscope.reports.content import Digest, GapMove
from rivalscope.reports.digest import digest_state


def for_reader(digest: Digest, reader: Reader) -> Digest:
    """Return a digest as a reader asked for it; what their settings leave out is counted, coverage stays whole."""
    groups = tuple(
        dataclasses.replace(group, changes=kept)
        for group in digest.groups
        if (kept := tuple(change for change in group.changes if _change(change, reader)))
    )
    told = dataclasses.replace(
        digest,
        groups=groups,
        shifts=tuple(
            shift for shift in digest.shifts if reader.wants(Topic.OPINIONS) and reader.follows(shift.product)
        ),
        requests=_demands(digest.requests, reader, Topic.REQUESTS),
        problems=_demands(digest.problems, reader, Topic.PROBLEMS),
        contests=tuple(one for one in digest.contests if _contest(one, reader)),
        gaps=tuple(move for move in digest.gaps if _gap(move, reader, ours=digest.ours)),
        upcoming=tuple(
            one for one in digest.upcoming if reader.wants(Topic.LAUNCHES) and reader.follows(one.product)
        ),
        language=reader.language,
        topics=tuple(topic for topic in Topic if reader.wants(topic)),
        timezone=reader.timezone or digest.timezone,
    )
    told = dataclasses.replace(told, withheld=_told(digest) - _told(told))
    return dataclasses.replace(told, state=digest_state(told))


def _change(change: Change, reader: Reader) -> bool:
    weighty = change.score is None or change.score >= reader.minimum_score
    return weighty and reader.wants(TOPICS[change.kind]) and reader.follows(change.product)


def _demands(demands: tuple[Demand, ...], reader: Reader, topic: Topic) -> tuple[Demand, ...]:
    """Return the demands of features that enough reviewers of the followed products voice."""
    if not reader.wants(topic):
        return ()
    followed = [one for one in demands if reader.follows(one.product)]
    voices: dict[str | None, int] = {}
    for one in followed:
        voices[one.feature] = voices.get(one.feature, 0) + one.voices
    return tuple(one for one in followed if voices[one.feature] >= reader.minimum_reviewers)


def _contest(one: Contest, reader: Reader) -> bool:
    named = [slug for slug in (one.winner, one.loser) if slug is not None]
    followed = not reader.products or any(reader.follows(slug) for slug in named)
    return reader.wants(Topic.SWITCHES) and one.voices >= reader.minimum_reviewers and followed


def _gap(move: GapMove, reader: Reader, *, ours: str) -> bool:
    slugs = (ours, *move.gap.rivals)
    return reader.wants(Topic.GAPS) and any(reader.follows(slug) for slug in slugs)


def _told(digest: Digest) -> int:
    held = (digest.shifts, digest.requests, digest.problems, digest.contests, digest.gaps, digest.upcoming)
    return digest.changes + sum(map(len, held))
