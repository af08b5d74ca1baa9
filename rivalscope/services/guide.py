"""The guide to sources: docs/sources.md, written from the catalogue so that it never says anything else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rivalscope.services import CATALOGUE
from rivalscope.services.service import Basis, Option, Service, Terms

FILE = Path(__file__).parents[2] / "docs" / "sources.md"

BASES = {
    Basis.API: "an interface or feed made for programs",
    Basis.OPEN: "nothing known that forbids it; robots.txt decides",
    Basis.ASK: "conditions; off until `licence` is stated",
    Basis.FORBIDDEN: "forbidden, or not known to be allowed; off until `licence` is stated",
}
"""What each basis means, in words."""

_HEAD = """\
# Sources

Where reviews, releases and roles are read, and on what terms. This file is written by
`python -m rivalscope.services.guide`; `rivalscope sources` prints the same.

A source names a service in the place of a URL:

    [[products.sources]]
    kind = "reviews"
    service = "app-store"
    options = { id = "546505307", country = "us" }

Any page with schema.org reviews, any feed and any address that answers JSON needs no service: give its `url`.

**Terms.** A service whose terms ask for leave, or forbid programs, is off: its captures are `disallowed`, and nothing is
sent. State `licence = "…"` at the source (who gave leave, and when) to switch it on; this project cannot judge it for
you. A date says when a person read the text for this catalogue; *not read* means that nobody did, and that the basis is
what is commonly known. The same holds for any other source on the hosts of such a service. robots.txt is heeded as well.

**Feeds** of kind `feed` may be RSS, Atom, JSON Feed or a sitemap of news; their entries are releases. A page of kind
`careers` is read for schema.org job postings. Of a site's sitemaps (indexes and gzip too) a page told in several
languages is known once, and the parts that changed last are read first.

**Tokens** stand in the environment alone, never in market.toml: in `RIVALSCOPE_TOKEN_` and the name of the service, or
in the file that the same name with `_FILE` names. They are sent to the service's own host alone, over TLS, and stand in
no log, database or archive.

**Limits** that an interface tells of (`Retry-After`, `X-RateLimit-Remaining`, Stack Exchange's `backoff` and quota) are
kept: up to a minute is waited for, beyond that the host's night ends, the pages left have the verdict `blocked`, and
nothing that was read before is withdrawn.

**How far.** Each list is walked page by page, no faster than its pace, to its end, to the service's cap or to
`review_pages` of market.toml. After that a night asks only for what is new, as far as a page on which everything is
known; after seven nights the whole list is walked again, so that edits far down are seen. `coverage` tells how many
reviews are held, how many the service states, and why the list ended.

**Exports** are the way for sites that do not want to be crawled. `rivalscope import FILE --product P` recognises those of
Google Play Console, App Store Connect, Trustpilot, G2, Capterra, AppFollow, Zendesk, Intercom, SurveyMonkey and Typeform
by their header, as CSV in any usual encoding, XLSX, JSON Lines or JSON; of any other file columns are guessed and shown,
and mapped with `--map`.
"""


def render() -> str:
    """Return the guide as Markdown."""
    return _HEAD + "".join(_overview()) + "".join(map(_chapter, CATALOGUE.values()))


def terms_words(terms: Terms) -> str:
    """Return the basis of terms and when they were read, e.g. `api, not read`."""
    return f"{terms.basis.value}, {f'read {terms.read.isoformat()}' if terms.read else 'not read'}"


def option_words(option: Option) -> str:
    """Return an option as one writes it: its name, and its default when it has one."""
    return option.name if option.default is None else f"{option.name}={option.default or '…'}"


def _overview() -> Iterator[str]:
    yield "\n| service | kind | options | terms | gives at most |\n| --- | --- | --- | --- | --- |\n"
    for service in CATALOGUE.values():
        options = ", ".join(f"`{option_words(option)}`" for option in service.options)
        cells = (
            f"`{service.name}`",
            service.kind.value,
            options,
            service.terms.basis.value,
            service.cap or "all",
        )
        yield "| " + " | ".join(cells) + " |\n"


def _chapter(service: Service) -> str:
    lines = [f"\n## {service.name}: {service.title}\n", service.note, ""]
    lines += [
        f"- option `{option.name}`: {option.note}, e.g. `{option.example}`"
        + (
            ""
            if option.default is None
            else f"; `{option.default}` unless stated"
            if option.default
            else "; may be left out"
        )
        for option in service.options
    ]
    terms = service.terms
    lines.append(f"- terms: {terms_words(terms)} ({BASES[terms.basis]}). {terms.note} <{terms.url}>")
    lines.append(f"- pace: {service.pace:g} s between requests; at most {service.most_pages} pages a night")
    if service.cap:
        lines.append(f"- cap: {service.cap}")
    if service.token is not None:
        need = "needed" if service.token.required else "may be given"
        lines.append(
            f"- token: {need}, in `{service.variable}`"
            + (f": {service.token.note}" if service.token.note else "")
        )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    FILE.write_text(render(), encoding="utf-8")
