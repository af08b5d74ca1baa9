"""What every column of every view means: meaning, unit, whether it may be null, an example."""

from storage.views.columns import collected, concluded, said, stated
from storage.views.glossary import ViewColumn

__all__ = ["VIEW_COLUMNS", "ViewColumn"]

VIEW_COLUMNS: dict[str, dict[str, ViewColumn]] = {
    **collected.COLUMNS,
    **stated.COLUMNS,
    **said.COLUMNS,
    **concluded.COLUMNS,
}
"""Every column of every view, in the order in which the view gives them."""
