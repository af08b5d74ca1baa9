"""Cost: what several nights together cost each host."""

from collections.abc import Iterable

from rivalscope.domain.crawl import HostNight


def by_host(rows: Iterable[HostNight]) -> list[HostNight]:
    """Return one row a host, its counts added up, the host with the most requests first.

    Its night is the newest, and robots.txt what it came to then, or when it was last asked for.
    """
    sums: dict[str, HostNight] = {}
    for row in sorted(rows, key=lambda row: row.night):
        before = sums.get(row.host)
        sums[row.host] = row if before is None else _sum(before, row)
    return sorted(sums.values(), key=lambda row: (-row.requests, row.host))


def _sum(before: HostNight, row: HostNight) -> HostNight:
    return HostNight(
        night=row.night,
        host=row.host,
        requests=before.requests + row.requests,
        bytes=before.bytes + row.bytes,
        not_modified=before.not_modified + row.not_modified,
        throttled=before.throttled + row.throttled,
        failures=before.failures + row.failures,
        refusals=before.refusals + row.refusals,
        left_out=before.left_out + row.left_out,
        waits_seconds=before.waits_seconds + row.waits_seconds,
        robots=row.robots or before.robots,
    )
