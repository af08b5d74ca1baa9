"""`rivalscope extract`: what saved pages say, stored nowhere."""

from __future__ import annotations

import json
from pathlib import Path

import click

from rivalscope.commands.options import json_option
from rivalscope.domain.crawl import CrawlOptions
from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import Page, Plan, Price, Role, Statement
from rivalscope.shapes import decimal_text, page_shape

_TYPES = {
    ".json": "application/json",
    ".jsonl": "application/x-ndjson",
    ".csv": "text/csv",
    ".md": "text/markdown",
    ".rst": "text/x-rst",
    ".txt": "text/plain",
}
_SHOWN = 10


@click.command("extract")
@click.argument("files", type=click.Path(path_type=Path), nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--url", required=True, help="The address that the pages were saved from; links are relative to it."
)
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in SourceKind]),
    default=None,
    help="What the pages are about; told from address and content when it is not given.",
)
@json_option
def command(*, files: tuple[Path, ...], url: str, kind: str | None, as_json: bool) -> int:
    """Print what saved pages say: verdict, plans, features, releases, reviews, roles. Nothing is stored or fetched.

    With --json one JSON object is printed a file. A page that is broken, blocked or empty is no error: its
    verdict says so. One that is larger than 8 MiB, or takes more than 10 seconds or 1 GiB of memory to read, is
    too-large. A file that cannot be read is named on stderr, the others are still read, and the exit code is 2.
    """
    from spiders.reading import ReadJob
    from spiders.workers import reading

    unread = False
    with reading(most=CrawlOptions().max_bytes) as read:
        for file in files:
            try:
                body = file.read_bytes()
            except OSError as error:
                click.echo(
                    f"rivalscope: {file}: cannot be read: {error.strerror}; give a saved page", err=True
                )
                unread = True
                continue
            content_type = _TYPES.get(file.suffix.lower())
            page = read(
                ReadJob(
                    body=body, url=url, kind=SourceKind(kind) if kind else None, content_type=content_type
                )
            )
            click.echo(to_json(page) if as_json else render(page, name=str(file)))
    return 2 if unread else 0


def to_json(page: Page) -> str:
    """Return a page as the one line that `extract --json` prints."""
    return json.dumps(page_shape(page), ensure_ascii=False)


def render(page: Page, *, name: str) -> str:
    """Return a page for people: what it is, then a line for each thing it says, long lists cut short."""
    reason = f" ({page.reason})" if page.reason else ""
    lines = [f"{name}: {page.kind}, {page.verdict}{reason}", f"  title     {page.title or '(none)'}"]
    lines += [f"  {fact:<9} {value}" for fact, value in page.product]
    for plan in page.plans:
        lines.append(
            f"  plan      {plan.name}: {', '.join(map(_price, plan.prices)) or 'no price stated'}{_counts(plan)}"
        )
    lines += _listed("extra", [f"{one.name}: {', '.join(map(_price, one.prices))}" for one in page.extras])
    lines += _listed(
        "feature",
        [
            f"{claim.name}: {claim.status}{f', {claim.value}' if claim.value else ''}"
            for claim in page.features
        ],
    )
    lines += _listed(
        "release", [f"{one.date or 'no date'}  {one.title} ({len(one.items)} items)" for one in page.releases]
    )
    stars = [
        f"{one.date or 'no date'}  {one.rating if one.rating is not None else '–'}  {one.text[:80]}"
        for one in page.reviews
    ]
    lines += _listed("review", stars)
    lines += _listed("role", [_role(role) for role in page.roles])
    lines += _listed("says", [_statement(statement) for statement in page.statements])
    kinds = [f"{link.kind:<10} {link.url}" for link in page.links if link.kind]
    lines += _listed("link", kinds)
    return "\n".join(lines) + "\n"


def _price(price: Price) -> str:
    """Return a price in a few words, e.g. `from 12 USD a month per seat, billed annually`."""
    if price.amount is None:
        return f"{price.kind} (“{price.raw}”)"
    words = [
        price.qualifier or "",
        decimal_text(price.amount) or "",
        price.currency or "(currency not stated)",
    ]
    words += [f"a {price.period}" if price.period in ("month", "year") else price.period or ""]
    words += [
        f"per {price.unit}" if price.unit and price.unit != "flat" else "",
        f"billed {price.billed}" if price.billed else "",
    ]
    return " ".join(str(word) for word in words if word)


def _role(role: Role) -> str:
    place = ", ".join(word for word in (role.team, role.location) if word)
    return f"{role.date or 'no date'}  {role.title}{f' ({place})' if place else ''}"


def _statement(statement: Statement) -> str:
    words = statement.value if statement.subject == statement.kind else statement.subject
    note = f" ({statement.value})" if statement.value and words is not statement.value else ""
    return f"{statement.kind}: {words}{note}"


def _counts(plan: Plan) -> str:
    return f"; {len(plan.features)} features, {len(plan.limits)} limits" if plan.features else ""


def _listed(label: str, entries: list[str]) -> list[str]:
    """Return the first entries with a label, and how many more there are."""
    lines = [f"  {label:<9} {entry}" for entry in entries[:_SHOWN]]
    return lines + ([f"  … and {len(entries) - _SHOWN} more"] if len(entries) > _SHOWN else [])
