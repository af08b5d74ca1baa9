"""Taxonomy and product names in a text: alias to canonical name, the longest match wins."""

import re
from collections.abc import Iterable, Sequence

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from nlp.findings import Mention, add
from nlp.switches import MOVING
from nlp.words import word_set

NUMBERS: tuple[tuple[tuple[str, ...], int, str | None], ...] = (
    (("ies",), 3, "y"),
    (("ches", "shes", "xes", "sses"), 2, ""),
    (("ss", "ch", "sh", "x"), 0, "es"),
    (("us", "is", "ics"), 0, None),
    (("s",), 1, ""),
    (("ay", "ey", "oy", "uy"), 0, "s"),
    (("y",), 1, "ies"),
)
"""Endings of nouns, how many letters to cut for the other number, and what to put there (None: leave it)."""
DOINGS = word_set(
    "export import search install download upload record share schedule sync print comment message"
)
NO_FEATURE_AS_VERB = word_set(
    "support rule form mention board table project report note document comment guest alert task thread price"
    " back interface speed experience service store"
)
JOINT = re.compile(r"[\s-]+")
HYPHEN = re.compile(r"\s*-\s*")


class NameMatcher:
    """Finds names and their aliases by lower case; where lemmas are asked for, in either number and by lemma too.

    A name that two entries claim goes to the one that was given first.
    """

    def __init__(self, nlp: Language, names: Iterable[tuple[str, Sequence[str]]], *, lemmas: bool) -> None:
        self._canonical: dict[str, str] = {}
        self._matchers = [PhraseMatcher(nlp.vocab, attr="LOWER")]
        pairs = [(name, form) for name, aliases in names for form in (name, *aliases) if form.strip()]
        for name, form in pairs:
            for variant in variants(form) if lemmas else [form]:
                self._add(self._matchers[0], nlp.make_doc(variant), name, kind="lower")
        if lemmas:
            self._matchers.append(PhraseMatcher(nlp.vocab, attr="LEMMA"))
            docs = nlp.pipe([form.lower() for _, form in pairs])
            for (name, _), doc in zip(pairs, docs, strict=True):
                self._add(self._matchers[1], doc, name, kind="lemma")

    def _add(self, matcher: PhraseMatcher, doc: Doc, name: str, *, kind: str) -> None:
        form = " ".join(token.lemma_ if kind == "lemma" else token.lower_ for token in doc)
        if not form:
            return
        key = f"{kind} {form}"
        if key not in self._canonical:
            self._canonical[key] = name
            matcher.add(key, [doc])

    def find(self, doc: Doc) -> tuple[Mention, ...]:
        """Mentions in reading order, none overlapping another."""
        names: dict[tuple[int, int], str] = {}
        for matcher in self._matchers:
            for key, start, end in matcher(doc):
                names.setdefault((start, end), self._canonical[doc.vocab.strings[key]])
        spans = filter_spans([Span(doc, start, end) for start, end in names])
        return tuple(
            Mention(start=span.start, end=span.end, name=names[span.start, span.end]) for span in spans
        )


def variants(form: str) -> list[str]:
    """Spellings of a name: as given, with and without its hyphens, in the singular and in the plural."""
    spellings = [
        form,
        HYPHEN.sub(" ", form),
        HYPHEN.sub("", form),
        HYPHEN.sub("-", form),
        JOINT.sub("-", form),
    ]
    forms = [one for spelling in spellings for one in (spelling, *_numbers(spelling), *_verbs(spelling))]
    return list(dict.fromkeys(one.strip().lower() for one in forms))


def _numbers(form: str) -> list[str]:
    """Return the name with its last word in the other number; nothing for words that are too short to bend."""
    last = form.rsplit(" ", 1)[-1].lower()
    if len(last) < 4 or not last.isalpha():
        return []
    for ending, cut, other in NUMBERS:
        if last.endswith(ending):
            return [form[: len(form) - cut] + other] if other is not None else []
    return [form + "s"]


def _verbs(form: str) -> list[str]:
    """Return the verb forms of a feature that is named by what one does: `exporting` for `Export`."""
    stem = form.lower()
    if stem not in DOINGS:
        return []
    return [f"{stem.removesuffix('e')}ing", f"{stem.removesuffix('e')}ed", f"{stem}s"]


class Names:
    """The component that finds features and products."""

    def __init__(
        self,
        nlp: Language,
        *,
        features: Iterable[tuple[str, Sequence[str]]],
        products: Iterable[tuple[str, Sequence[str]]],
    ) -> None:
        self._features = NameMatcher(nlp, features, lemmas=True)
        self._products = NameMatcher(nlp, products, lemmas=False)

    def __call__(self, doc: Doc) -> Doc:
        """Write features and products; where both claim a word, the product has it."""
        products = tuple(found for found in self._products.find(doc) if is_name(doc, found))
        taken = {place for found in products for place in range(found.start, found.end)}
        features = tuple(
            found
            for found in self._features.find(doc)
            if taken.isdisjoint(range(found.start, found.end)) and is_feature_use(doc, found)
        )
        return add(doc, products=products, features=features)


def is_name(doc: Doc, mention: Mention) -> bool:
    """Whether the words stand as a name: `Zoom`, `zoom crashes`, but not `zoom in` or `the notion that`."""
    if mention.end - mention.start > 1 or not doc[mention.start].is_lower:
        return True
    token = doc[mention.start]
    after = doc[mention.end].lower_ if mention.end < len(doc) else ""
    before = doc[mention.start - 1].lower_ if mention.start else ""
    if after in {"in", "out"} and token.pos_ in {"VERB", "NOUN", "ADP"}:
        return False
    if after in {"of", "that"} and before in {"a", "an", "the", "any", "some", "no"}:
        return False
    if token.pos_ == "VERB" and before in {"can", "could", "will", "must", "should"}:
        return False
    return not (token.pos_ == "VERB" and before == "to") or _is_destination(doc, mention.start)


def _is_destination(doc: Doc, place: int) -> bool:
    """Whether the `to` before a word says where somebody went: `moved to slack`, `from zoom to slack`."""
    lead = doc[max(0, place - 5) : place]
    return any(token.lower_ == "from" or token.lemma_.lower() in MOVING for token in lead)


def is_feature_use(doc: Doc, mention: Mention) -> bool:
    """Whether a one-word match is used as a thing or an action.

    Verbs stay in, since features are often named by what one does (`search`, `download`), except those that
    mean something else as verbs (`does not support`, `forgot to mention`). Prepositions and the like go.
    """
    token = doc[mention.start]
    if _is_hyphened(doc, mention):
        return False
    if mention.end - mention.start > 1:
        return True
    if token.pos_ == "VERB" and token.lemma_.lower() in NO_FEATURE_AS_VERB:
        return False
    return len(token) > 5 or token.pos_ not in {"ADP", "AUX", "CCONJ", "DET", "INTJ", "PART", "PRON", "SCONJ"}


def _is_hyphened(doc: Doc, mention: Mention) -> bool:
    """Whether the words are part of a longer one: `mail` in `e-mail` is not a mail."""
    before = (
        mention.start > 1 and doc[mention.start - 1].text == "-" and not doc[mention.start - 1].whitespace_
    )
    return before and not doc[mention.start - 2].whitespace_
