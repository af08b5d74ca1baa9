"""Reads hostile pages through real workers and tells what became of each, and how much memory this process took.

Run as a program with one argument, a JSON object: either `large` (whether those of our own pages that take long are
read too), or `shared` (the folder of real data) and `step` (every which of its pages is read). It prints a JSON object.
"""

import asyncio
import json
import sys
import tarfile
import time
from collections.abc import Iterator
from pathlib import Path

from made import END, FACTS, HAZARDS

from rivalscope.domain.market import SourceKind
from spiders.reading import ReadJob
from spiders.reading_process import peak
from spiders.workers import Readers

Case = tuple[str, str, ReadJob]


def job(body: bytes, kind: str = "pricing", content_type: str | None = None, url: str = "https://made.example/pricing") -> ReadJob:
    """A job as a crawl gives it."""
    return ReadJob(body=body, url=url, kind=SourceKind(kind), content_type=content_type, options={})


def made(*, large: bool) -> Iterator[Case]:
    """Our own pages."""
    for hazard in HAZARDS:
        if large or not hazard.large:
            yield "made", hazard.name, job(hazard.body, hazard.kind, hazard.content_type)


def files(archive: Path, suffix: str) -> Iterator[tuple[str, bytes]]:
    """The files of an archive with their names."""
    with tarfile.open(archive) as opened:
        for entry in opened:
            if entry.isfile() and entry.name.endswith(suffix):
                yield entry.name, opened.extractfile(entry).read()


def html5lib(folder: Path) -> Iterator[Case]:
    """The cases of html5lib's tests, each a page."""
    for name, file in files(folder / "html5lib.tar.gz", ".dat"):
        for number, part in enumerate(file.split(b"#data\n")[1:]):
            yield "html5lib", f"{name} {number}", job(part.split(b"\n#errors")[0])


def json_files(folder: Path) -> Iterator[Case]:
    """JSON files as a page's JSON-LD."""
    for name, file in files(folder / "json.tar.gz", ".json"):
        block = b"<script type='application/ld+json'>" + file + b"</script>"
        yield "json", name, job(FACTS.encode() + block + b"<p>after the block</p>" + END.encode(), "reviews")


def urls(folder: Path) -> Iterator[Case]:
    """URLs as links, base, canonical and next page of a page, and in its JSON-LD."""
    [(_, file)] = files(folder / "url.tar.gz", "urltestdata.json")
    for number, case in enumerate(one for one in json.loads(file) if isinstance(one, dict)):
        url, base = (str(case.get(key) or "").replace("'", "&#39;") for key in ("input", "base"))
        data = json.dumps({"@type": "Product", "url": case["input"], "offers": {"url": case["input"]}})
        page = (
            f"{FACTS}<base href='{base}'><link rel=canonical href='{url}'><link rel=next href='{url}'><a href='{url}'>Pricing</a>"
            f"<script type='application/ld+json'>{data}</script>{END}"
        )
        yield "urls", str(number), job(page.encode("utf-8", "surrogatepass"))


def strings(folder: Path) -> Iterator[Case]:
    """Naughty strings as names of plans, words of reviews and attributes."""
    [(_, file)] = files(folder / "blns.tar.gz", "blns.json")
    for number, text in enumerate(json.loads(file)):
        data = json.dumps({"@type": "Review", "reviewBody": text, "author": text, "datePublished": text})
        page = f"{FACTS}<section><h2>{text}</h2><p>$1/mo</p></section><p title='{text}'>{text}</p><script type='application/ld+json'>{data}</script>{END}"
        yield "strings", str(number), job(page.encode("utf-8", "surrogatepass"))


def others(*, shared: str, step: int) -> Iterator[Case]:
    """Those of others."""
    folder = Path(shared) / "data" / "hostile"
    for kind in (html5lib, json_files, urls, strings):
        yield from (case for number, case in enumerate(kind(folder)) if number % step == 0)


async def read_all(readers: Readers, asked: Iterator[Case]) -> list[list[object]]:
    """Read case after case; return the kind, name, verdict and seconds of each, and its links."""
    told = []
    for kind, name, one in asked:
        started = time.monotonic()
        page = await readers.read(one)
        links = [link.url for link in page.links] + [page.next_page or ""]
        text = "after the block" in page.text
        told.append([kind, name, page.verdict, time.monotonic() - started, links if kind == "urls" else text])
    return told


async def main(asked: Iterator[Case]) -> None:
    """Read and tell."""
    async with Readers() as readers:
        told = await read_all(readers, asked)
    print(json.dumps({"pages": told, "peak": peak()}))


if __name__ == "__main__":
    asked = json.loads(sys.argv[1])
    asyncio.run(main(others(**asked) if "shared" in asked else made(**asked)))
