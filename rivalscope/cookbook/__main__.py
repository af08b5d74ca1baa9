"""`python -m rivalscope.cookbook [DATABASE_URL]` writes docs/cookbook.md from a demo, played first when none is named."""

import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from rivalscope.cookbook.document import render
from rivalscope.demo.market import calendar_before
from rivalscope.demo.run import run
from storage.query import run_query

FILE = Path(__file__).resolve().parents[2] / "docs" / "cookbook.md"

DAY = date(2026, 11, 23)
"""Day before which the demo ends whose answers are shown."""


def write(url: str) -> None:
    """Write the cookbook with the answers of a store."""
    ((model,),) = run_query(url, "SELECT MAX(model) FROM reviews").rows
    text = render(lambda recipe: run_query(url, recipe.sql, parameters=recipe.defaults), model=model)
    FILE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        write(sys.argv[1])
    else:
        with TemporaryDirectory() as folder:
            played = run(Path(folder) / "demo", calendar=calendar_before(DAY), prefect=False)
            write(f"sqlite:///{played.database}")
