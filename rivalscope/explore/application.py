"""The page as an application: Datasette over one file, with our pages, our templates and the gate before it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from datasette.app import Datasette
from datasette.plugins import pm

from rivalscope.cookbook import Recipe, recipes
from rivalscope.explore import hooks
from rivalscope.explore.feedback import Feedback, FeedbackPage
from rivalscope.explore.following import FollowingDatabase
from rivalscope.explore.gate import DATABASE, Application, Gate
from rivalscope.explore.wording import metadata, named
from storage.archive import Archive
from storage.views import NAMES

HERE = Path(__file__).parent

SETTINGS: Mapping[str, Any] = {
    "default_page_size": 50,
    "max_returned_rows": 1000,
    "num_sql_threads": 3,
    "sql_time_limit_ms": 2000,
    "default_facet_size": 20,
    "facet_time_limit_ms": 500,
    "max_csv_mb": 100,
    "allow_csv_stream": True,
    "allow_download": False,
    "suggest_facets": False,
    "default_cache_ttl": 0,
    "truncate_cells_html": 400,
    "template_debug": False,
    "trace_debug": False,
}
"""Limits of one request: two seconds of SQL, as for `rivalscope query`, and a thousand rows; CSV streams more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explored:
    """What is shown."""

    name: str
    """Name of the market."""
    database: Path
    """SQLite file with the views: the store itself, or the extract of one in PostgreSQL."""
    archive: Archive
    content_type: Callable[[str], str | None]
    """The Content-Type with which a snapshot was served, by its hash."""
    origin: str = ""
    """Where the rows come from when the file is an extract, in words; empty for the store itself."""
    feedback: Feedback | None = None
    """Where marks of readers go; None when links to give them are not signed."""


class Explorer(Datasette):  # type: ignore[misc]  # Datasette has no types
    """Datasette over the views of one store."""

    def __init__(self, explored: Explored) -> None:
        self.explored = explored
        self.recipes: dict[str, Recipe] = named(recipes())
        super().__init__(
            files=[],
            memory=False,
            metadata=metadata(explored.name, self.recipes),
            settings=dict(SETTINGS),
            template_dir=str(HERE / "templates"),
            static_mounts=[("static", str(HERE / "static"))],
        )
        self.remove_database("_memory")
        self.add_database(FollowingDatabase(self, explored.database), name=DATABASE)


def application(explored: Explored, *, hosts: tuple[str, ...]) -> Application:
    """Return the ASGI application; `hosts` are the values of Host that it answers to."""
    _only_our_plugins()
    names: dict[str, Mapping[str, str]] = {name: {} for name in NAMES}
    explorer = Explorer(explored)
    for name, recipe in explorer.recipes.items():
        names[name] = {parameter: str(value) for parameter, value in recipe.defaults.items()}
    inner: Application = explorer.app()
    marking = FeedbackPage(explored.feedback, market=explored.name) if explored.feedback else None
    return Gate(inner, hosts=hosts, names=names, feedback=marking)


def _only_our_plugins() -> None:
    """Let in no plugin of Datasette that is installed beside us: it might open what we keep closed."""
    for plugin, _distribution in pm.list_plugin_distinfo():
        pm.unregister(plugin)
    if not pm.is_registered(hooks):
        # Its own handler prints whole tracebacks with their variables; ours says what matters.
        pm.unregister(name="datasette.handle_exception")
        pm.register(hooks, name="rivalscope.explore")
