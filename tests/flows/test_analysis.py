"""The analysis and its report load what they need and no more."""

import subprocess
import sys

LOADED = """
import sys
import flows.analysis, flows.opened
print(*(name for name in sys.argv[1:] if name in sys.modules))
"""


def test_a_report_loads_nothing_that_crawls_imports_reads_or_mails():
    heavy = ("scrapy", "twisted", "bs4", "openpyxl", "httpx", "spacy", "apprise", "prefect")
    told = subprocess.run(
        [sys.executable, "-c", LOADED, *heavy], capture_output=True, text=True, check=True, timeout=60
    )
    assert told.stdout.split() == []
