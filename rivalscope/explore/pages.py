"""Our own pages: home, a product, a feature, an evidence with its words in the stored page."""

import asyncio
from collections.abc import Mapping
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
from storage.views import COMMENTS

_SHORT = 300
"""Milliseconds for what a page can do without."""


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
        views=COMMENTS,
    )


async def product(datasette: Any, request: Any) -> Response:
    """Show a product: what it costs and cost, what it offers, what changed, what reviewers think."""
    asked = {"product": unquote(request.url_vars["slug"])}
    found = await _rows(datasette, questions.PRODUCT, asked)
    if not found:
        raise NotFound("there is no product of that name")
    name = found[0]["name"]
    history = await _rows(datasette, questions.PRICE_HISTORY, asked)
    weeks = await _rows(datasette, questions.PRODUCT_WEEKS, asked)
    price_chart, week_chart = await asyncio.to_thread(_charts, history or [], weeks or [], name)
    return await _page(
        datasette,
        request,
        "product.html",
        product=found[0],
        price_chart=price_chart,
        week_chart=week_chart,
        sections=[
            ("Prices today", "current_prices", await _rows(datasette, questions.PRICES, asked)),
            ("What changed", "changes", await _rows(datasette, questions.CHANGES, asked)),
            ("Features", "feature_matrix", await _rows(datasette, questions.PRODUCT_FEATURES, asked)),
            (
                "What reviewers think",
                "feature_scores",
                await _rows(datasette, questions.PRODUCT_SCORES, asked),
            ),
            ("Releases", "releases", await _rows(datasette, questions.RELEASES, asked)),
            ("Sources", "sources", await _rows(datasette, questions.SOURCES, asked)),
        ],
        more=urlencode(asked),
    )


async def feature(datasette: Any, request: Any) -> Response:
    """Show a feature: who has it, what reviewers think of it, who asks for it."""
    asked = {"feature": request.args.get("name") or ""}
    matrix = await _rows(datasette, questions.FEATURE_STATUS, asked)
    weeks = await _rows(datasette, questions.FEATURE_WEEKS, asked)
    requests = await _rows(datasette, questions.FEATURE_REQUESTS, asked)
    if not (matrix or weeks or requests):
        raise NotFound("there is no feature of that name")
    _, week_chart = await asyncio.to_thread(_charts, [], weeks or [], asked["feature"])
    return await _page(
        datasette,
        request,
        "feature.html",
        name=asked["feature"],
        week_chart=week_chart,
        sections=[
            ("What pages say", "feature_matrix", matrix),
            ("Gaps", "gaps", await _rows(datasette, questions.FEATURE_GAPS, asked)),
            (
                "What reviewers think",
                "feature_scores",
                await _rows(datasette, questions.FEATURE_SCORES, asked),
            ),
            ("Who asks for it", "requests", requests),
            (
                "What pages said over time",
                "feature_history",
                await _rows(datasette, questions.FEATURE_HISTORY, asked),
            ),
        ],
        more=urlencode(asked),
    )


async def evidence(datasette: Any, request: Any) -> Response:
    """Show an evidence: its words where they stand in the stored page, and every row that rests on them."""
    asked = {"id": int(request.url_vars["number"])}
    found = await _rows(datasette, questions.EVIDENCE, asked)
    if not found:
        raise NotFound("there is no evidence of that number")
    answers = await asyncio.gather(
        *(_rows(datasette, question, asked, milliseconds=_SHORT) for question in questions.CITING.values())
    )
    citing = [
        (COMMENTS[view], view, rows)
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
) -> list[dict[str, Any]] | None:
    """Return what a question yields; None when that took too long."""
    try:
        found = await datasette.get_database(DATABASE).execute(
            question, dict(asked or {}), custom_time_limit=milliseconds
        )
    except QueryInterrupted:
        return None
    return [dict(row) for row in found.rows]


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
