"""Our own pages: home, a product, a feature, an evidence with its words in the stored page."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any
from urllib.parse import unquote, urlencode

from datasette.database import QueryInterrupted
from datasette.utils.asgi import NotFound, Response

from rivalscope.errors import EvidenceError
from rivalscope.explore import questions
from rivalscope.explore.cells import cell
from rivalscope.explore.gate import DATABASE
from rivalscope.explore.passage import Standing, standing
from rivalscope.explore.wording import ABOUT

_SHORT = 300
"""Milliseconds for what a page can do without."""

Rows = list[dict[str, Any]] | None
"""What a question yields; None when that took too long."""

_OF_PRODUCT = (
    ("Prices today", "current_prices", questions.PRICES),
    ("What changed", "changes", questions.CHANGES),
    ("Features", "feature_matrix", questions.PRODUCT_FEATURES),
    ("What reviewers think", "feature_scores", questions.PRODUCT_SCORES),
    ("Releases", "releases", questions.RELEASES),
    ("Sources", "sources", questions.SOURCES),
)
_OF_FEATURE = (
    ("What pages say", "feature_matrix", questions.FEATURE_STATUS),
    ("Gaps", "gaps", questions.FEATURE_GAPS),
    ("What reviewers think", "feature_scores", questions.FEATURE_SCORES),
    ("Who asks for it", "requests", questions.FEATURE_REQUESTS),
    ("What pages said over time", "feature_history", questions.FEATURE_HISTORY),
)
"""Sections in order: title, view and question."""


async def home(datasette: Any, request: Any) -> Response:
    """Show products, questions, views and features."""
    chapters = groupby(datasette.recipes.items(), key=lambda named: named[1].chapter)
    return await _page(
        datasette,
        request,
        "home.html",
        products=await _rows(datasette, questions.PRODUCTS),
        features=[row["feature"] for row in await _rows(datasette, questions.FEATURES) or []],
        chapters=[
            (chapter, [(one, _address(name, one)) for name, one in group]) for chapter, group in chapters
        ],
        views=ABOUT,
    )


async def product(datasette: Any, request: Any) -> Response:
    """Show a product: what it costs and cost, what it offers, what changed, what reviewers think."""
    asked = {"product": unquote(request.url_vars["slug"])}
    found = await _rows(datasette, questions.PRODUCT, asked)
    if not found:
        raise NotFound("there is no product of that name")
    name = found[0]["name"]
    history, weeks, *rows = await _all_rows(
        datasette,
        (questions.PRICE_HISTORY, questions.PRODUCT_WEEKS, *(one for _, _, one in _OF_PRODUCT)),
        asked,
    )
    price_chart, week_chart = await asyncio.to_thread(_charts, history or [], weeks or [], name)
    return await _page(
        datasette,
        request,
        "product.html",
        product=found[0],
        price_chart=price_chart,
        week_chart=week_chart,
        uncounted=weeks is None,
        sections=_sections(_OF_PRODUCT, rows),
        more=urlencode(asked),
    )


async def feature(datasette: Any, request: Any) -> Response:
    """Show a feature: who has it, what reviewers think of it, who asks for it."""
    asked = {"feature": request.args.get("name") or ""}
    weeks, *rows = await _all_rows(
        datasette, (questions.FEATURE_WEEKS, *(one for _, _, one in _OF_FEATURE)), asked
    )
    if not any([weeks, *rows]):
        raise NotFound("there is no feature of that name")
    _, week_chart = await asyncio.to_thread(_charts, [], weeks or [], asked["feature"])
    return await _page(
        datasette,
        request,
        "feature.html",
        name=asked["feature"],
        week_chart=week_chart,
        uncounted=weeks is None,
        sections=_sections(_OF_FEATURE, rows),
        more=urlencode(asked),
    )


async def evidence(datasette: Any, request: Any) -> Response:
    """Show an evidence: its words where they stand in the stored page, and every row that rests on them."""
    asked = {"id": int(request.url_vars["number"])}
    found = await _rows(datasette, questions.EVIDENCE, asked)
    if not found:
        raise NotFound("there is no evidence of that number")
    answers = await _all_rows(datasette, questions.CITING.values(), asked, milliseconds=_SHORT)
    citing = [
        (ABOUT[view], view, rows)
        for view, rows in zip(questions.CITING, answers, strict=True)
        if rows or rows is None
    ]
    return await _page(
        datasette,
        request,
        "evidence.html",
        evidence=found[0],
        standing=await asyncio.to_thread(_standing, datasette.explored, found[0]),
        citing=citing,
    )


async def _page(datasette: Any, request: Any, template: str, **context: Any) -> Response:
    context |= {"database": DATABASE, "cell": cell}
    return Response.html(await datasette.render_template(template, context, request=request))


async def _rows(
    datasette: Any, question: str, asked: Mapping[str, Any] | None = None, *, milliseconds: int | None = None
) -> Rows:
    """Return what a question yields; None when that took too long."""
    try:
        found = await datasette.get_database(DATABASE).execute(
            question, dict(asked or {}), custom_time_limit=milliseconds
        )
    except QueryInterrupted:
        return None
    return [dict(row) for row in found.rows]


async def _all_rows(
    datasette: Any, asking: Iterable[str], asked: Mapping[str, Any], *, milliseconds: int | None = None
) -> list[Rows]:
    """Return what each question yields, in order; they are asked side by side."""
    return await asyncio.gather(
        *(_rows(datasette, question, asked, milliseconds=milliseconds) for question in asking)
    )


def _sections(sections: Sequence[tuple[str, str, str]], rows: Sequence[Rows]) -> list[tuple[str, str, Rows]]:
    return [(title, view, own) for (title, view, _), own in zip(sections, rows, strict=True)]


def _charts(history: list[dict[str, Any]], weeks: list[dict[str, Any]], name: str) -> tuple[Any, Any]:
    # Drawing takes a second to import, which a page without a chart need not wait for.
    from rivalscope.explore.charts import price_chart, sentiment_chart  # noqa: PLC0415

    return price_chart(history, name=name), sentiment_chart(weeks, name=name)


def _standing(explored: Any, row: Mapping[str, Any]) -> Standing:
    try:
        body = explored.archive.get(row["snapshot"])
    except EvidenceError as error:
        return Standing(problem=str(error))
    return standing(
        body,
        selector=row["selector"],
        start=row["start"],
        end=row["end"],
        quote=row["quote"],
        content_type=explored.content_type(row["snapshot"]),
    )


def _address(name: str, recipe: Any) -> str:
    return f"/{DATABASE}/{name}" + (f"?{urlencode(recipe.defaults)}" if recipe.defaults else "")
