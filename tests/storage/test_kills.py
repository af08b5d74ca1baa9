"""A load that is killed is whole or absent: what was acknowledged is there, and nothing else is half there."""

import os
import random
import signal
import subprocess
import sys
import textwrap
from datetime import timedelta

from rivalscope.domain.capture import Verdict
from storage import reads
from storage.engine import open_engine

PROGRAM = """
import sys
from datetime import UTC, date, datetime, timedelta
from rivalscope.domain.capture import Capture, Verdict
from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import Claim, ClaimStatus, Page, Passage
from storage.engine import open_engine
from storage.loads import store_capture

engine, first, url = open_engine(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
for number in range(first, first + 10_000):
    claims = tuple(
        Claim(name=f"Feature {n}", status=ClaimStatus.LIMITED, value=str(number // 2),
              passage=Passage(selector=f"p:nth-of-type({n + 1})", start=0, end=1, quote="x"))
        for n in range(20)
    )
    page = Page(url=url, kind=SourceKind.PRICING, verdict=Verdict.OK, features=claims, extractor="pages/1")
    capture = Capture(source="rival/pricing", url=url, night=date(2026, 1, 1) + timedelta(number),
                      seen_at=datetime(2026, 1, 1, 2, tzinfo=UTC) + timedelta(number), verdict=Verdict.OK,
                      snapshot=f"{number:064x}")
    store_capture(engine, capture=capture, page=page, product="rival")
    print(number, flush=True)
"""


def test_loads_that_are_killed_are_whole_or_absent(market, migrated_url, made):
    chance, acknowledged = random.Random(7), -1
    for _ in range(3):
        command = [
            sys.executable,
            "-c",
            textwrap.dedent(PROGRAM),
            migrated_url,
            str(acknowledged + 1),
            made.urls["pricing"],
        ]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
            for _ in range(chance.randint(2, 6)):
                acknowledged = int(child.stdout.readline())
            os.kill(child.pid, signal.SIGKILL)
            acknowledged = max([acknowledged, *map(int, child.stdout.read().split())])
        engine = open_engine(migrated_url)
        nights = reads.nights(engine)
        assert len(nights) - (acknowledged + 1) in (0, 1)
        newest = nights[-1]
        claims = reads.claims(engine)
        assert {(claim.last_seen.date(), claim.ended) for claim in claims} == {(newest, None)}
        assert {claim.value for claim in claims} == {str((newest - made.night_of(0)).days // 2)}
        assert len(claims) == 20
        changed = reads.changes(engine, since=nights[0] + timedelta(days=1), until=newest)
        assert len(changed) == 20 * ((newest - made.night_of(0)).days // 2)
        covered = reads.coverage(engine, since=nights[0], until=newest)
        assert {row.verdict for row in covered} == {Verdict.OK}
        engine.dispose()
        acknowledged = len(nights) - 1
