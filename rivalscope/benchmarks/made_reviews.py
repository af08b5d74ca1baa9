"""Reviews of the made market: texts built of sentences whose reading is known, so that nothing has to read them."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import accumulate
from random import Random

from rivalscope.domain.market import Feature, Taxonomy
from rivalscope.domain.page import Passage, Review
from rivalscope.domain.reading import Aspect, Comparison, Intent, IntentLabel, Polarity, Reading, Relation

MENTIONS = 10
"""Mentions of a review on average: 50 million of them in 5 million reviews."""

NAMES = """screen sharing;breakout rooms;cloud recording;waiting room;noise removal;live captions;virtual background;
whiteboard;polls;chat;calendar sync;mobile app;single sign-on;dial-in;webinars;transcripts;meeting notes;reactions;
file sharing;co-hosts;spotlight;remote control;end-to-end encryption;admin console;usage reports;audit log;data export;
API;webhooks;custom branding;translation;large meetings;room systems;low bandwidth mode;keyboard shortcuts;
dark mode;guest access;scheduling;attendance list;question box;video quality;audio quality;battery use;installation;
updates;support;price;free plan;onboarding;documentation;search;notifications;contacts;presence;integrations;
storage space;user roles;meeting templates;live stream;picture in picture"""

FEATURES = tuple(name.strip() for name in NAMES.split(";"))
"""Features of the taxonomy, the most mentioned ones first: how often each is named falls off as 1 / rank."""

FURTHER = tuple(
    f"{name} {where}" for where in ("for guests", "on phones", "in the browser") for name in FEATURES
)
"""More features, for markets of more than sixty."""

PHRASES = tuple(f"{kind} {thing}" for kind in ("new", "old", "second", "default") for thing in
                ("menu", "lobby", "toolbar", "layout", "filter", "emoji", "sidebar", "window", "tab", "badge"))  # fmt: skip
"""Phrases that the taxonomy does not know: one mention in eight."""

OPENINGS = (
    "We find the",
    "For our team the",
    "Honestly the",
    "Since spring the",
    "In every meeting the",
    "The",
)
VERDICTS = {
    " works very well.": Polarity.POSITIVE,
    " saves us hours every week.": Polarity.POSITIVE,
    " is the best we have tried.": Polarity.POSITIVE,
    " is easy to use.": Polarity.POSITIVE,
    " just works.": Polarity.POSITIVE,
    " breaks far too often.": Polarity.NEGATIVE,
    " is slow and confusing.": Polarity.NEGATIVE,
    " costs more than it should.": Polarity.NEGATIVE,
    " is there.": Polarity.NEUTRAL,
    " has its good and its bad days.": Polarity.MIXED,
}
WEIGHTS = (14, 9, 6, 16, 9, 14, 12, 8, 8, 4)
_KNOWN = frozenset((*FEATURES, *FURTHER))
REQUEST = "Please add more to the"
SWITCH = "We moved here from {} last year."


def names(count: int = len(FEATURES)) -> tuple[str, ...]:
    """Return the names of so many features, 240 at most."""
    return (*FEATURES, *FURTHER)[:count]


def taxonomy(count: int = len(FEATURES)) -> Taxonomy:
    """Return so many features of the made market, each with an alias."""
    features = tuple(Feature(name=name.capitalize(), aliases=(f"{name} feature",)) for name in names(count))
    return Taxonomy(features=features, version="made00000001")


class Voices:
    """Writers of made reviews: the same seed writes the same texts."""

    def __init__(self, seed: int, rivals: Sequence[str], features: int = len(FEATURES)) -> None:
        self._random = Random(seed)  # noqa: S311 - made texts, not secrets
        self._rivals = rivals
        self._phrases = [*names(features), *PHRASES]
        ranked = [1 / rank for rank in range(1, features + 1)]
        rare = sum(ranked) / 7 / len(PHRASES)
        self._often = list(accumulate([*ranked, *(rare for _ in PHRASES)]))
        self._verdicts = list(VERDICTS)
        self._weights = list(accumulate(WEIGHTS))

    def review(self, number: int, place: int, *, after: date, until: date) -> Review:
        """Return a review dated after one day and at the latest on another, at a place of its page."""
        chance = self._random
        text = self._text()
        days = max(1, (until - after).days)
        return Review(
            text=text,
            title=text.partition(".")[0] if chance.random() < 0.6 else None,
            date=until - timedelta(days=int(days * chance.random())),
            rating=Decimal(chance.choices((1, 2, 3, 4, 5), weights=(11, 6, 10, 25, 48))[0]),
            best=Decimal(5),
            key=f"made-{number}",
            passage=Passage(
                selector=f"#reviews > article:nth-of-type({place + 1}) > p",
                start=0,
                end=len(text),
                quote=text,
            ),
        )

    def _text(self) -> str:
        chance = self._random
        count = min(60, 1 + int(chance.expovariate(1 / (MENTIONS - 0.5))))
        phrases = chance.choices(self._phrases, cum_weights=self._often, k=count)
        verdicts = chance.choices(self._verdicts, cum_weights=self._weights, k=count)
        openings = chance.choices((*OPENINGS, REQUEST), weights=(*(10 for _ in OPENINGS), 2), k=count)
        sentences = [
            f"{opening} {phrase}{verdict}"
            for opening, phrase, verdict in zip(openings, phrases, verdicts, strict=True)
        ]
        if chance.random() < 0.03:
            sentences.append(SWITCH.format(chance.choice(self._rivals)))
        return " ".join(sentences)


def reading_of(text: str, product: str) -> Reading:
    """Return what a made review of a product says."""
    aspects: list[Aspect] = []
    intents: list[Intent] = []
    comparisons: list[Comparison] = []
    begin, weight = 0, 0
    for sentence in text.split(". "):
        whole = sentence if sentence.endswith(".") else sentence + "."
        end = begin + len(whole)
        found = _sentence(whole)
        if found is None:
            rival = whole.removeprefix(SWITCH.partition("{")[0]).removesuffix(SWITCH.partition("}")[2])
            comparisons.append(
                Comparison(
                    winner=product,
                    loser=rival,
                    aspect=None,
                    relation=Relation.SWITCH,
                    start=begin,
                    end=end,
                )
            )
        else:
            start, phrase, feature, polarity, label = found
            at = begin + start
            aspects.append(
                Aspect(
                    start=at, end=at + len(phrase), text=phrase, feature=feature, polarity=polarity, confidence=0.9
                )
            )  # fmt: skip
            weight += {Polarity.POSITIVE: 1, Polarity.NEGATIVE: -1}.get(polarity, 0)
            if label is not None:
                intents.append(Intent(label=label, confidence=0.8, start=begin, end=end))
        begin = end + 1
    overall = Polarity.POSITIVE if weight > 0 else Polarity.NEGATIVE if weight < 0 else Polarity.MIXED
    return Reading(
        text=text,
        language="en",
        aspects=tuple(aspects),
        intents=tuple(intents),
        comparisons=tuple(comparisons),
        polarity=overall,
    )


@cache
def _sentence(sentence: str) -> tuple[int, str, str | None, Polarity, IntentLabel | None] | None:
    """Return begin and words of the phrase, its feature, polarity and intent; None for a sentence of a switch."""
    opening = next((one for one in (REQUEST, *OPENINGS) if sentence.startswith(f"{one} ")), None)
    verdict = next((one for one in VERDICTS if sentence.endswith(one)), None)
    if opening is None or verdict is None:
        return None
    phrase = sentence[len(opening) + 1 : -len(verdict)]
    feature = phrase.capitalize() if phrase in _KNOWN else None
    label = IntentLabel.REQUEST if opening == REQUEST else None
    if label is None and verdict == " breaks far too often.":
        label = IntentLabel.PROBLEM
    return len(opening) + 1, phrase, feature, VERDICTS[verdict], label
