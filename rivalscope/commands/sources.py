"""`sources`: the services that sources may name, and on what terms."""

from __future__ import annotations

import json
from typing import Any

import click

from rivalscope.commands.options import json_option
from rivalscope.services.service import Service


@click.command()
@click.argument("names", nargs=-1, metavar="[SERVICE…]")
@json_option
def command(*, names: tuple[str, ...], as_json: bool) -> None:
    """List the services that market.toml may name, with their options and terms; all, or those named.

    \b
    rivalscope sources
    rivalscope sources steam app-store
    """
    from rivalscope.errors import UsageError
    from rivalscope.services import CATALOGUE

    if wrong := [name for name in names if name not in CATALOGUE]:
        raise UsageError(f"there is no service {wrong[0]!r}; there are {', '.join(CATALOGUE)}")
    chosen = [CATALOGUE[name] for name in names] or list(CATALOGUE.values())
    if as_json:
        click.echo(json.dumps([_data(service) for service in chosen], ensure_ascii=False))
        return
    for service in chosen:
        _tell(service)


def _data(service: Service) -> dict[str, Any]:
    terms = service.terms
    return {
        "service": service.name,
        "title": service.title,
        "kind": service.kind.value,
        "options": [
            {"name": one.name, "note": one.note, "example": one.example, "default": one.default}
            for one in service.options
        ],
        "terms": {
            "basis": terms.basis.value,
            "url": terms.url,
            "read": terms.read.isoformat() if terms.read else None,
            "note": terms.note,
            "needs_licence": terms.needs_licence,
        },
        "pace": service.pace,
        "most_pages": service.most_pages,
        "cap": service.cap or None,
        "token": service.variable if service.token is not None else None,
        "token_required": service.token is not None and service.token.required,
        "note": service.note,
    }


def _tell(service: Service) -> None:
    from rivalscope.services.guide import option_words, terms_words

    click.echo(f"{service.name} ({service.title}; kind {service.kind.value})")
    click.echo(f"  {service.note}")
    if service.options:
        click.echo(f"  options  {', '.join(map(option_words, service.options))}")
    click.echo(f"  terms    {terms_words(service.terms)}: {service.terms.note} {service.terms.url}")
    if service.cap:
        click.echo(f"  cap      {service.cap}")
    if service.token is not None:
        click.echo(f"  token    {service.variable}{'' if service.token.required else ', if you have one'}")
