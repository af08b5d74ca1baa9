"""Messages: what a page says of a product besides plans and features, as a kind of fact."""

from collections.abc import Sequence

from rivalscope.domain.fact import ChangeKind
from rivalscope.domain.naming import one_word
from rivalscope.domain.noise import alone, failed, signature
from rivalscope.domain.page import Page, StatementKind
from storage.history import Value, in_order
from storage.names import bounded, name_key
from storage.statements import GROUP_SEPARATOR, Columns, FactKind, Statement, compared
from storage.tables import StatementRow

_CHANGES = {
    StatementKind.INTEGRATION: ChangeKind.FEATURE,
    StatementKind.CERTIFICATION: ChangeKind.FEATURE,
    StatementKind.ROLE: ChangeKind.HIRING,
    StatementKind.STATUS: ChangeKind.DOCS,
    StatementKind.CLAUSE: ChangeKind.LEGAL,
    StatementKind.PASSAGE: ChangeKind.DOCS,
}
"""What a change of a statement is about; of every other kind it is messaging."""

_SLOTS = frozenset(
    {StatementKind.TITLE, StatementKind.HERO, StatementKind.TAGLINE, StatementKind.POSITIONING}
)
_SAID = frozenset({*_SLOTS, StatementKind.STATUS, StatementKind.RIVAL})
"""Kinds whose value is what the page says; of the others it is only a note, and they stand or fall by their name."""

TEXTS = frozenset({StatementKind.CLAUSE, StatementKind.PASSAGE, StatementKind.ARTICLE})
"""Kinds that are the text of a page: compared without noise, each with the one most like it, wherever they stand."""

ALIKE = 0.5
"""Share of runs of five letters that a passage and the one that takes its place have in common at least."""

_RUN = 5


def _statements(page: Page) -> list[Statement]:
    """Return one statement for each kind and subject, the first; the open roles of the page are among them."""
    named = [(one.kind, one.subject, one.value, one.passage) for one in page.statements]
    named += [(StatementKind.ROLE, role.title, role.function, role.passage) for role in page.roles]
    found: dict[tuple[StatementKind, str], Statement] = {}
    for kind, subject, value, passage in named:
        if kind in TEXTS and is_idle(value or ""):
            continue
        key = name_key(subject)
        place = (kind, _said(value) if kind in TEXTS else key)
        columns = {
            "kind": kind,
            "subject_key": key,
            "subject": subject,
            "value": value,
            "position": len(found),
            "rival_key": _rival(subject) if kind is StatementKind.RIVAL else None,
        }
        found.setdefault(place, Statement(columns=columns, passage=passage))
    return list(found.values())


def _rival(subject: str) -> str | None:
    """Return the name of the rival in `Foo` or `Foo: Polls`, made comparable; None when nothing is left of it."""
    return bounded(one_word(subject.partition(": ")[0])) or None


class Text(str):
    """What a passage says, as a value that is paired by likeness."""

    __slots__ = ()


def is_idle(text: str) -> bool:
    """Tell whether a passage is noise by itself: a banner, a button, a counter, a part that did not load."""
    return failed(text) or alone(text) is not None


def _said(text: str | None) -> str:
    """Return what a passage says without noise."""
    return signature(text or "")


def pair_statements(old: Sequence[Value], new: Sequence[Value]) -> list[tuple[int, int]]:
    """Pair passages that are alike, the most alike first; what is no passage holds one value at a time."""
    texts = [[value for value in side if isinstance(value, Text)] for side in (old, new)]
    if not all(texts):
        return in_order(old, new)
    runs = [[frozenset(text[at : at + _RUN] for at in range(len(text))) for text in side] for side in texts]
    ranked = sorted(
        ((_alike(o, n), -i, -j) for i, o in enumerate(runs[0]) for j, n in enumerate(runs[1])), reverse=True
    )
    pairs: list[tuple[int, int]] = []
    for share, i, j in ranked:
        if share >= ALIKE and all(-i != before and -j != after for before, after in pairs):
            pairs.append((-i, -j))
    return pairs


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 0.0


def _group(columns: Columns) -> str:
    if columns["kind"] in TEXTS:
        return str(columns["kind"])
    return f"{columns['kind']}{GROUP_SEPARATOR}{columns['subject_key']}"


def _value(columns: Columns) -> Value:
    if columns["kind"] in TEXTS:
        return Text(_said(columns["value"]))
    if columns["kind"] in _SLOTS:
        return _said(columns["value"])
    return compared(columns["value"]) if columns["kind"] in _SAID else None


def _change(before: Columns | None, after: Columns | None) -> ChangeKind:
    columns = after or before or {}
    return _CHANGES.get(columns["kind"], ChangeKind.MESSAGING)


def _subject(columns: Columns) -> str:
    kind = StatementKind(columns["kind"])
    if kind in TEXTS:
        return str(columns["subject"])
    return kind.capitalize() if kind in _SLOTS else f"{kind.capitalize()}: {columns['subject']}"


STATEMENTS = FactKind(
    table=StatementRow,
    change=_change,
    group=_group,
    value=_value,
    vague=lambda _columns: False,
    subject=_subject,
    text=lambda columns: str(columns["value"] or "named"),
    statements=_statements,
    pair=pair_statements,
    # How a component fares today is seen on its page; it is no step of a rival.
    silent=lambda columns: columns["kind"] == StatementKind.STATUS,
)
