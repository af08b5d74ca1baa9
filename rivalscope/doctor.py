"""The doctor: what must be right before a night can run, checked one by one, each with its mend."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit

from rivalscope.check import Check, State
from rivalscope.domain.capture import Verdict
from rivalscope.domain.market import Source
from rivalscope.domain.settings import LanguageOptions, Market, Tier
from rivalscope.errors import MailError, RivalscopeError
from rivalscope.mail import probe
from rivalscope.services.gate import objection, service_of
from rivalscope.services.guide import terms_words
from rivalscope.services.service import Service

_MAIL_SECONDS = 10.0
_NOBODY = re.compile(r"[@./](?:example\.(?:com|net|org)|(?:example|invalid|test|localhost))(?:[/:?#]|$)")
"""Names of RFC 2606, which nobody can be reached at."""


def examine(market: Market) -> Iterator[Check]:
    """Yield one check after another; those of the sources ask each host for its robots.txt, once."""
    yield Check(
        name="market",
        state=State.PASS,
        detail=f"{market.path.name}: {len(market.products)} products, {len(market.taxonomy.features)} features",
    )
    yield _contact(market)
    yield _attempt("database", lambda: _database(market), mend="see the message")
    yield from _health(market)
    yield _archive(market)
    yield _attempt(
        "model",
        lambda: _model(market.language),
        mend="install rivalscope again; the model is part of it",
    )
    yield from _tier(market.language.tier)
    yield _browser(market)
    yield _mail_server(market)
    yield from _channels(market)
    yield from _hosts(market)
    yield from _files(market)
    yield from _terms(market)


def _attempt(name: str, look: Callable[[], str], *, mend: str) -> Check:
    try:
        detail = look()
    except RivalscopeError as error:
        return Check(name=name, state=State.FAIL, detail=str(error), mend=mend)
    return Check(name=name, state=State.PASS, detail=detail)


def _contact(market: Market) -> Check:
    web = market.contact.startswith(("http://", "https://"))
    if not web and "@" not in market.contact:
        detail = f"{market.contact!r} is neither a mail address nor a URL"
    elif _NOBODY.search(market.contact) and not market.crawl.allow_private:
        detail = f"{market.contact} belongs to nobody: its name is reserved for examples"
    else:
        return Check(name="contact", state=State.PASS, detail=market.contact)
    return Check(
        name="contact",
        state=State.WARN,
        detail=detail,
        mend="write one that a site's owner can reach into [market] contact",
    )


def _database(market: Market) -> str:
    from storage.migrate import ready  # noqa: PLC0415  only this check needs the database

    engine = ready(market.database_url)
    dialect = engine.dialect.name
    engine.dispose()
    return f"{dialect}, schema up to date"


def _channels(market: Market) -> Iterator[Check]:
    from rivalscope.health import reach  # noqa: PLC0415  Apprise takes a while to import

    return reach(market.alerts)


def _health(market: Market) -> Iterator[Check]:
    """Yield what the store tells of the nights so far; nothing where the database is the trouble."""
    from rivalscope.health import health  # noqa: PLC0415  as above
    from storage.migrate import ready  # noqa: PLC0415

    try:
        engine = ready(market.database_url)
    except RivalscopeError:
        return
    try:
        yield from health(engine, market, now=datetime.now(UTC))
    finally:
        engine.dispose()


def _archive(market: Market) -> Check:
    folder = market.archive if market.archive.exists() else market.archive.parent
    if not os.access(folder, os.W_OK):
        return Check(
            name="archive",
            state=State.FAIL,
            detail=f"{folder} cannot be written",
            mend="give yourself the right",
        )
    free = shutil.disk_usage(folder).free
    state = State.PASS if free > 1_000_000_000 else State.WARN
    mend = "" if state is State.PASS else "a gigabyte or more should be free for snapshots"
    return Check(name="archive", state=state, detail=f"{free / 1e9:.1f} GB free in {folder}", mend=mend)


def _model(options: LanguageOptions) -> str:
    from nlp.build import build, model_version  # noqa: PLC0415  loading spaCy takes a second
    from nlp.read import read_texts  # noqa: PLC0415
    from nlp.tiers import find_objection  # noqa: PLC0415
    from rivalscope.config import starter_taxonomy  # noqa: PLC0415

    tier = options.tier if find_objection(options.tier) is None else Tier.LITE
    reader = build(taxonomy=starter_taxonomy(), products=(), tier=tier, grammar=options.grammar)
    (reading,) = read_texts(reader, ["The search is great."])
    found = ", ".join(f"{aspect.feature}: {aspect.polarity}" for aspect in reading.aspects)
    return f"{model_version(tier=tier, grammar=options.grammar)} reads ({found})"


def _tier(wanted: Tier) -> Iterator[Check]:
    """Yield a warning where the tier of the market file cannot be used."""
    from nlp.tiers import find_objection  # noqa: PLC0415  as above

    objection = find_objection(wanted)
    if objection is not None:
        detail = f"{wanted.value} cannot be used, reviews are read by rules alone: {objection}"
        mend = 'write tier = "lite" in [nlp] if that is meant'
        yield Check(name="tier", state=State.WARN, detail=detail, mend=mend)


def _browser(market: Market) -> Check:
    from spiders.browser import browser_objection, browser_path  # noqa: PLC0415  Scrapy takes a while to import

    rendered = [source.key for product in market.products for source in product.sources if source.render]
    missing = browser_objection()
    if rendered and missing:
        return Check(
            name="browser",
            state=State.FAIL,
            detail=f"{', '.join(rendered)} cannot be rendered",
            mend=missing.rpartition(": ")[2],
        )
    found = browser_path()
    if found:
        said = f"{found}; {len(rendered)} sources are rendered" if rendered else found
        return Check(name="browser", state=State.PASS, detail=said)
    return Check(
        name="browser",
        state=State.WARN,
        detail="no chromium; no source is rendered, so only `make check` uses one",
        mend="apt install chromium",
    )


def _mail_server(market: Market) -> Check:
    options = market.digest
    if not options.recipients:
        return Check(
            name="mail",
            state=State.WARN,
            detail="no recipients; the digest is only written to a file",
            mend="add some to [digest] recipients",
        )
    try:
        probe(options, timeout=_MAIL_SECONDS)
    except MailError as error:
        return Check(
            name="mail",
            state=State.FAIL,
            detail=str(error),
            mend="check [digest] host, port and security",
        )
    return Check(
        name="mail",
        state=State.PASS,
        detail=f"{options.host}:{options.port} answers; {len(options.recipients)} recipients",
    )


def _hosts(market: Market) -> Iterator[Check]:
    """Ask each host for its robots.txt, and say which of our addresses it disallows."""
    urls = [
        source.url
        for product in market.products
        for source in product.sources
        if source.url.startswith("http") and not objection(source)
    ]
    urls += [product.site for product in market.products if product.site]
    by_origin: dict[str, list[str]] = {}
    for url in urls:
        parts = urlsplit(url)
        by_origin.setdefault(f"{parts.scheme}://{parts.netloc}", []).append(url)
    for origin, asked in by_origin.items():
        yield _robots(market, origin, asked)


def _robots(market: Market, origin: str, urls: list[str]) -> Check:
    from spiders.enquiry import robots_now  # noqa: PLC0415  Scrapy takes a while to import
    from spiders.refusal import Refusal  # noqa: PLC0415

    name = f"robots {urlsplit(origin).netloc}"
    try:
        robots = robots_now(origin, contact=market.contact, options=market.crawl)
    except Refusal as refusal:
        private = refusal.verdict is Verdict.REFUSED_ADDRESS
        return Check(
            name=name,
            state=State.FAIL,
            detail=refusal.reason,
            mend="mend the address; a site of your own network needs allow_private = true in [crawl]"
            if private
            else "check the address; try again later",
        )
    if robots.unreachable:
        return Check(
            name=name, state=State.FAIL, detail=robots.unreachable, mend="the host is off until it answers"
        )
    barred = [url for url in urls if not robots.allows(url)]
    if barred:
        return Check(
            name=name,
            state=State.FAIL,
            detail=f"disallows {barred[0]}" + (f" and {len(barred) - 1} more" if len(barred) > 1 else ""),
            mend="take it out of market.toml, or ask the owner for an export and `rivalscope import` it",
        )
    return Check(name=name, state=State.PASS, detail=f"allows all {len(urls)} addresses")


def _files(market: Market) -> Iterator[Check]:
    for product in market.products:
        for source in product.sources:
            if source.url.startswith("file:") and not (market.path.parent / source.url[5:]).is_file():
                yield Check(
                    name=f"file {source.key}",
                    state=State.FAIL,
                    detail=f"{source.url[5:]} is not beside {market.path.name}",
                    mend="put it there or take the source out",
                )


def _terms(market: Market) -> Iterator[Check]:
    sources = [source for product in market.products for source in product.sources]
    bound = [(source, service) for source in sources if (service := service_of(source)) is not None]
    for source, service in bound:
        yield _decision(source, service)
    decided = {source.key for source, _ in bound}
    silent = [
        source.key
        for source in sources
        if source.url.startswith("http") and not source.terms and source.key not in decided
    ]
    if silent:
        yield Check(
            name="terms",
            state=State.WARN,
            detail=f"no note on the terms of {', '.join(silent[:5])}" + (" …" if len(silent) > 5 else ""),
            mend='read them and note it: terms = "allows collection; read 2026-11-02"',
        )


def _decision(source: Source, service: Service) -> Check:
    """Say whether the terms of a service let a source be read, and whether its token is there."""
    name = f"terms {source.key}"
    if refused := objection(source):
        return Check(
            name=name,
            state=State.WARN,
            detail=f"off: {service.title} is {terms_words(service.terms)}",
            mend=refused,
        )
    token = service.token
    if source.service == service.name and token is not None and not os.environ.get(service.variable):
        state = State.WARN if token.required else State.PASS
        detail = f"{service.title}: no token in {service.variable}"
        mend = f"put one there: {token.note}" if token.required else ""
        return Check(name=name, state=state, detail=detail, mend=mend)
    leave = f"licence: {source.licence}" if source.licence else terms_words(service.terms)
    return Check(name=name, state=State.PASS, detail=f"{service.title}: {leave}")
