"""Switches from one product to another: done, considered or threatened."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from nlp import moves as patterns
from nlp.masked import Masked
from nlp.products import Side, known_sides, side_at
from nlp.shifts import NEGATORS
from nlp.ways import find_lead, find_way
from nlp.words import word_set
from rivalscope.domain.reading import Relation

MOVING = word_set(
    "switch move migrate change convert transition shift go come jump return transfer defect hop swap upgrade"
)
"""Verbs that take `from` and `to`; some only count with a product after the preposition, which all need here."""
LEAVING = word_set("leave ditch drop abandon cancel quit uninstall dump discontinue forsake")
LEFT = word_set(
    "cancelled canceled cancelling canceling ditched ditching left dropped dumped quit uninstalled"
)
REFUSED = re.compile(
    r"\b(?:never|not|n't|wouldn't|won't|no (?:plans?|reason|intention|need|desire)|don't|without|regret|instead of|hard|impossible|rather than) (?:\w+ ){0,3}?$"
)
ASKED = re.compile(r"\b(?:anyone|anybody|people|you)\b.*\?\W*$", re.IGNORECASE)
"""A question about the moves of others is no move."""
ALTERNATIVE = re.compile(r"\b(?:alternatives?|replacements?|substitutes?) (?:to|for)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A change of product: where to, where from, and how far it has come."""

    winner: Side | None
    loser: Side | None
    way: Relation
    """Switch, considering or threatened."""
    place: int
    """The verb: what follows it may hold the reason."""

    @property
    def made(self) -> bool:
        """Whether it has happened."""
        return self.way is Relation.SWITCH


def find_moves(doc: Doc, sentence: Span, masked: Masked) -> list[Move]:
    """Return the moves in the sentence between products, none that is denied.

    Verbs with both of their sides go first; what is said around single products (nlp.moves) tells the others, and
    whether the move was made.
    """
    finders = () if ASKED.search(sentence.text) else FINDERS
    first = next((move for finder in finders for move in finder(doc, sentence)), None)
    said = patterns.find_moves(masked)
    moves = [] if first is None else [_completed(_sober(first, said), doc, sentence, said)]
    taken = {side.start for move in moves for side in (move.winner, move.loser) if side is not None}
    rest = [
        _completed(Move(winner=one.to, loser=one.origin, way=one.way, place=one.last), doc, sentence, said)
        for one in said
        if one.last not in taken
    ]
    if not moves and len(rest) == 2:
        return _paired(rest[0], rest[1])
    return (
        [*moves, *rest]
        if not moves
        else [*moves, *(one for one in rest if not (one.made or first is None or first.made))]
    )


def _sober(move: Move, said: Sequence[patterns.Said]) -> Move:
    """Return the move as not made where the words around where it goes say so: `I am going back to B`."""
    ways = (one.way for one in said if move.winner is not None and one.to == move.winner)
    unmade = next((way for way in ways if way is not Relation.SWITCH), None)
    return move if unmade is None else replace(move, way=unmade)


def _paired(one: Move, other: Move) -> list[Move]:
    """Return one move where one product was left and the other one gone to, both moves else."""
    if one.way is other.way and (one.winner is None) != (other.winner is None):
        return [replace(one, winner=one.winner or other.winner, loser=one.loser or other.loser)]
    return [one, other]


def _completed(move: Move, doc: Doc, sentence: Span, said: Sequence[patterns.Said]) -> Move:
    """Fill the side that the verb leaves open when the sentence names just one other product of the market.

    `Goodbye A, we have moved to B` and `We cancelled A and went to B` say where from, though not beside the verb; of
    two that are `said` to be left neither is gone to.
    """
    sides = (move.winner, move.loser)
    named = {side.name for side in sides if side is not None and side.name is not None}
    start = min(side.start for side in sides if side is not None)
    alike = {one.last for one in said if (one.to is None) == (move.winner is None)}
    others = [
        side
        for side in known_sides(doc, sentence)
        if side.name not in named and side.start < start and side.start not in alike
    ]
    if not move.made or len(named) != 1 or len({side.name for side in others}) != 1:
        return move
    if move.winner is None or move.winner.name is None:
        return replace(move, winner=others[0])
    return replace(move, loser=others[0])


def _moving(doc: Doc, sentence: Span) -> Iterator[Move]:
    """`switched (over) from A to B`, `moved to B`, `came back to B`, `away from A`."""
    for verb in sentence:
        if verb.lemma_.lower() not in MOVING and verb.lower_ not in MOVING:
            continue
        came_from = _after(doc, verb, sentence, {"from", "off"}, reach=6) or _after_time_with(
            doc, verb, sentence
        )
        went_to = _after(
            doc, verb, sentence, {"to", "onto", "into", "for"} if verb.lemma_ != "change" else {"to"}, reach=9
        )
        if verb.lemma_.lower() in {"go", "come", "return", "jump", "change", "upgrade"} and not _plain(
            came_from, went_to
        ):
            continue
        if (came_from is None and went_to is None) or (
            verb.lower_ in {"go", "goes"} and verb.tag_ in {"VBP", "VBZ"}
        ):
            continue
        if all(side is None or side.name is None for side in (came_from, went_to)):
            continue
        if not _is_denied(doc, verb, sentence):
            yield Move(winner=went_to, loser=came_from, way=find_way(doc, verb, sentence), place=verb.i)


def _after_time_with(doc: Doc, verb: Token, sentence: Span) -> Side | None:
    """Return the product before the move: `after three years with A we moved to B`."""
    words = [token.lower_ for token in doc[sentence.start : verb.i]]
    if "after" not in words:
        return None
    start = sentence.start + words.index("after")
    places = range(start + 1, verb.i - 1)
    sides = (
        side_at(doc, place + 1, sentence)
        for place in places
        if doc[place].lower_ in {"with", "of", "on", "using"}
    )
    return next((side for side in sides if side is not None and side.known), None)


def _plain(came_from: Side | None, went_to: Side | None) -> bool:
    """Whether a verb of many meanings has a product of the market beside it, or a name on either hand."""
    named = [side for side in (came_from, went_to) if side is not None and side.name is not None]
    return any(side.known for side in named) or len(named) == 2


def _after(doc: Doc, verb: Token, sentence: Span, prepositions: set[str], *, reach: int) -> Side | None:
    for place in range(verb.i + 1, min(sentence.end - 1, verb.i + 1 + reach)):
        if doc[place].lower_ in {".", ";", "but", "because", "when", "while", "if"}:
            return None
        if doc[place].lower_ in prepositions:
            side = side_at(doc, place + 1, sentence)
            if side is not None:
                return side
    return None


def _leaving(doc: Doc, sentence: Span) -> Iterator[Move]:
    """`left A for B`, `ditched A`, `cancelled our A subscription and moved to B`, `stopped using A`."""
    for verb in sentence:
        leaves = verb.lemma_.lower() in LEAVING or verb.lower_ in LEFT
        stops = verb.lemma_.lower() == "stop" and verb.i + 1 < sentence.end and verb.nbor().lower_ == "using"
        rid = verb.lower_ == "rid" and verb.i + 1 < sentence.end and verb.nbor().lower_ == "of"
        if not (leaves or stops or rid):
            continue
        left = side_at(doc, verb.i + 1 if leaves else verb.i + 2, sentence)
        if left is None or (not left.known and left.name is not None and not leaves):
            continue
        went_to = _favoured(doc, left.end, sentence)
        if (left.name is None and went_to is None) or _is_denied(doc, verb, sentence):
            continue
        if not left.known and (went_to is None or not went_to.name):
            continue
        yield Move(winner=went_to, loser=left, way=find_way(doc, verb, sentence), place=verb.i)


def _favoured(doc: Doc, start: int, sentence: Span) -> Side | None:
    """`… for B`, `… in favour of B`, `… and moved to B`, `… now on B`."""
    for place in range(start, min(start + 9, sentence.end - 1)):
        if doc[place].lower_ in {"for", "of", "to", "on", "with"}:
            side = side_at(doc, place + 1, sentence)
            if side is not None and side.name is not None:
                return side
    return None


def _replacing(doc: Doc, sentence: Span) -> Iterator[Move]:
    """Find `replaced A with B`, `A was replaced by B`, `B replaced A`, `swapped A for B`."""
    for verb in sentence:
        if verb.lemma_.lower() not in {"replace", "swap", "trade", "exchange"} or verb.pos_ not in {
            "VERB",
            "AUX",
        }:
            continue
        by = {"with", "by"} if verb.lemma_.lower() == "replace" else {"for"}
        new = _after(doc, verb, sentence, by, reach=7)
        old = side_at(doc, verb.i + 1, sentence)
        if old is None or (new is not None and old == new):
            old = _before(doc, verb, sentence) if new is not None else None
        elif new is None:
            new = _before(doc, verb, sentence)
        if old is None or (old.name is None and (new is None or new.name is None)):
            continue
        if not _is_denied(doc, verb, sentence):
            yield Move(winner=new, loser=old, way=find_way(doc, verb, sentence), place=verb.i)


def _before(doc: Doc, verb: Token, sentence: Span) -> Side | None:
    for place in range(verb.i - 1, max(sentence.start, verb.i - 6) - 1, -1):
        side = side_at(doc, place, sentence)
        if side is not None and side.end <= verb.i and side.start >= place:
            return side
    return None


def _seeking(doc: Doc, sentence: Span) -> Iterator[Move]:
    """Find `looking for an alternative to A`, `considering B`, `evaluating A and B`."""
    words = sentence.text.lower().replace("’", "'")
    if ALTERNATIVE.search(words):
        place = next(
            token.i
            for token in sentence
            if token.lemma_.lower() in {"alternative", "replacement", "substitute"}
        )
        seeks = re.search(
            r"\b(?:look\w*|search\w*|seek\w*|need\w*|find\w*|want\w*|hunt\w*) (?:\w+ ){0,4}?(?:alternative|replacement|substitute)",
            words,
        )
        side = side_at(doc, min(place + 2, sentence.end - 1), sentence)
        if side is not None and seeks:
            yield Move(winner=None, loser=side, way=Relation.CONSIDERING, place=place)
        return
    for token in sentence:
        if (
            token.lemma_.lower() in {"consider", "evaluate", "contemplate", "trial"}
            and token.tag_ != "VBD"
            and token.i + 1 < sentence.end
        ):
            new = side_at(doc, token.i + 1, sentence, guess=False)
            if new is not None and new.known and not _is_denied(doc, token, sentence):
                other = next((side for side in _others(doc, new, sentence)), None)
                yield Move(winner=new, loser=other, way=Relation.CONSIDERING, place=token.i)


def _others(doc: Doc, side: Side, sentence: Span) -> Iterator[Side]:
    """Yield a product set against this one by `vs`, `over`, `instead of`."""
    for place in range(side.end, min(side.end + 3, sentence.end - 1)):
        if doc[place].lower_ in {"vs", "vs.", "over", "of", "versus", "as"}:
            other = side_at(doc, place + 1, sentence)
            if other is not None:
                yield other


def _is_denied(doc: Doc, verb: Token, sentence: Span) -> bool:
    if any(child.lower_ in NEGATORS and child.i < verb.i for child in verb.children):
        return True
    return bool(REFUSED.search(find_lead(doc, verb, sentence)))


FINDERS = (_replacing, _moving, _leaving, _seeking)
