"""A digest as a letter: headings and items in words, from which the text and the HTML part are both made."""

from collections.abc import Iterator
from dataclasses import dataclass

from rivalscope.domain.dates import written
from rivalscope.domain.feedback import Mark, ToldItem
from rivalscope.domain.reader import TOPICS, Topic
from rivalscope.domain.wording import noise_text
from rivalscope.reports.content import Digest, DigestState
from rivalscope.reports.inert import one_line
from rivalscope.reports.letter_items import (
    Block,
    Item,
    Part,
    block,
    contest_item,
    demand_items,
    gap_item,
    on_day,
    shift_item,
    story_item,
    upcoming_item,
)
from rivalscope.reports.so_what import of_rival
from rivalscope.reports.stories import stories
from rivalscope.reports.summary import partial
from rivalscope.reports.words import clock, count, listed, unread

_LINES = 30
"""Lines of coverage at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The whole digest in words."""

    subject: str
    title: str
    period: str
    headline: str
    caution: str
    """What is missing; empty when nothing is."""
    parts: tuple[Part, ...]
    closing: str


def write_letter(digest: Digest, *, most: int) -> Letter:
    """Return the digest in words with at most so many items under a heading; what is left out is counted."""
    days = f"{written(digest.since, digest.language)} to {written(digest.until, digest.language)}"
    return Letter(
        subject=f"{one_line(digest.market, limit=60)}, week {digest.week}: {_subject(digest)}",
        title=one_line(digest.market),
        period=f"Week {digest.week}, {days}; written {_written_at(digest)}",
        headline=_headline(digest),
        caution=_caution(digest),
        parts=tuple(part for part in _parts(digest, most) if part.blocks),
        closing="Numbers such as e123 are evidence: the report lists each with its stored page, and "
        "`rivalscope verify 123` finds the words again. The ten digits below an item are its code: `rivalscope feedback "
        "CODE useful` or `noise` says what you think of it.",
    )


def _parts(digest: Digest, most: int) -> tuple[Part, ...]:
    gaps = (_gaps(digest, most),) if Topic.GAPS in digest.topics else ()
    launches = (_launches(digest, most),) if Topic.LAUNCHES in digest.topics else ()
    return (
        _competitors(digest, most),
        _customers(digest, most),
        Part(title="Our gaps", blocks=gaps),
        Part(title="Launches due", blocks=launches),
        Part(title="Coverage", blocks=(_coverage(digest),)),
    )


def told_items(digest: Digest, *, most: int) -> Iterator[ToldItem]:
    """Return what a letter of so many items under a heading tells and a reader can mark."""
    for part in write_letter(digest, most=most).parts:
        for item in (item for own in part.blocks for item in own.items if item.code):
            title = one_line(item.title, limit=200)
            yield ToldItem(
                code=item.code,
                kind=item.kind,
                product=item.product,
                title=title if item.product is None else _naming(digest, item.product, title),
                week=digest.week,
                score=float(item.weight) if item.weight else None,
            )


def rival_changes(digest: Digest) -> int:
    """Return how many changes competitors made."""
    return sum(len(group.changes) for group in digest.groups if not group.product.ours)


def _naming(digest: Digest, product: str, title: str) -> str:
    name = one_line(digest.names.get(product, product), limit=60)
    return title if title.startswith(name) else f"{name}: {title}"


def _written_at(digest: Digest) -> str:
    day, time = clock(digest.written_at, digest.timezone)
    return f"{written(day, digest.language)}, {time} {digest.timezone}"


def _subject(digest: Digest) -> str:
    if digest.state is DigestState.NOTHING and digest.withheld:
        return "nothing that you asked to be told"
    if digest.state is not DigestState.CHANGED:
        return digest.state.value
    told = (
        (rival_changes(digest), "change"),
        (len(digest.shifts), "shift of opinion"),
        (len(digest.gaps), "gap moved"),
    )
    words = [count(number, noun, _PLURALS.get(noun)) for number, noun in told if number]
    return ", ".join(words) or "our own pages changed"


_PLURALS = {"shift of opinion": "shifts of opinion", "gap moved": "gaps moved"}


def _headline(digest: Digest) -> str:
    if digest.state is DigestState.NO_DATA:
        return "No data: no night ran this week, so nothing can be said of what competitors did."
    readable = " on the sources that could be read" if digest.partial else ""
    if digest.state is DigestState.NOTHING:
        nights = count(digest.coverage.nights, "night")
        if digest.withheld:
            return (
                f"Nothing that you asked to be told changed{readable}: {nights} ran, and what moved lies outside your "
                "settings."
            )
        return f"Nothing material changed{readable}: {nights} ran, and no fact, opinion or gap moved."
    changes = f"ompetitors made {_some(rival_changes(digest), 'change')}{readable}"
    shares = f"{_some(len(digest.shifts), 'share')} of opinion or talk"
    gaps = f"{_some(len(digest.gaps), 'gap')} of ours"
    if not digest.withheld:
        return f"C{changes}. {shares.capitalize()} and {gaps} moved."
    told = [
        *([f"c{changes}"] if set(TOPICS.values()) & set(digest.topics) else []),
        *([f"{shares} moved"] if Topic.OPINIONS in digest.topics else []),
        *([f"{gaps} moved"] if Topic.GAPS in digest.topics else []),
    ]
    return f"Of what you asked to be told: {listed(told)}."


def _some(number: int, noun: str) -> str:
    return count(number, noun) if number else f"no {noun}"


def _caution(digest: Digest) -> str:
    missed = digest.days - digest.coverage.nights
    nights = f"{count(missed, 'night')} of {digest.days} did not run." if missed > 0 else ""
    lacking = partial(digest.coverage) if digest.coverage.nights else ""
    return " ".join(words for words in (nights, lacking) if words)


def _silence(digest: Digest, words: str) -> str:
    """Return what is said where there is nothing to tell: nothing is claimed that was not looked at."""
    if digest.state is DigestState.NO_DATA:
        return "Not known: no night ran."
    return "Nothing within your settings." if digest.withheld else words


def _competitors(digest: Digest, most: int) -> Part:
    title = "What competitors did"
    if not set(TOPICS.values()) & set(digest.topics):
        return Part(title=title, blocks=())
    blocks = [
        Block(
            title=f"{group.product.name}: {count(len(group.changes), 'change')}",
            items=tuple(story_item(digest, story) for story in told[:most]),
            left=sum(len(story.changes) for story in told[most:]),
            note=of_rival(group.product.slug, digest.background, name=group.product.name),
        )
        for group in digest.groups
        for told in [stories(group.changes)]
    ]
    silence = Block(title="", items=(), silence=_silence(digest, "No source shows a change."))
    unstable = (
        [Block(title="", items=(), silence=f"{count(digest.unstable, 'value')} came and went; not told.")]
        if digest.unstable
        else []
    )
    return Part(title=title, blocks=(*(blocks or [silence]), *unstable))


def _customers(digest: Digest, most: int) -> Part:
    span = f"{digest.shift_days} days against as many before"
    reviews = count(digest.new_reviews, "new review")
    moved = [shift_item(digest, shift) for shift in digest.shifts]
    said = [contest_item(digest, one) for one in digest.contests]
    asked, troubles = demand_items(digest, digest.requests), demand_items(digest, digest.problems)
    told = (
        (Topic.OPINIONS, f"Rises and falls, {span}", moved, "Nothing moved by more than chance explains."),
        (Topic.REQUESTS, f"Asked for, in {reviews}", asked, "Nobody asks for anything."),
        (Topic.PROBLEMS, f"Problems, in {reviews}", troubles, "Nobody reports a problem."),
        (Topic.SWITCHES, f"Switches and comparisons, in {reviews}", said, "Nobody compares products."),
    )
    return Part(
        title="What customers say now",
        blocks=tuple(
            block(title, items, most, _silence(digest, words))
            for topic, title, items, words in told
            if topic in digest.topics
        ),
    )


def _gaps(digest: Digest, most: int) -> Block:
    items = [gap_item(digest, move) for move in digest.gaps]
    return block("", items, most, _silence(digest, "No ranked gap moved."))


def _launches(digest: Digest, most: int) -> Block:
    items = [upcoming_item(digest, one) for one in digest.upcoming]
    return block("", items, most, _silence(digest, "No page announces a launch, and none comes of age."))


def _coverage(digest: Digest) -> Block:
    covered = digest.coverage
    lasting = {one.source for one in covered.lasting}
    items = [
        Item(
            title=f"{count(covered.nights, 'night')} of {digest.days} ran; {covered.ok} of "
            f"{count(covered.sources, 'source')} gave facts every time",
            detail=_figures(digest),
        ),
        *([Item(title=noise_text(digest.noise))] if digest.noise else []),
        *(
            Item(title=f"the night of {on_day(digest, night)} was partial", detail=why)
            for night, why in covered.cut_short
        ),
        *([Item(title=unread(covered.unread))] if covered.unread else []),
        *(Item(title=one.source, detail=one.words) for one in covered.lasting),
        *(Item(title=f"{key} failed", detail=why) for key, why in covered.failing if key not in lasting),
        *(Item(title=f"{key} was held back", detail=why) for key, why in covered.decided),
        *(
            Item(
                title=f"{key} is stale", detail="no facts yet" if since == "never" else f"last facts {since}"
            )
            for key, since in covered.stale
        ),
        *_marks(digest),
    ]
    return Block(title="", items=tuple(items[:_LINES]), left=max(len(items) - _LINES, 0))


def _figures(digest: Digest) -> str:
    covered = digest.coverage
    told = [
        f"{len(covered.failing)} failed last, {len(covered.stale)} stale",
        f"{count(digest.compared, 'page')} compared" if digest.compared else "",
        count(covered.captures, "capture"),
        f"{count(covered.reviews, 'review')} stored",
        f"{count(digest.withheld, 'item')} left out by your settings" if digest.withheld else "",
    ]
    return ", ".join(words for words in told if words)


def _marks(digest: Digest) -> list[Item]:
    """Say what readers thought of what they were told; nothing is left out for it."""
    if not digest.marks:
        return []
    useful, noise = (digest.marks.get(mark, 0) for mark in (Mark.USEFUL, Mark.NOISE))
    return [
        Item(
            title=f"readers marked {count(useful, 'item')} useful and {noise} noise in four weeks",
            detail="no item is left out for it; `rivalscope feedback` lists them",
        )
    ]
