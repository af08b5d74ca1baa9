"""What we tell Datasette: who may see what, which pages are ours, how a connection is restricted, how a value looks.

Every hook answers for an `Explorer` only: the functions are registered for the whole process.
"""

import logging
import sqlite3
from typing import Any

from datasette import hookimpl
from datasette.database import QueryInterrupted
from datasette.utils.asgi import Base400, Response
from datasette.views.base import DatasetteError
from markupsafe import Markup

from rivalscope.errors import StoreError
from rivalscope.explore import pages
from rivalscope.explore.cells import cell, evidence_link, feature_path, link, product_path
from rivalscope.explore.gate import DATABASE
from rivalscope.explore.wording import counted
from rivalscope.reports.inert import clean, one_line, web_address
from storage.viewing import restrict
from storage.views import NAMES

logger = logging.getLogger(__name__)


@hookimpl  # type: ignore[untyped-decorator]  # as all of Datasette
def prepare_connection(conn: sqlite3.Connection, database: str) -> None:
    """Let connections to the store read views and nothing else."""
    if database == DATABASE:
        restrict(conn)


@hookimpl  # type: ignore[untyped-decorator]
def permission_allowed(datasette: Any, action: str, resource: Any) -> bool:
    """Show the views and the queries of the cookbook; allow nothing else, SQL of one's own included."""
    if action == "view-instance":
        return True
    if action == "view-database":
        return bool(resource == DATABASE)
    shown = {"view-table": NAMES, "view-query": datasette.recipes}.get(action)
    if shown is None:
        return False
    database, name = resource
    return database == DATABASE and name in shown


@hookimpl  # type: ignore[untyped-decorator]
def render_cell(value: Any, column: str, table: str | None) -> Markup | None:
    """Lead from evidence, products and features to their pages; show every text as text."""
    return cell(column, value, table=table)


@hookimpl  # type: ignore[untyped-decorator]
def register_routes() -> list[tuple[str, Any]]:
    """Serve our own pages."""
    return [
        (r"^/$", pages.home),
        (r"^/product/(?P<slug>[^/]+)$", pages.product),
        (r"^/feature$", pages.feature),
        (r"^/evidence/(?P<number>[0-9]+)$", pages.evidence),
    ]


@hookimpl  # type: ignore[untyped-decorator]
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Any:
    """Answer with one plain sentence; what nobody foresaw goes to the log."""

    async def told() -> Response:
        status, message = _told(exception)
        if request.path.endswith(".json"):
            return Response.json({"ok": False, "status": status, "error": message}, status=status)
        context = {"status": status, "error": message}
        html = await datasette.render_template("error.html", context, request=request)
        return Response.html(html, status=status)

    return told


@hookimpl  # type: ignore[untyped-decorator]
def extra_template_vars(datasette: Any, table: str | None, request: Any) -> dict[str, Any]:
    """Give templates the market, and the query of the cookbook or the columns to count by where there are any."""
    name = request.path.rsplit("/", 1)[-1] if request is not None else ""
    return {
        "market": datasette.explored.name,
        "origin": datasette.explored.origin,
        "recipe": datasette.recipes.get(name),
        "counted": counted(table or ""),
    }


@hookimpl  # type: ignore[untyped-decorator]
def prepare_jinja2_environment(env: Any) -> None:
    """Teach templates our words."""
    env.filters |= {
        "clean": clean,
        "one_line": one_line,
        "web_address": web_address,
        "evidence_link": evidence_link,
        "feature_path": feature_path,
        "product_path": product_path,
        "linked": link,
        "drawn": _drawn,
    }


def _told(exception: Exception) -> tuple[int, str]:
    """Return status and sentence for an exception."""
    if isinstance(exception, QueryInterrupted) or getattr(exception, "title", None) == "SQL Interrupted":
        return 503, "This took longer than two seconds and was stopped: filter for fewer rows."
    if isinstance(exception, Base400):
        return exception.status, str(exception.args[0])
    if isinstance(exception, DatasetteError):
        return 400, str(exception.message)
    if isinstance(exception, sqlite3.OperationalError) and "no such column" in str(exception):
        return 400, f"{exception}."
    if isinstance(exception, sqlite3.Error | StoreError | OSError):
        return 503, f"The store can't be read: {exception}."
    logger.error("a page could not be made", exc_info=exception)
    return 500, "Something went wrong; the log of this program says what."


def _drawn(svg: str) -> Markup:
    """Let a chart through as markup: `reports.canvas.svg` has kept known elements only and escaped all text."""
    return Markup(svg)  # noqa: S704 - what we drew ourselves
