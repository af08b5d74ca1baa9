"""Scrapy's settings for every crawl: each one that differs from Scrapy's default says why.

What a market file decides (delay, time, size, depth, contact, private addresses) is set by `spiders.crawl`
from the plan and stands here with the value of a market file that says nothing.
"""

from typing import Any

from rivalscope.domain.crawl import CrawlOptions
from spiders.night import user_agent

_OPTIONS = CrawlOptions()

BOT_NAME = "rivalscope"
SPIDER_MODULES = ["spiders.site", "spiders.reviews", "spiders.feed", "spiders.json_source"]

# Rooms that spiders may use but not import: they are opened by name.
FRONTIER = "storage.frontier.open_frontier"
ARCHIVE = "storage.archive.Archive"

# A site's owner must be able to tell who we are and to reach us.
USER_AGENT = user_agent("https://example.invalid/contact")

# Our own middleware obeys robots.txt: Scrapy's lets everything through when robots.txt cannot be had.
ROBOTSTXT_OBEY = False

# One request in flight per host; delays, Crawl-delay and Retry-After are kept in spiders.hosts, which the
# download handler asks for its turn, because Scrapy's slots forget them from one spider to the next.
CONCURRENT_REQUESTS_PER_DOMAIN = 1
CONCURRENT_REQUESTS = (
    32  # a request that waits for its host's turn counts, and must not keep other hosts waiting
)
DOWNLOAD_DELAY = 0
DOWNLOAD_HANDLERS = {
    "http": "spiders.fetching.PoliteDownloadHandler",
    "https": "spiders.fetching.PoliteDownloadHandler",
    # A page must not be able to make us read files or other services.
    "file": None,
    "data": None,
    "ftp": None,
    "s3": None,
}

# Scrapy verifies no certificate by default; a page from an impostor must not become a fact.
DOWNLOAD_VERIFY_CERTIFICATES = True
# Connections only to addresses that this resolver has judged.
TWISTED_DNS_RESOLVER = "spiders.addresses.GuardedResolver"
ALLOW_PRIVATE_ADDRESSES = _OPTIONS.allow_private

# Scrapy's limits are 3 minutes and 1 GiB: one hostile page could fill the memory or hold up the night.
DOWNLOAD_TIMEOUT = _OPTIONS.timeout
DOWNLOAD_MAXSIZE = _OPTIONS.max_bytes
DOWNLOAD_WARNSIZE = 0  # the verdict too-large says it
# Answers that wait to be read, in bytes. With Scrapy's 5 MB one large page would keep every host waiting; how
# many wait of one host, spiders.lanes limits.
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 64 * 1024 * 1024

# Five redirects for pages as for robots.txt (RFC 9309); a meta refresh is followed only when it is immediate,
# because a later one belongs to a waiting page that wants to be judged, not followed.
REDIRECT_MAX_TIMES = 5
METAREFRESH_MAXDELAY = 1

# One more try after a broken connection or a server error. Not after 429 or 403, which mean "go away"; nor after
# the whole time allowed has passed: a site that hangs would hold up its host's night page by page, twice.
RETRY_TIMES = 1
RETRY_EXCEPTIONS = [
    "scrapy.exceptions.CannotResolveHostError",
    "scrapy.exceptions.DownloadConnectionRefusedError",
    "scrapy.exceptions.DownloadFailedError",
    "scrapy.exceptions.ResponseDataLossError",
    "twisted.internet.error.ConnectError",
    "twisted.internet.error.ConnectionDone",
    "twisted.internet.error.ConnectionLost",
]
RETRY_HTTP_CODES = [500, 502, 503, 504, 522, 524, 408]
RETRY_GIVE_UP_LOG_LEVEL = "INFO"  # the capture's verdict says it

# Pages are asked for in the order in which they became known; Scrapy's own order is the last first.
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"

# Scrapy starts a task for each of these places for every answer, a hundred by default; an answer gives one item.
CONCURRENT_ITEMS = 1

# The frontier knows which URLs have been asked for.
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"

# What a request passes stands here, and nothing else: each middleware costs every page its time. Nobody logs in, so
# there is no cookie, no password, and no word about where we come from, whatever a page asks for; no proxy, which would
# resolve names out of our sight. Every answer is judged and recorded, errors too.
DOWNLOADER_MIDDLEWARES_BASE: dict[Any, int | None] = {}
DOWNLOADER_MIDDLEWARES: dict[Any, int | None] = {
    "spiders.middlewares.AddressMiddleware": 90,
    "spiders.middlewares.RobotsMiddleware": 100,
    "spiders.middlewares.HeadMiddleware": 400,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": 550,
    "spiders.middlewares.PoliteMetaRefreshMiddleware": 580,
    "spiders.unpacking.UnpackingMiddleware": 590,
    "spiders.middlewares.PoliteRedirectMiddleware": 600,
}
SPIDER_MIDDLEWARES_BASE: dict[Any, int | None] = {}  # one of them drops long URLs without a word
# Two of Scrapy's open a port through which code can be run; the others count what the ledger counts.
EXTENSIONS_BASE: dict[Any, int | None] = {}
ITEM_PIPELINES = {
    "pipelines.judge.JudgePipeline": 100,
    "pipelines.validate.ValidatePipeline": 200,
    "pipelines.normalise.NormalisePipeline": 300,
    "pipelines.deduplicate.DeduplicatePipeline": 400,
    "pipelines.quarantine.QuarantinePipeline": 500,
    "pipelines.store.StorePipeline": 900,
}

# Standard output belongs to the talk with the parent process; what goes wrong is a capture's verdict.
LOG_LEVEL = "WARNING"
LOG_FORMATTER = "spiders.logs.QuietLogFormatter"
STATS_DUMP = False
