"""Requests put together: what reviewers ask for by name, counted by distinct reviewers, and who has it already."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from rivalscope.analysis.clusters import Words, cluster
from rivalscope.analysis.parity import HAVE
from rivalscope.analysis.wishes import Aim, Terms, Wished, read_wish, thing
from rivalscope.domain.fact import IntentFact, Mention
from rivalscope.domain.finding import FeatureCell
from rivalscope.domain.market import Product, Taxonomy
from rivalscope.domain.naming import key
from rivalscope.domain.reading import IntentLabel

LEAST = 2
"""Reviewers without whom a wish that matches no feature is not named: it may be a slip of reading."""
_EVIDENCE = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """One thing that reviewers ask for."""

    name: str
    """The feature, or for a discovered wish its commonest form as it is written most often, in small letters."""
    feature: str | None
    """Canonical name; None for a discovered wish, which no feature answers to."""
    voices: int
    """Distinct reviewers, a voice each."""
    new: int
    """Those of them who ask to have it."""
    mend: int
    """Those who ask that it work, or be better, or that there be more of it, and do not ask to have it."""
    products: tuple[tuple[str, int], ...]
    """Slugs of the products whose reviewers ask, with reviewers each, most first."""
    months: tuple[tuple[date, int], ...]
    """First days of months with the reviewers who asked in them first, the earliest first; undated ones are left out."""
    forms: tuple[tuple[str, int], ...]
    """What is written for it, with the number of reviewers who write so, most first."""
    holders: tuple[str, ...] = ()
    """Slugs of the products whose pages say that they have it, in the order of the market."""
    evidence: tuple[int, ...] = ()
    """Evidence ids of requests, surest first, one a reviewer, products in turn; at most 12."""

    def asked_at(self, product: str) -> int:
        """Return how many reviewers of a product ask for it."""
        return dict(self.products).get(product, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """A feature that we have and our reviewers ask for: they do not find it, do not get it, or it is not enough."""

    feature: str
    voices: int
    """Distinct reviewers of ours who ask to have it."""
    reviewers: int
    """Reviewers of ours in the window."""
    plans: tuple[str, ...]
    """Plans that include it, as our page says; empty when the page speaks of the product."""
    evidence_page: tuple[int, ...]
    """Our page's words."""
    evidence_asked: tuple[int, ...]
    """The requests, surest first; at most 12."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """All that is asked for in a window of opinions."""

    wishes: tuple[Wish, ...]
    """Most voices first."""
    hidden: tuple[Hidden, ...]
    """Most voices first."""
    heard: int
    """Distinct reviewers in the window, whatever they speak of."""
    reviewers: int
    """Those of them who ask for anything."""
    named: int
    """Those of them whose request names a wish that is told."""
    single: int
    """Wishes that one reviewer alone has and no feature answers to: left out."""


@dataclass(slots=True)
class _Group:
    voices: dict[str, IntentFact] = field(default_factory=dict)
    """Reviewer → the surest request."""
    aims: defaultdict[str, set[Aim]] = field(default_factory=lambda: defaultdict(set))
    forms: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Form → reviewers who write so."""

    def add(self, voice: str, fact: IntentFact, wished: Wished) -> None:
        """Count one request; they come surest first."""
        self.voices.setdefault(voice, fact)
        self.aims[voice].add(wished.aim)
        if wished.phrase:
            self.forms[wished.phrase].add(voice)


def wishes(
    intents: Iterable[IntentFact],
    mentions: Iterable[Mention],
    *,
    reviewers: Mapping[int, str],
    taxonomy: Taxonomy,
    products: Sequence[Product],
    cells: Sequence[FeatureCell],
) -> Wishes:
    """Return what reviewers ask for, by feature where one answers to it, else by what they call it.

    A wish is cut from its sentence (`wishes.read_wish`); those that no feature of the taxonomy or of the matrix answers
    to are put together by the leader algorithm over stems (`clusters.cluster`), each reviewer a weight of one.
    `reviewers` gives review id → key of its reviewer (`sentiment.reviewer_keys`); reviews outside it do not count.
    """
    asked = sorted(
        (one for one in intents if one.label is IntentLabel.REQUEST and one.review in reviewers),
        key=lambda one: (-one.confidence, one.evidence),
    )
    terms = known_terms(taxonomy, products, cells)
    spans = _spans(mentions, {one.review for one in asked})
    tied: defaultdict[str, _Group] = defaultdict(_Group)
    loose: defaultdict[Words, _Group] = defaultdict(_Group)
    for fact in asked:
        own = [(phrase, feature) for phrase, feature in spans.get(fact.review, ()) if phrase in fact.quote]
        wished = read_wish(fact.quote, own, feature=fact.feature, terms=terms)
        if wished is None or wished.aim is Aim.UNCLEAR:
            continue  # of a feature, and of no wish for it
        group = tied[wished.feature] if wished.feature is not None else loose[thing(wished.phrase)]
        group.add(reviewers[fact.review], fact, wished)
    holders = _holders(cells, products)
    found = [_wish(feature, group, feature=feature, holders=holders) for feature, group in tied.items()]
    merged = [_merged(loose[words] for words in members) for members in _clusters(loose)]
    found += [
        _wish(_form(group), group, feature=None, holders={}) for group in merged if len(group.voices) >= LEAST
    ]
    ours = next(product.slug for product in products if product.ours)
    told = {*(voice for group in tied.values() for voice in group.voices)}
    told |= {voice for group in merged if len(group.voices) >= LEAST for voice in group.voices}
    return Wishes(
        wishes=tuple(sorted(found, key=lambda one: (-one.voices, one.name.casefold()))),
        hidden=_hidden(tied, cells, ours=ours, reviewers=reviewers),
        heard=len(set(reviewers.values())),
        reviewers=len({reviewers[one.review] for one in asked}),
        named=len(told),
        single=sum(len(group.voices) < LEAST for group in merged),
    )


def known_terms(taxonomy: Taxonomy, products: Sequence[Product], cells: Iterable[FeatureCell]) -> Terms:
    """Return the terms of the taxonomy, then those that are named by pages alone."""
    names: dict[str, Collection[str]] = {
        feature.name: (feature.name, *feature.aliases) for feature in taxonomy.features
    }
    names |= {cell.feature: (cell.feature,) for cell in cells if cell.feature not in names}
    return Terms(names, plain=[name for p in products for name in (p.name, p.slug, *p.aliases)])


def _spans(mentions: Iterable[Mention], wanted: Collection[int]) -> dict[int, list[tuple[str, str | None]]]:
    found: defaultdict[int, list[tuple[str, str | None]]] = defaultdict(list)
    for mention in mentions:
        if mention.review in wanted:
            found[mention.review].append((mention.phrase, mention.feature))
    return found


def _clusters(loose: Mapping[Words, _Group]) -> list[list[Words]]:
    return list(cluster({words: float(len(group.voices)) for words, group in loose.items()}).values())


def _merged(groups: Iterable[_Group]) -> _Group:
    whole = _Group()
    for group in groups:
        for voice, fact in group.voices.items():
            former = whole.voices.get(voice)
            if former is None or fact.confidence > former.confidence:
                whole.voices[voice] = fact
            whole.aims[voice] |= group.aims[voice]
        for form, voices in group.forms.items():
            whole.forms[form] |= voices
    return whole


def _forms(group: _Group) -> tuple[tuple[str, int], ...]:
    """Return forms that differ by more than number and hyphens, each as most reviewers write it."""
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for form in group.forms:
        alike[key(form)].append(form)
    counted = [
        (
            min(forms, key=lambda form: (-len(group.forms[form]), form)),
            len(set().union(*(group.forms[form] for form in forms))),
        )
        for forms in alike.values()
    ]
    return tuple(sorted(counted, key=lambda pair: (-pair[1], len(pair[0]), pair[0])))


def _form(group: _Group) -> str:
    return _forms(group)[0][0]


def _wish(name: str, group: _Group, *, feature: str | None, holders: Mapping[str, tuple[str, ...]]) -> Wish:
    by_product = Counter(fact.product for fact in group.voices.values())
    months = Counter(fact.date.replace(day=1) for fact in group.voices.values() if fact.date is not None)
    new = sum(Aim.NEW in aims for aims in group.aims.values())
    return Wish(
        name=name,
        feature=feature,
        voices=len(group.voices),
        new=new,
        mend=sum(Aim.MEND in aims and Aim.NEW not in aims for aims in group.aims.values()),
        products=tuple(sorted(by_product.items(), key=lambda pair: (-pair[1], pair[0]))),
        months=tuple(sorted(months.items())),
        forms=_forms(group),
        holders=holders.get(feature, ()) if feature is not None else (),
        evidence=_by_turns(group.voices.values()),
    )


def _by_turns(facts: Iterable[IntentFact]) -> tuple[int, ...]:
    """Return evidence of each product in turn, so that the first few do not all speak of one."""
    place: Counter[str] = Counter()
    ranked: list[tuple[int, int]] = []
    for fact in facts:
        ranked.append((place[fact.product], fact.evidence))
        place[fact.product] += 1
    return tuple(dict.fromkeys(number for _, number in sorted(ranked, key=lambda pair: pair[0])))[:_EVIDENCE]


def _holders(cells: Iterable[FeatureCell], products: Sequence[Product]) -> dict[str, tuple[str, ...]]:
    having: defaultdict[str, set[str]] = defaultdict(set)
    for cell in cells:
        if cell.status in HAVE:
            having[cell.feature].add(cell.product)
    return {name: tuple(p.slug for p in products if p.slug in own) for name, own in having.items()}


def _hidden(
    tied: Mapping[str, _Group], cells: Iterable[FeatureCell], *, ours: str, reviewers: Mapping[int, str]
) -> tuple[Hidden, ...]:
    """Return what our pages offer and our reviewers ask to have."""
    have = {cell.feature: cell for cell in cells if cell.product == ours and cell.status in HAVE}
    everyone = len({voice for voice in reviewers.values() if voice.startswith(f"{ours}/")})
    found = []
    for feature in tied.keys() & have.keys():
        group, cell = tied[feature], have[feature]
        asking = [
            fact
            for voice, fact in group.voices.items()
            if fact.product == ours and Aim.NEW in group.aims[voice]
        ]
        if asking and cell.evidence:
            found.append(
                Hidden(
                    feature=feature,
                    voices=len(asking),
                    reviewers=everyone,
                    plans=cell.plans,
                    evidence_page=cell.evidence[:3],
                    evidence_asked=tuple(dict.fromkeys(fact.evidence for fact in asking))[:_EVIDENCE],
                )
            )
    return tuple(sorted(found, key=lambda one: (-one.voices, one.feature)))
