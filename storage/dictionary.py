"""The data dictionary: `python -m storage.dictionary` writes docs/data-dictionary.md from what the code says."""

from pathlib import Path

from storage.views import COMMENTS
from storage.views.columns import VIEW_COLUMNS, ViewColumn

FILE = Path(__file__).resolve().parents[1] / "docs" / "data-dictionary.md"

_HEAD = """# Data dictionary

The views below are what analysts may rely on, in SQLite and PostgreSQL alike: `rivalscope query "SELECT …"`. They speak
in slugs and names; `evidence_id` leads from every row to the words behind it:

    SELECT p.product, p.plan, p.amount, p.currency, e.quote, e.url
    FROM current_prices p JOIN evidence e ON e.id = p.evidence_id

Instants are UTC, whole seconds, written `2026-11-23T02:00:00Z` by `query`; flags are 1 and 0, so that they can be
counted with SUM on both engines. `amount` is exact in PostgreSQL and the nearest double in SQLite, which has no
decimal numbers; `amount_text` has every digit on both. [as-of.md](as-of.md) tells how to ask as of a date,
[cookbook.md](cookbook.md) has queries to begin with. This file is written by `python -m storage.dictionary`.
"""


def render() -> str:
    """Return the dictionary as Markdown."""
    parts = [_HEAD]
    for view, columns in VIEW_COLUMNS.items():
        parts.append(f"\n## {view}\n\n{COMMENTS[view]}\n\n| column | meaning | unit | null | example |\n")
        parts.append("| --- | --- | --- | --- | --- |\n")
        parts += [_line(name, column) for name, column in columns.items()]
    return "".join(parts)


def _line(name: str, column: ViewColumn) -> str:
    cells = (
        f"`{name}`",
        column.meaning,
        column.unit,
        "yes" if column.nullable else "",
        f"`{column.example}`",
    )
    return "| " + " | ".join(cells) + " |\n"


if __name__ == "__main__":
    FILE.write_text(render(), encoding="utf-8")
