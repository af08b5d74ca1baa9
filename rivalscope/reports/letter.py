"""A digest as a letter: headings and items in words, from which the text and the HTML part are both made."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rivalscope.analysis.demand import Demand
from rivalscope.analysis.series import Measure
from rivalscope.analysis.trends import Shift
from rivalscope.domain.fact import Evidence
from rivalscope.domain.wording import noise_text
from rivalscope.reports.content import Digest, DigestState, GapMove
from rivalscope.reports.inert import one_line, web_address
from rivalscope.reports.stories import Story, stories
from rivalscope.reports.summary import partial
from rivalscope.reports.tables import contest_words, demand_rows
from rivalscope.reports.traces import AROUND
from rivalscope.reports.words import count, day, percent, plan_names, short_day, tenth, unread

_QUOTE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """The words behind an item, shown where it stands: a mail's reader may not have the report at hand."""

    number: int
    quote: str
    url: str | None
    """None for what is not a page on the web."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that is told."""

    title: str
    detail: str = ""
    before: str | None = None
    after: str | None = None
    weight: str = ""
    """Score of a change, 0 to 100."""
    proofs: tuple[Proof, ...] = ()
    facts: int = 1
    """Changes that are told as one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Items under one heading."""

    title: str
    items: tuple[Item, ...]
    left: int = 0
    """Items that the report tells and the mail leaves out."""
    silence: str = ""
    """What is said when there is no item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the letter."""

    title: str
    blocks: tuple[Block, ...]


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
    return Letter(
        subject=f"{one_line(digest.market, limit=60)}, week {digest.week}: {_subject(digest)}",
        title=one_line(digest.market),
        period=f"Week {digest.week}, {day(digest.since)} to {day(digest.until)}",
        headline=_headline(digest),
        caution=_caution(digest),
        parts=(
            _competitors(digest, most),
            _customers(digest, most),
            Part(title="Our gaps", blocks=(_gaps(digest, most),)),
            Part(title="Coverage", blocks=(_coverage(digest),)),
        ),
        closing="Numbers such as e123 are evidence: the report lists each with its stored page, and "
        "`rivalscope verify 123` finds the words again.",
    )


def rival_changes(digest: Digest) -> int:
    """Return how many changes competitors made."""
    return sum(len(group.changes) for group in digest.groups if not group.product.ours)


def _subject(digest: Digest) -> str:
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
        return f"Nothing material changed{readable}: {nights} ran, and no fact, opinion or gap moved."
    return (
        f"Competitors made {_some(rival_changes(digest), 'change')}{readable}. "
        f"{_some(len(digest.shifts), 'share').capitalize()} of opinion or talk and "
        f"{_some(len(digest.gaps), 'gap')} of ours moved."
    )


def _some(number: int, noun: str) -> str:
    return count(number, noun) if number else f"no {noun}"


def _caution(digest: Digest) -> str:
    missed = digest.days - digest.coverage.nights
    nights = f"{count(missed, 'night')} of {digest.days} did not run." if missed > 0 else ""
    lacking = partial(digest.coverage) if digest.coverage.nights else ""
    return " ".join(words for words in (nights, lacking) if words)


def _competitors(digest: Digest, most: int) -> Part:
    blocks = [
        Block(
            title=f"{group.product.name}{', ours' if group.product.ours else ''}: "
            f"{count(len(group.changes), 'change')}",
            items=tuple(_story(digest, story) for story in told[:most]),
            left=sum(len(story.changes) for story in told[most:]),
        )
        for group in digest.groups
        for told in [stories(group.changes)]
    ]
    ran = digest.state is not DigestState.NO_DATA
    silence = Block(
        title="", items=(), silence="No source shows a change." if ran else "Not known: no night ran."
    )
    unstable = (
        [Block(title="", items=(), silence=f"{count(digest.unstable, 'value')} came and went; not told.")]
        if digest.unstable
        else []
    )
    return Part(title="What competitors did", blocks=(*(blocks or [silence]), *unstable, *_noise(digest)))


def _noise(digest: Digest) -> list[Block]:
    """Say how much differed without saying anything new, so that silence can be told from blindness."""
    if not digest.noise:
        return []
    return [Block(title="", items=(), silence=f"{noise_text(digest.noise)}.")]


def _story(digest: Digest, story: Story) -> Item:
    change = story.lead
    plans = f" in {plan_names(story.plans)}" if story.plans else ""
    facts = f", {len(story.changes)} changes" if len(story.changes) > 1 else ""
    return Item(
        title=f"{story.subject}{plans} ({change.kind.value} {change.mode.value}, {short_day(change.night)}{facts})",
        before=change.before,
        after=change.after,
        detail=change.reason or "",
        weight="" if change.score is None else f"{change.score:.0f}",
        proofs=_proofs(digest, story.evidence, most=2),
        facts=len(story.changes),
    )


def _customers(digest: Digest, most: int) -> Part:
    said = [
        Item(
            title=f"{contest_words(one, digest.names)}{f', on {one.aspect}' if one.aspect else ''}",
            detail=count(one.voices, "reviewer"),
            proofs=_proofs(digest, one.evidence),
        )
        for one in digest.contests
    ]
    span = f"{digest.shift_days} days against as many before"
    reviews = count(digest.new_reviews, "new review")
    return Part(
        title="What customers say now",
        blocks=(
            _block(f"Rises and falls, {span}", [_shift(digest, shift) for shift in digest.shifts], most,
                   "Nothing moved by more than chance explains."),
            _block(f"Asked for, in {reviews}", _demands(digest, digest.requests), most, "Nobody asks for anything."),
            _block(f"Problems, in {reviews}", _demands(digest, digest.problems), most, "Nobody reports a problem."),
            _block(f"Switches and comparisons, in {reviews}", said, most, "Nobody compares products."),
        ),
    )  # fmt: skip


def _shift(digest: Digest, shift: Shift) -> Item:
    what = "who like it" if shift.measure is Measure.SENTIMENT else "who speak of it"
    return Item(
        title=f"{digest.names.get(shift.product, shift.product)}, {shift.feature}: "
        f"the share {what} {'rises' if shift.rises else 'falls'}",
        before=f"{percent(shift.before)} (n = {shift.n_before})",
        after=f"{percent(shift.after)} (n = {shift.n_after})",
        proofs=_proofs(digest, shift.evidence),
    )


def _demands(digest: Digest, demands: Iterable[Demand]) -> list[Item]:
    return [
        Item(
            title=row.feature or "names no feature",
            detail=", ".join(
                f"{digest.names.get(part.product, part.product)} {count(part.voices, 'reviewer')}"
                for part in row.parts
            ),
            proofs=_proofs(digest, row.evidence),
        )
        for row in demand_rows(demands)
    ]


def _gaps(digest: Digest, most: int) -> Block:
    return _block("", [_move(digest, move) for move in digest.gaps], most, "No ranked gap moved.")


def _move(digest: Digest, move: GapMove) -> Item:
    gap, before = move.gap, move.before
    happened = "closed" if move.closed else "opened" if before is None else "moved"
    value = f"Opportunity {tenth(gap.opportunity)} ({tenth(gap.low)} to {tenth(gap.high)}), n = {gap.n}."
    return Item(
        title=f"{gap.feature} ({gap.kind.value}) {happened}",
        detail=gap.summary if move.closed else f"{gap.summary} {value}",
        before=tenth(before.opportunity) if before and not move.closed else None,
        after=tenth(gap.opportunity) if before and not move.closed else None,
        proofs=_proofs(digest, gap.evidence),
    )


def _coverage(digest: Digest) -> Block:
    covered = digest.coverage
    lasting = {one.source for one in covered.lasting}
    items = [
        Item(
            title=f"{count(covered.nights, 'night')} of {digest.days} ran; {covered.ok} of "
            f"{count(covered.sources, 'source')} gave facts every time",
            detail=f"{count(covered.captures, 'capture')}, {count(covered.reviews, 'review')} stored",
        ),
        *(
            Item(title=f"the night of {day(night)} was partial", detail=why)
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
    ]
    return Block(title="", items=tuple(items[:30]), left=max(len(items) - 30, 0))


def _block(title: str, items: Sequence[Item], most: int, silence: str) -> Block:
    return Block(
        title=title,
        items=tuple(items[:most]),
        left=max(len(items) - most, 0),
        silence="" if items else silence,
    )


def _proofs(digest: Digest, ids: Iterable[int], *, most: int = 1) -> tuple[Proof, ...]:
    known = [digest.evidence[number] for number in ids if number in digest.evidence][:most]
    return tuple(Proof(number=one.id, quote=_quote(digest, one), url=web_address(one.url)) for one in known)


def _quote(digest: Digest, one: Evidence) -> str:
    before, after = digest.around.get(one.id, ("", ""))
    return one_line(f"{before}{one.quote}{after}", limit=max(_QUOTE, len(one.quote) + 2 * AROUND))
