"""A crawling process in which Scrapy looks for idle spiders once an hour: `python patient.py PLAN`."""

import sys

from scrapy.core.engine import ExecutionEngine


def main(plan):
    """Run the plan's crawl, which ends only when whatever comes to its end says so."""
    ExecutionEngine._SLOT_HEARTBEAT_INTERVAL = 3600.0
    from spiders.process import main as crawl

    return crawl([plan])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
