"""Ships alembic/ as storage/migrations in real wheels; an editable install reads the checkout."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class MigrationsHook(BuildHookInterface):  # type: ignore[type-arg]
    """Maps the migrations into the wheel under a name that no library owns."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the mapping when a standard (not editable) wheel is built."""
        if version == "standard":
            build_data["force_include"][str(Path(self.root) / "alembic")] = "storage/migrations"
