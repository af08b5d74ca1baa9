"""One review of the fictional market: what to speak of, in which words, with how many stars."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from rivalscope.demo.grammar import Grammar
from rivalscope.demo.mood import Mood, Switch, moods
from rivalscope.demo.products import PRODUCTS
from rivalscope.demo.voice import REGISTERS, sentence, speak

NAMES = {site.slug: site.name for site in PRODUCTS}
"""Name of each product by slug."""

_FEELING = {"good": 1, "bad": -1, "bug": -1, "lack": -1, "ask": 0, "neutral": 0}
_STARS = {"good": ([5, 4], [72, 28]), "mixed": ([2, 3, 4], [22, 50, 28]), "bad": ([1, 2], [62, 38])}
_OPINIONS = ([1, 2, 3, 4], [34, 36, 20, 10])
_SHORT_SHARE = 0.10
_FOREIGN_SHARE = 0.02
_ASK_SHARE = 0.20
_COMPARE_SHARE = 0.05
_EXTRA_SHARE = 0.04
_OWN_SHARE = 0.35
"""Clauses that only one feature could have; the others say in plain words how it is, as most customers do."""


@cache
def phrases() -> Mapping[str, Any]:
    """Return the grammar's fragments from phrases.yml."""
    text = (files("rivalscope.demo") / "phrases.yml").read_text(encoding="utf-8")
    raw: Mapping[str, Any] = yaml.safe_load(text)
    return raw


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What one writer put down."""

    stars: int
    title: str
    text: str
    meant: tuple[tuple[str, str], ...]
    """Feature and `good`, `bad`, `neutral`, `bug`, `ask` or `lack`; `switch` with the slug of the other product."""


@dataclass(slots=True, kw_only=True)
class Writer:
    """A customer of one product who writes one review in one week of the story."""

    product: str
    week: int
    chance: random.Random
    clauses: list[str] = field(default_factory=list)
    """What has been said, apart from opening and closing."""
    meant: list[tuple[str, str]] = field(default_factory=list)

    def write(self, *, again: bool = False) -> Written:
        """Return the review; `again` when the same person wrote of the product before."""
        if not again and self.chance.random() < _FOREIGN_SHARE:
            return self._foreign()
        if not again and self.chance.random() < _SHORT_SHARE:
            return self._short()
        self._opine()
        self._ask()
        self._compare()
        self._switch()
        tone = self._tone()
        return self._put(self._told(tone, again=again), tone)

    def _foreign(self) -> Written:
        tone = self.chance.choices(["good", "mixed", "bad"], weights=[60, 20, 20])[0]
        text = self.chance.choice(phrases()["foreign"][tone])
        return Written(stars=self._stars(tone), title="", text=text, meant=())

    def _short(self) -> Written:
        shares = self._mood.talk_in(self.week)
        weight = sum(each for each, _ in shares.values())
        praise = sum(each * share for each, share in shares.values()) / weight
        tone = "mixed" if self.chance.random() < 0.2 else "good" if self.chance.random() < praise else "bad"
        return self._put([sentence([self._say(phrases()["short"][tone])], self.chance)], tone)

    def _opine(self) -> None:
        talk = dict(self._mood.talk_in(self.week))
        for _ in range(self.chance.choices(_OPINIONS[0], weights=_OPINIONS[1])[0]):
            feature = self.chance.choices(list(talk), weights=[weight for weight, _ in talk.values()])[0]
            _, praise = talk.pop(feature)
            kind = "good" if self.chance.random() < praise else "bad"
            if kind == "bad" and self.chance.random() < 0.3:
                kind = "bug"
            elif self.chance.random() < 0.06:
                kind = "neutral"
            self._add(feature, kind)

    def _ask(self) -> None:
        if self.chance.random() >= _ASK_SHARE:
            return
        asks = self._mood.asks
        feature = self.chance.choices(list(asks), weights=list(asks.values()))[0]
        self._add(feature, "ask" if self.chance.random() < 0.72 else "lack")

    def _add(self, feature: str, kind: str) -> None:
        words = phrases()["features"][feature]
        frames = list(phrases()["frames"].get(kind, ()))
        own = list(words.get(kind, ()))
        source = own if own and (not frames or self.chance.random() < _OWN_SHARE) else frames
        self.clauses.append(self._say(source, **self._words(feature)))
        self.meant.append((feature, kind))

    def _words(self, feature: str) -> dict[str, str]:
        words = phrases()["features"][feature]
        named = self.chance.choice(words["words"])
        asked = self.chance.choice(words.get("a", words["words"]))
        # Agreement follows the word that the clause is about, which for `a` never governs a verb.
        return {"w": named, "b": named, "a": asked.removesuffix("*")}

    def _compare(self) -> None:
        said = [(feature, kind) for feature, kind in self.meant if kind in ("good", "bad")]
        if not said or self.chance.random() >= _COMPARE_SHARE:
            return
        feature, kind = self.chance.choice(said)
        relation = "equal" if self.chance.random() < 0.2 else "better" if kind == "good" else "worse"
        rivals = [slug for slug in NAMES if slug != self.product]
        other = self._best_at(feature, rivals) if relation == "worse" else self.chance.choice(rivals)
        clause = self._say(phrases()["compare"][relation], other=NAMES[other], **self._words(feature))
        self.clauses.append(clause)

    def _best_at(self, feature: str, rivals: list[str]) -> str:
        return max(rivals, key=lambda slug: moods()[slug].talk_in(self.week).get(feature, (0, 0))[1])

    def _switch(self) -> None:
        for way, switches in (("to_me", self._mood.to), ("from_me", self._mood.away)):
            for each in switches:
                if self.week >= each.week and self.chance.random() * 100 < each.weight:
                    self._add_switch(way, each)
                    return

    def _add_switch(self, way: str, switch: Switch) -> None:
        kind = "considering" if way == "from_me" and self.chance.random() < 0.3 else way
        why = self.chance.choice(switch.why)
        clause = self._say(phrases()["switch"][kind], other=NAMES[switch.product], why=why)
        at = 0 if kind == "to_me" else len(self.clauses)
        self.clauses.insert(at, clause)
        self.meant.append((switch.product, kind))

    def _tone(self) -> str:
        feelings = [_FEELING.get(kind, 0) for _, kind in self.meant]
        feelings += [1 for _, kind in self.meant if kind == "to_me"]
        feelings += [-1 for _, kind in self.meant if kind == "from_me"]
        total = sum(feelings)
        if 1 in feelings and -1 in feelings:
            return "mixed" if abs(total) < 2 else "good" if total > 0 else "bad"
        return "good" if total > 0 else "bad" if total < 0 else "mixed"

    def _told(self, tone: str, *, again: bool) -> list[str]:
        sentences = []
        if again:
            sentences.append(f"Update {self._say(['after {span}', 'to my earlier review', 'once more'])}:")
        elif self.chance.random() < 0.55:
            sentences.append(sentence([self._say(phrases()["openings"])], self.chance))
        rest = list(self.clauses)
        while rest:
            pair = len(rest) > 1 and self._opposed(rest[0], rest[1]) and self.chance.random() < 0.6
            sentences.append(sentence([rest.pop(0) for _ in range(2 if pair else 1)], self.chance))
        if self.chance.random() < 0.4:
            sentences.append(sentence([self._say(phrases()["closings"][tone])], self.chance))
        if self.chance.random() < _EXTRA_SHARE:
            sentences.append(sentence([self._extra()], self.chance))
        return sentences

    def _opposed(self, first: str, second: str) -> bool:
        """Whether two neighbouring clauses feel differently: they are joined by "but"."""
        kinds = [kind for _, kind in self.meant]
        if len(kinds) != len(self.clauses) or first.endswith("?"):
            return False
        one, two = self.clauses.index(first), self.clauses.index(second)
        return {_FEELING.get(kinds[one], 0), _FEELING.get(kinds[two], 0)} == {1, -1}

    def _extra(self) -> str:
        number = self.chance.randrange(100, 200)
        who = self.chance.choice(phrases()["names"]).lower()
        return self._say(
            phrases()["extras"], mail=f"{who}{number}@example.org", phone=f"+1 555 555 0{number}"
        )

    def _put(self, sentences: list[str], tone: str) -> Written:
        register = self.chance.choices(list(REGISTERS), weights=list(REGISTERS.values()))[0]
        title = ""
        if self.chance.random() < 0.8:
            asks = any(kind == "ask" for _, kind in self.meant)
            said = self._say(phrases()["titles"]["ask" if asks and tone != "bad" else tone])
            title = said[0].upper() + said[1:]
        text = speak(sentences, register, self.chance)
        return Written(stars=self._stars(tone), title=title, text=text, meant=tuple(self.meant))

    def _stars(self, tone: str) -> int:
        stars, weights = _STARS[tone]
        return self.chance.choices(stars, weights=weights)[0]

    def _say(self, fragments: list[str], **given: str) -> str:
        grammar = Grammar(phrases()["slots"])
        fragment = self.chance.choice(fragments)
        return grammar.expand(fragment, self.chance, **{"me": NAMES[self.product], **given})

    @property
    def _mood(self) -> Mood:
        return moods()[self.product]
