"""The bare spider: Scrapy as it comes, for the benchmark to measure ours against; it stores nothing."""

import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response


class BareSpider(scrapy.Spider):
    """Asks for each URL of a list and yields what a first spider would: URL, status and size."""

    name = "bare"

    def __init__(self, *, urls: list[str], **named: Any) -> None:
        super().__init__(**named)
        self._urls = urls

    async def start(self) -> AsyncIterator[Any]:
        """Yield a request for each URL."""
        for url in self._urls:
            yield scrapy.Request(url, callback=self.parse)

    def parse(self, response: Response) -> Iterator[dict[str, Any]]:
        """Yield one item a page."""
        yield {"url": response.url, "status": response.status, "size": len(response.body)}


def main(arguments: list[str]) -> None:
    """Fetch the URLs in a file, a line each, with at most so many requests at a time."""
    urls = Path(arguments[0]).read_text(encoding="utf-8").split()
    settings = {
        "CONCURRENT_REQUESTS": int(arguments[1]),
        "LOG_LEVEL": "WARNING",
        "TELNETCONSOLE_ENABLED": False,
        "ROBOTSTXT_OBEY": True,
    }
    process = AsyncCrawlerProcess(settings)
    process.crawl(BareSpider, urls=urls)
    process.start()


if __name__ == "__main__":
    main(sys.argv[1:])
