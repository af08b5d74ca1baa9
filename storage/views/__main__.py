"""`python -m storage.views NAME` freezes the views for a migration: alembic/views/NAME.sqlite.sql and .postgresql.sql."""

import sys
from pathlib import Path

from storage.migrate import scripts
from storage.views import create_statements

END = "\n;\n"
"""What ends a statement in a frozen file."""


def freeze(folder: Path, name: str) -> list[Path]:
    """Write the views of today for both engines and return the files."""
    files = []
    for dialect in ("sqlite", "postgresql"):
        file = folder / f"{name}.{dialect}.sql"
        file.write_text(
            "".join(statement + END for statement in create_statements(dialect)), encoding="utf-8"
        )
        files.append(file)
    return files


if __name__ == "__main__":
    freeze(scripts() / "views", sys.argv[1])
