"""The shape of market.toml as pydantic checks it, at the one place where untrusted configuration enters."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from rivalscope.alerts_table import AlertsTable
from rivalscope.digest_table import DigestTable
from rivalscope.domain.market import PAGE_KINDS, SourceKind
from rivalscope.domain.settings import LanguageOptions, Tier
from rivalscope.roadmap_table import RoadmapTable
from rivalscope.services import CATALOGUE
from rivalscope.services.service import BASE, filled

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_CRON = re.compile(r"\S+( \S+){4}")


def _http(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"{url!r} is not an absolute http or https URL; write it as https://…")
    if parts.username or parts.password:
        raise ValueError(f"{url!r} carries a user name or password; crawls use none, take it out")
    return url


class Strict(BaseModel):
    """A table of the file: unknown keys are errors, since a misspelt key would be ignored in silence."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class MarketTable(Strict):
    """`[market]`."""

    name: Annotated[str, Field(min_length=1, description="Name of the market in reports.")]
    timezone: Annotated[str, Field(description="IANA time zone of schedules and reports.")] = "UTC"
    contact: Annotated[
        str, Field(min_length=3, description="Mail address or URL in the crawler's user agent.")
    ]
    taxonomy: Annotated[str, Field(description="Taxonomy file, beside this one.")] = "taxonomy.yml"

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError(f"{value!r} is not an IANA time zone; write one such as Europe/Berlin or UTC")
        return value


class SourceTable(Strict):
    """`[[products.sources]]`."""

    kind: Annotated[SourceKind, Field(description="What is published there.")]
    url: Annotated[str | None, Field(description="Absolute http or https URL.")] = None
    file: Annotated[str | None, Field(description="Review file beside this one, read every night.")] = None
    service: Annotated[
        str | None, Field(description="Service that publishes it, in the place of a URL, e.g. app-store.")
    ] = None
    options: Annotated[
        dict[str, str], Field(description="What the service must know, e.g. the number of the app.")
    ] = {}
    licence: Annotated[
        str | None, Field(min_length=3, description="Your leave to read it, where its terms ask for one.")
    ] = None
    expect: Annotated[
        int | None, Field(ge=0, description="Least number of items that a healthy page yields.")
    ] = None
    most: Annotated[
        int | None, Field(ge=1, description="Largest number of items that a healthy page yields.")
    ] = None
    every: Annotated[
        float | None, Field(gt=0, le=366, description="Days between two checks; else what changes decides.")
    ] = None
    render: Annotated[
        bool, Field(description="Let a browser run the page's scripts first; needs the extra browser.")
    ] = False
    terms: Annotated[str | None, Field(description="What its terms say of collecting, and when read.")] = None
    fields: Annotated[
        dict[str, str], Field(description="For kind json: where items and their fields stand.")
    ] = {}

    @model_validator(mode="after")
    def _one_place(self) -> SourceTable:
        if [self.url, self.file, self.service].count(None) != 2:
            raise ValueError("a source needs exactly one of url, file and service")
        if self.service is not None:
            self._of_service(self.service)
        elif self.options:
            raise ValueError("options are those of a service; a source with a url or file has none")
        if self.url is not None:
            _http(self.url)
        if self.kind is SourceKind.FILE or (self.file is not None and self.kind is not SourceKind.REVIEWS):
            raise ValueError('a source with a file is of kind "reviews"')
        if self.expect is not None and self.most is not None and self.most < self.expect:
            raise ValueError("most is less than expect: no page could pass")
        if self.render and (self.url is None or self.kind not in PAGE_KINDS | {SourceKind.REVIEWS}):
            raise ValueError("only pages with a url of their own are rendered; take render out")
        return self

    def _of_service(self, name: str) -> None:
        service = CATALOGUE.get(name)
        if service is None:
            known = ", ".join(CATALOGUE)
            raise ValueError(f"there is no service {name!r}; write one of {known}")
        if self.kind is not service.kind:
            raise ValueError(f'a source of service {name!r} is of kind "{service.kind.value}"')
        filled(service, self.options)

    @property
    def chosen(self) -> tuple[tuple[str, str], ...]:
        """The service's options with their defaults, by name; none for a source without a service."""
        if self.service is None:
            return ()
        return tuple(sorted(filled(CATALOGUE[self.service], self.options).items()))


class ProductTable(Strict):
    """`[[products]]`."""

    name: Annotated[str, Field(min_length=1, description="As written in text and reports.")]
    slug: Annotated[str, Field(description="Lower-case letters, digits and hyphens.")]
    ours: Annotated[bool, Field(description="True for exactly one product.")] = False
    site: Annotated[str | None, Field(description="Root under which pages are discovered.")] = None
    aliases: Annotated[list[str], Field(description="Other names that customers use.")] = []
    sources: Annotated[list[SourceTable], Field(description="Pages given by hand.")] = []

    @field_validator("slug")
    @classmethod
    def _plain_slug(cls, value: str) -> str:
        if not SLUG.fullmatch(value):
            raise ValueError(f"{value!r} is not a slug; use lower-case letters, digits and hyphens")
        return value

    @field_validator("site")
    @classmethod
    def _site_is_http(cls, value: str | None) -> str | None:
        return value if value is None else _http(value)


class CrawlTable(Strict):
    """`[crawl]`."""

    delay: Annotated[float, Field(ge=0, le=300, description="Least seconds between requests to a host.")] = (
        1.0
    )
    timeout: Annotated[float, Field(gt=0, le=300, description="Seconds for one request.")] = 30.0
    max_bytes: Annotated[int, Field(ge=10_000, description="Decoded bytes of one response.")] = (
        8 * 1024 * 1024
    )
    pages_per_site: Annotated[int, Field(ge=1, le=1000, description="Pages of a site a night.")] = 40
    review_pages: Annotated[int, Field(ge=1, le=10_000, description="Pages of a review source a night.")] = 50
    depth: Annotated[int, Field(ge=0, le=5, description="Links followed from a site's root.")] = 2
    latency_factor: Annotated[
        float, Field(ge=0, le=20, description="Rest after an answer, in times what it took; at most 30 s.")
    ] = 5.0
    per_host: Annotated[int, Field(ge=1, le=8, description="Requests in flight to one host.")] = 1
    requests_per_host: Annotated[
        int, Field(ge=10, le=1_000_000, description="Requests to a host a night.")
    ] = 2000
    check_at_least: Annotated[
        float, Field(gt=0, le=366, description="Least days between two checks of a page.")
    ] = 1.0
    check_at_most: Annotated[
        float, Field(gt=0, le=366, description="Most days between two checks of a page.")
    ] = 7.0
    probe: Annotated[
        bool, Field(description="Ask each host for a random address once a night, to know its missing pages.")
    ] = True
    allow_private: Annotated[bool, Field(description="Fetch addresses that are not public.")] = False

    @model_validator(mode="after")
    def _bounds_in_order(self) -> CrawlTable:
        if self.check_at_least > self.check_at_most:
            raise ValueError("check_at_least is more than check_at_most; exchange the two")
        return self


class AnalysisTable(Strict):
    """`[analysis]`."""

    minimum_n: Annotated[int, Field(ge=1, description="Reviewers below which nothing is ranked.")] = 5
    window_days: Annotated[int, Field(ge=7, description="Older reviews do not count.")] = 365
    weights: Annotated[
        dict[str, Annotated[float, Field(ge=0, le=10)]],
        Field(description="Feature → importance to you, 0 to 10, in the place of what reviews say."),
    ] = {}


class NlpTable(Strict):
    """`[nlp]`."""

    tier: Annotated[Tier, Field(description="How reviews are read: quality, fast or lite.")] = (
        LanguageOptions().tier
    )
    processes: Annotated[
        int | None, Field(ge=1, le=256, description="Processes that read many reviews; all cores by default.")
    ] = None
    grammar: Annotated[
        str | None,
        Field(min_length=1, description="Installed spaCy model that tags and parses; ours by default."),
    ] = None


class ScheduleTable(Strict):
    """`[schedule]`, in the market's time zone."""

    nightly: Annotated[str, Field(description="Cron line of the night.")] = "0 2 * * *"
    weekly: Annotated[str, Field(description="Cron line of the digest.")] = "0 7 * * 1"

    @field_validator("nightly", "weekly")
    @classmethod
    def _five_fields(cls, value: str) -> str:
        if not _CRON.fullmatch(value):
            raise ValueError(f"{value!r} is not a cron line; write five fields such as 0 2 * * *")
        return value


class FarmTable(Strict):
    """`[farm]`; without the key one process does it all."""

    workers: Annotated[
        int, Field(ge=1, le=1000, description="Processes that share a night; `rivalscope work` is one.")
    ] = 1


class ArchiveTable(Strict):
    """`[archive]`; with neither key every page is kept."""

    keep_days: Annotated[
        int | None, Field(ge=1, description="Days for which every page stays, evidence or not.")
    ] = None
    keep_versions: Annotated[
        int | None, Field(ge=1, description="Newest versions of each page that stay whatever their age.")
    ] = None


class RetentionTable(Strict):
    """`[retention]`; without the key reviews are kept for ever."""

    review_days: Annotated[
        int | None, Field(ge=1, description="Days after its date for which a review is kept.")
    ] = None


class MarketFile(Strict):
    """The whole file."""

    market: MarketTable
    products: Annotated[list[ProductTable], Field(min_length=1)]
    crawl: CrawlTable = CrawlTable()
    digest: DigestTable = DigestTable()
    analysis: AnalysisTable = AnalysisTable()
    nlp: NlpTable = NlpTable()
    schedule: ScheduleTable = ScheduleTable()
    archive: ArchiveTable = ArchiveTable()
    retention: RetentionTable = RetentionTable()
    roadmap: RoadmapTable = RoadmapTable()
    alerts: AlertsTable = AlertsTable()
    farm: FarmTable = FarmTable()

    @model_validator(mode="after")
    def _stand_ins_are_private(self) -> MarketFile:
        sources = [source for product in self.products for source in product.sources]
        if not self.crawl.allow_private and any(BASE in source.options for source in sources):
            raise ValueError(
                f"the option {BASE!r} points a service at a stand-in of your own: it needs "
                "allow_private = true in [crawl]; take it out to ask the service itself"
            )
        return self

    @model_validator(mode="after")
    def _readers_follow_products(self) -> MarketFile:
        self.digest.check_products([product.slug for product in self.products])
        return self

    @model_validator(mode="after")
    def _one_is_ours(self) -> MarketFile:
        slugs = [product.slug for product in self.products]
        twice = sorted({slug for slug in slugs if slugs.count(slug) > 1})
        if twice:
            raise ValueError(f"two products have the slug {twice[0]!r}; give each its own")
        ours = [product.name for product in self.products if product.ours]
        if len(ours) != 1:
            found = ", ".join(ours) if ours else "none"
            raise ValueError(f"exactly one product is ours; found {found}: set ours = true on it alone")
        return self
