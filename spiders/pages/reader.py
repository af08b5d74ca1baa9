"""The reader: one saved page in, all that it says out."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from rivalscope.domain.capture import Verdict
from rivalscope.domain.lines import marks
from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import Claim, Link, Page, Plan, Release, Review, Role, Statement
from spiders.pages.currencies import hints_of
from spiders.pages.decoding import decode
from spiders.pages.document import Document
from spiders.pages.edition import EXTRACTOR
from spiders.pages.extras import read_extras
from spiders.pages.features import read_add_ons, read_features, read_marked
from spiders.pages.feeds import looks_like_feed, parse_feed
from spiders.pages.jsonld import Node, blocks_of, nodes_of
from spiders.pages.kinds import kind_of
from spiders.pages.links import absolute, read_alternates, read_canonical, read_links, read_next
from spiders.pages.main_text import read_main_text
from spiders.pages.markup import markup_of
from spiders.pages.news import looks_like_news, read_news
from spiders.pages.offering import LEAST_LISTED, is_price_list
from spiders.pages.plans import read_plans
from spiders.pages.product import read_language, read_product, read_title
from spiders.pages.releases import read_releases, releases_of_feed, releases_of_text
from spiders.pages.reviews import read_reviews, stated_reviews
from spiders.pages.rivals import Rivals, read_rivals
from spiders.pages.roles import read_roles
from spiders.pages.statements import read_statements
from spiders.pages.text import BLOCK, collapse_lines
from spiders.pages.verdicts import OK, Judgement, judge, judge_data
from spiders.pages.whole_features import read_whole

_FACTUAL = frozenset({SourceKind.PRICING, SourceKind.CHANGELOG, SourceKind.CAREERS, SourceKind.REVIEWS})
"""Pages that are compared fact by fact: their main text would cost time and tell nothing more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    """The items of a page."""

    plans: tuple[Plan, ...] = ()
    extras: tuple[Plan, ...] = ()
    features: tuple[Claim, ...] = ()
    releases: tuple[Release, ...] = ()
    reviews: tuple[Review, ...] = ()
    roles: tuple[Role, ...] = ()
    statements: tuple[Statement, ...] = ()

    @property
    def any(self) -> bool:
        return bool(self.plans or self.features or self.releases or self.reviews or self.roles)


def read_page(
    body: bytes,
    *,
    url: str,
    kind: SourceKind | None = None,
    seen_at: dt.datetime | None = None,
    content_type: str | None = None,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Page:
    """Read what a saved page says; never fails, whatever the bytes.

    `kind` decides which facts are looked for and is told from address and content when it is None.
    A page whose verdict is not ok yields no plans, features, releases or reviews.
    """
    if 200 <= status < 300:
        page = _read_other(body, url=url, kind=kind, seen_at=seen_at, content_type=content_type)
        if page is not None:
            return page
    document = Document(body, content_type=content_type)
    judgement = judge(document, status=status, headers=headers, size=len(body))
    return _read_document(document, judgement, url=url, kind=kind, seen_at=seen_at)


def _read_other(
    body: bytes, *, url: str, kind: SourceKind | None, seen_at: dt.datetime | None, content_type: str | None
) -> Page | None:
    """Read what is no page of HTML: a feed, data, or a changelog in a markup of its own; None for anything else."""
    if kind is SourceKind.FEED or looks_like_feed(body):
        return _read_feed(body, url=url, seen_at=seen_at, content_type=content_type)
    if kind in (SourceKind.JSON, SourceKind.FILE) or _is_data(content_type):
        return _read_data(body, url=url, kind=kind, seen_at=seen_at, content_type=content_type)
    markup = markup_of(body, content_type=content_type, url=url)
    if markup is None or kind not in (None, SourceKind.CHANGELOG):
        return None
    source = decode(body, content_type=content_type)
    releases = releases_of_text(source, markup, seen_at=seen_at)
    if len(releases) > 1 or (releases and kind is SourceKind.CHANGELOG):
        return _changelog(source, releases, url=url, seen_at=seen_at)
    return None


def _read_data(
    body: bytes, *, url: str, kind: SourceKind | None, seen_at: dt.datetime | None, content_type: str | None
) -> Page:
    """Read data, of which only the text is told here."""
    text = collapse_lines(decode(body, content_type=content_type).replace("\n", BLOCK))
    judgement = judge_data(text)
    return Page(
        url=url,
        kind=kind or SourceKind.JSON,
        verdict=judgement.verdict,
        reason=judgement.reason,
        text=text,
        seen_at=seen_at,
        extractor=EXTRACTOR,
    )


def _read_document(
    document: Document,
    judgement: Judgement,
    *,
    url: str,
    kind: SourceKind | None,
    seen_at: dt.datetime | None,
) -> Page:
    """Read what a page of HTML says, as far as its verdict lets it be believed."""
    nodes = list(nodes_of(blocks_of(document)))
    product = read_product(document, nodes)
    rivals = Rivals()
    if judgement.verdict is Verdict.OK and kind not in (SourceKind.REVIEWS, SourceKind.CAREERS):
        rivals = read_rivals(document, url=url, product=dict(product).get("name"))
    kind = kind or _kind_beside(kind_of(document, url), rivals)
    facts = _Facts()
    told = judgement.verdict is Verdict.OK and kind not in _FACTUAL
    main_text = read_main_text(document, kind=kind) if told else ""
    if judgement.verdict in (Verdict.OK, Verdict.EMPTY):
        facts = replace(
            _read_facts(document, nodes, rivals, kind=kind, url=url, seen_at=seen_at),
            statements=(
                *read_statements(document, kind=kind, url=url, main_text=main_text),
                *rivals.statements,
            ),
        )
        if judgement.verdict is Verdict.EMPTY and facts.any:
            judgement = OK  # nothing to see, but structured data to read
    return Page(
        url=url,
        kind=kind,
        verdict=judgement.verdict,
        reason=judgement.reason,
        plans=facts.plans,
        extras=facts.extras,
        features=facts.features,
        releases=facts.releases,
        reviews=facts.reviews,
        roles=facts.roles,
        statements=facts.statements,
        title=read_title(document),
        language=read_language(document),
        canonical=read_canonical(document, url=url),
        alternates=read_alternates(document, url=url),
        text=document.text,
        main_text=main_text,
        lines=_lines(document) if judgement.verdict is Verdict.OK else (),
        product=product,
        links=read_links(document, url=url),
        next_page=read_next(document, url=url),
        stated=stated_reviews(document, nodes) if kind is SourceKind.REVIEWS else None,
        seen_at=seen_at,
        extractor=EXTRACTOR,
    )


def _lines(document: Document) -> tuple[str, ...]:
    """Return the marks of a page's lines; what stands in a quotation takes turns with others."""
    quoted = {line for quote in document.named["blockquote"] for line in document.lines_of(quote)}
    return marks(document.text.split("\n"), quoted=quoted)


def _changelog(source: str, releases: tuple[Release, ...], *, url: str, seen_at: dt.datetime | None) -> Page:
    """Return a changelog that is a Markdown, reStructuredText or plain text file."""
    text = collapse_lines(source.replace("\n", BLOCK))
    return Page(
        url=url,
        kind=SourceKind.CHANGELOG,
        verdict=Verdict.OK,
        text=text,
        lines=marks(text.split("\n")),
        releases=releases,
        seen_at=seen_at,
        extractor=EXTRACTOR,
    )


def _kind_beside(kind: SourceKind, rivals: Rivals) -> SourceKind:
    """Return the kind of a page that may be there to compare: it tells of features."""
    return SourceKind.FEATURES if kind is SourceKind.HOME and rivals.titled and rivals.claims else kind


def _is_data(content_type: str | None) -> bool:
    """Tell whether a content type is that of data rather than of a page."""
    name = (content_type or "").split(";")[0].strip().lower()
    return name.endswith(("json", "+json", "csv", "x-ndjson", "jsonl"))


def _read_facts(
    document: Document,
    nodes: list[Node],
    rivals: Rivals,
    *,
    kind: SourceKind,
    url: str,
    seen_at: dt.datetime | None,
) -> _Facts:
    """Read the facts that a page of a kind is asked for; reviews are read wherever they stand."""
    reviews = read_reviews(document, nodes, url=url, seen_at=seen_at)
    if kind is SourceKind.PRICING:
        hints = hints_of(document.text, language=read_language(document))
        plans = read_plans(document, nodes, hints=hints)
        plans = tuple(plan for plan in plans if not rivals.foreign(plan.name))
        told = () if plans else read_whole(document, hints=hints) or read_marked(document, rivals=rivals)
        features = _once((*rivals.claims, *told, *read_add_ons(document, hints=hints)))
        extras = read_extras(document, plans, hints=hints) if plans or is_price_list(document, nodes) else ()
        extras = extras if plans or len(extras) >= LEAST_LISTED else ()
        return _Facts(plans=plans, extras=extras, features=features, reviews=reviews)
    if kind is SourceKind.FEATURES:
        hints = hints_of(document.text, language=read_language(document))
        features = (*read_features(document, rivals=rivals), *read_whole(document, hints=hints))
        return _Facts(features=_once(features), reviews=reviews)
    if kind is SourceKind.CHANGELOG:
        return _Facts(releases=read_releases(document, seen_at=seen_at), reviews=reviews)
    if kind is SourceKind.CAREERS:
        return _Facts(roles=read_roles(document, nodes, url=url, seen_at=seen_at), reviews=reviews)
    return _Facts(reviews=reviews)


def _once(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """Return claims with the first of each name only."""
    found: dict[str, Claim] = {}
    for claim in claims:
        found.setdefault(claim.name.casefold(), claim)
    return tuple(found.values())


def _read_feed(body: bytes, *, url: str, seen_at: dt.datetime | None, content_type: str | None) -> Page:
    """Read a feed, or a sitemap of news; its entries are releases."""
    feed = parse_feed(body, content_type=content_type)
    releases = read_news(body, seen_at=seen_at) if looks_like_news(body) else releases_of_feed(feed.entries)
    text = "\n".join(f"{entry.title}\n{entry.content}".strip() for entry in feed.entries)
    readable = bool(releases or feed.entries or feed.title)
    links = [
        Link(url=address, text=entry.title)
        for entry in feed.entries
        if entry.link and (address := absolute(entry.link, url))
    ]
    return Page(
        url=url,
        kind=SourceKind.FEED,
        verdict=Verdict.OK if readable else Verdict.ERROR,
        reason="" if readable else "it is not a feed that can be read",
        title=feed.title,
        language=feed.language,
        text=text,
        lines=marks(text.split("\n")),
        releases=releases,
        links=tuple(links),
        next_page=absolute(feed.following, url) if feed.following else None,
        seen_at=seen_at,
        extractor=EXTRACTOR,
    )
