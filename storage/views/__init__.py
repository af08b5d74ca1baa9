"""The views that analysts may rely on: their SQL for each engine, in the order in which they are created."""

from datetime import datetime

from storage.views import facts, findings, ledger, market, reviews
from storage.views.columns import VIEW_COLUMNS
from storage.views.wording import Wording

__all__ = ["COMMENTS", "NAMES", "create_statements", "definitions"]

COMMENTS: dict[str, str] = {
    **market.COMMENTS,
    **ledger.COMMENTS,
    **facts.COMMENTS,
    **reviews.COMMENTS,
    **findings.COMMENTS,
}
"""What each view is about, in one sentence; keys are the views in the order in which they are created."""

NAMES: tuple[str, ...] = tuple(COMMENTS)


def definitions(dialect: str, *, at: datetime | None = None, known: datetime | None = None) -> dict[str, str]:
    """Return the SELECT behind each view, for `sqlite` or `postgresql`.

    With `at` it shows what stood at that instant, with `known` only what had been learnt by one (docs/as-of.md).
    """
    say = Wording(dialect, at=at, known=known)
    return {
        **market.selects(say),
        **ledger.selects(say),
        **facts.selects(say),
        **reviews.selects(say),
        **findings.selects(say),
    }


def create_statements(dialect: str) -> list[str]:
    """Return the statements that create every view, with comments where the engine keeps them."""
    statements = []
    for name, select in definitions(dialect).items():
        statements.append(f"CREATE VIEW {name} AS\n{select}")
        if dialect == "postgresql":
            statements.append(f"COMMENT ON VIEW {name} IS {_quoted(COMMENTS[name])}")
            statements += [
                f'COMMENT ON COLUMN {name}."{column}" IS {_quoted(explained.comment)}'
                for column, explained in VIEW_COLUMNS[name].items()
            ]
    return statements


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
