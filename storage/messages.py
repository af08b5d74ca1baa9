"""Messages: what a page says of a product besides plans and features, as a kind of fact."""

from rivalscope.domain.fact import ChangeKind
from rivalscope.domain.page import Page, StatementKind
from storage.history import Value
from storage.names import name_key
from storage.statements import GROUP_SEPARATOR, Columns, FactKind, Statement, compared
from storage.tables import StatementRow

_CHANGES = {
    StatementKind.INTEGRATION: ChangeKind.FEATURE,
    StatementKind.CERTIFICATION: ChangeKind.FEATURE,
    StatementKind.ROLE: ChangeKind.HIRING,
    StatementKind.STATUS: ChangeKind.DOCS,
}
"""What a change of a statement is about; of every other kind it is messaging."""

_SLOTS = frozenset(
    {StatementKind.TITLE, StatementKind.HERO, StatementKind.TAGLINE, StatementKind.POSITIONING}
)
_SAID = frozenset({*_SLOTS, StatementKind.STATUS, StatementKind.RIVAL})
"""Kinds whose value is what the page says; of the others it is only a note, and they stand or fall by their name."""


def _statements(page: Page) -> list[Statement]:
    """Return one statement for each kind and subject, the first; the open roles of the page are among them."""
    named = [(one.kind, one.subject, one.value, one.passage) for one in page.statements]
    named += [(StatementKind.ROLE, role.title, role.function, role.passage) for role in page.roles]
    found: dict[tuple[StatementKind, str], Statement] = {}
    for kind, subject, value, passage in named:
        place = (kind, name_key(subject))
        columns = {
            "kind": kind,
            "subject_key": place[1],
            "subject": subject,
            "value": value,
            "position": len(found),
        }
        found.setdefault(place, Statement(columns=columns, passage=passage))
    return list(found.values())


def _group(columns: Columns) -> str:
    return f"{columns['kind']}{GROUP_SEPARATOR}{columns['subject_key']}"


def _value(columns: Columns) -> Value:
    return compared(columns["value"]) if columns["kind"] in _SAID else None


def _change(before: Columns | None, after: Columns | None) -> ChangeKind:
    columns = after or before or {}
    return _CHANGES.get(columns["kind"], ChangeKind.MESSAGING)


def _subject(columns: Columns) -> str:
    kind = StatementKind(columns["kind"])
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
    # How a component fares today is seen on its page; it is no step of a rival.
    silent=lambda columns: columns["kind"] == StatementKind.STATUS,
)
