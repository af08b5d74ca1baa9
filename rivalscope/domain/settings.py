"""A market file as read and checked: what rivalscope.config makes of market.toml, taxonomy.yml and the environment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from rivalscope.domain.alert import AlertOptions
from rivalscope.domain.crawl import CrawlOptions
from rivalscope.domain.market import Product, Taxonomy
from rivalscope.domain.reader import Reader
from rivalscope.domain.roadmap import RoadmapOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class MailOptions:
    """Where and how the digest is handed over: `[digest]` in market.toml."""

    recipients: tuple[str, ...] = ()
    sender: str = "rivalscope@localhost"
    host: str = "localhost"
    port: int = 25
    security: str = "none"
    """`none`, `starttls` or `tls`."""
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    """From the environment or a file, never from market.toml."""
    unsubscribe: str | None = None
    """Address or URL for the List-Unsubscribe header; None uses the sender's address."""
    readers: tuple[Reader, ...] = ()
    """Recipients with settings of their own; all others are told everything."""
    feedback: str | None = None
    """Address at which readers reach `rivalscope explore`; links to mark items need it and the key."""
    feedback_key: str | None = field(default=None, repr=False)
    """Key that these links are signed with; from the environment or a file, never from market.toml."""

    def reader(self, address: str) -> Reader:
        """Return what a recipient wants to be told; everything without settings of their own."""
        return next((one for one in self.readers if one.address == address), Reader(address=address))


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysisOptions:
    """Thresholds of the gap analysis: `[analysis]` in market.toml."""

    minimum_n: int = 5
    """Reviewers with an opinion below which nothing is ranked (method: quotes only below 5)."""
    window_days: int = 365
    """Reviews older than this before the analysis date do not count."""
    weights: Mapping[str, float] = field(default_factory=dict)
    """Feature → its importance from 0 to 10 as people set it, in the place of what reviews say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleOptions:
    """When the flows run: `[schedule]` in market.toml, in the market's time zone."""

    nightly: str = "0 2 * * *"
    weekly: str = "0 7 * * 1"


@dataclass(frozen=True, slots=True, kw_only=True)
class FarmOptions:
    """How many share a night: `[farm]` in market.toml."""

    workers: int = 1
    """Processes, on any machines, that share crawling and reading; what runs the night is one of them."""


class Tier(StrEnum):
    """How texts are read: the better, the slower."""

    QUALITY = "quality"
    """An encoder of six layers."""
    FAST = "fast"
    """An encoder of three layers; grammar only where products may be compared."""
    LITE = "lite"
    """Rules alone; needs neither weights nor onnxruntime."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageOptions:
    """How reviews are read: `[nlp]` in market.toml."""

    tier: Tier = Tier.QUALITY
    processes: int | None = None
    """Processes that read when there are many reviews; None uses as many as there are cores."""
    grammar: str | None = None
    """Installed spaCy model, or a folder with one, that tags and parses; None uses our own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionOptions:
    """How long the archive keeps pages that no evidence needs: `[archive]` in market.toml."""

    keep_days: int | None = None
    """Days for which the body of every capture stays; None sets no limit by age."""
    keep_versions: int | None = None
    """Newest different bodies of each URL that stay whatever their age; None sets no limit by count."""

    @property
    def lets_go(self) -> bool:
        """Whether anything is ever let go."""
        return self.keep_days is not None or self.keep_versions is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyOptions:
    """How long what people wrote is kept: `[retention]` in market.toml."""

    review_days: int | None = None
    """Days after its date for which a review is kept, with all that was read of it; None sets no limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    """The whole market file, validated."""

    name: str
    timezone: str
    """IANA name, e.g. `Europe/Berlin`."""
    contact: str
    """Mail address or URL in the crawler's user agent."""
    products: tuple[Product, ...]
    taxonomy: Taxonomy
    crawl: CrawlOptions
    digest: MailOptions
    analysis: AnalysisOptions
    schedule: ScheduleOptions
    path: Path
    """The market.toml that was read."""
    database_url: str
    """SQLAlchemy URL: RIVALSCOPE_DATABASE_URL, else rivalscope.db beside the market file."""
    archive: Path
    """Folder of snapshots, beside the market file."""
    retention: RetentionOptions = field(default_factory=RetentionOptions)
    language: LanguageOptions = field(default_factory=LanguageOptions)
    privacy: PrivacyOptions = field(default_factory=PrivacyOptions)
    roadmap: RoadmapOptions = field(default_factory=RoadmapOptions)
    alerts: AlertOptions = field(default_factory=AlertOptions)
    farm: FarmOptions = field(default_factory=FarmOptions)
    ping: str | None = field(default=None, repr=False)
    """URL of a dead-man's switch that is told of each night that ran; from the environment or a file."""
    metrics: Path | None = None
    """File for a collector of metrics, written after each night: RIVALSCOPE_METRICS_FILE; None for none."""

    @property
    def extract(self) -> Path:
        """SQLite file with the views of a store in PostgreSQL, for `rivalscope explore`; beside the market file."""
        return self.path.parent / "explore.db"

    @property
    def ours(self) -> Product:
        """The product that is ours."""
        return next(product for product in self.products if product.ours)
