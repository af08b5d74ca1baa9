"""The review queue: candidates for the taxonomy, and what people decide about them, written into its text."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from rivalscope.analysis.candidates import new_aliases
from rivalscope.domain.candidate import Candidate
from rivalscope.domain.naming import key
from rivalscope.errors import UsageError
from rivalscope.taxonomy_text import TaxonomyText


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What became of a phrase."""

    phrase: str
    feature: str | None
    """Feature that it now means; None when it was rejected."""
    aliases: tuple[str, ...] = ()
    """Forms written as aliases."""

    @property
    def words(self) -> str:
        """Say it in words."""
        if self.feature is None:
            return f"{self.phrase!r} is rejected and will not be offered again"
        if key(self.feature) == key(self.phrase) and not self.aliases:
            return f"{self.feature!r} is a feature now"
        return f"{self.feature!r} is what {', '.join(map(repr, self.aliases or (self.phrase,)))} means now"


def accept(
    file: TaxonomyText, candidates: Sequence[Candidate], phrase: str, *, into: str | None = None
) -> tuple[TaxonomyText, Decision]:
    """Make a candidate a feature of its own, or its forms aliases of the feature `into`.

    A name of a candidate stands for all its forms; one of its other forms for itself alone. Raises UsageError when
    nothing in the queue is called so, or no feature `into`; ConfigError when the text cannot say so.
    """
    candidate, whole = find(candidates, phrase)
    file = file.without_rejected(phrase)
    if into is None:
        name = phrase if phrase[:1].isupper() else phrase[:1].upper() + phrase[1:]
        aliases = new_aliases(candidate, name=name) if whole else ()
        return file.with_feature(name, aliases), Decision(phrase=phrase, feature=name, aliases=aliases)
    feature = _feature(file, into)
    aliases = new_aliases(candidate, name=feature) if whole else (phrase,)
    for alias in aliases:
        file = file.with_alias(feature, alias)
    return file, Decision(phrase=phrase, feature=feature, aliases=aliases)


def reject(file: TaxonomyText, candidates: Sequence[Candidate], phrase: str) -> tuple[TaxonomyText, Decision]:
    """Note that a phrase of the queue is no feature. Raises UsageError when nothing in the queue is called so."""
    find(candidates, phrase)
    return file.with_rejected(phrase), Decision(phrase=phrase, feature=None)


def find(candidates: Sequence[Candidate], phrase: str) -> tuple[Candidate, bool]:
    """Return the candidate that has a form, and whether the form is its name; UsageError names near ones."""
    wanted = key(phrase)
    for one in candidates:
        if key(one.name) == wanted:
            return one, True
    for one in candidates:
        if any(key(form) == wanted for form, _ in one.spellings):
            return one, False
    near = get_close_matches(phrase, [one.name for one in candidates], n=3, cutoff=0.7)
    hint = f"; near it are {', '.join(map(repr, near))}" if near else ""
    raise UsageError(
        f"nothing in the queue is called {phrase!r}{hint}; `rivalscope taxonomy review` lists what is"
    )


def _feature(file: TaxonomyText, name: str) -> str:
    """Return a feature by its name or an alias, however it is spelt."""
    taxonomy = file.taxonomy
    for feature in taxonomy.features:
        if key(name) in {key(one) for one in (feature.name, *feature.aliases)}:
            return feature.name
    near = get_close_matches(name, [feature.name for feature in taxonomy.features], n=3, cutoff=0.7)
    hint = f"; near it are {', '.join(map(repr, near))}" if near else ""
    raise UsageError(
        f"{file.name} has no feature {name!r}{hint}; leave --as out to make the phrase a feature of its own"
    )
