"""prefect.yaml for real: a server, a work pool, its worker; a run that completes, and one that is cancelled."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from sqlalchemy import text

from flows import server, settings
from flows.opened import NIGHT, open_market
from storage.engine import reading
from storage.lease import is_held

PLAN = Path(__file__).parents[2] / "prefect.yaml"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not os.environ.get("RIVALSCOPE_EXHAUSTIVE"), reason="serves a work pool: set RIVALSCOPE_EXHAUSTIVE=1"
    ),
]


def until(done: Callable[[], bool], *, seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.3)


class Pool:
    """A work pool on a server of its own, with one worker."""

    def __init__(self, small, environment: dict[str, str], url: str) -> None:
        self.folder, self.environment, self.url = small.folder, environment, url
        self.asking = httpx.Client(
            base_url=url, auth=tuple(environment["PREFECT_API_AUTH_STRING"].split(":", 1)), timeout=30
        )

    def prefect(self, *arguments: str) -> str:
        command = [sys.executable, "-m", "prefect", "--no-prompt", *arguments]
        done = subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, text=True, timeout=120
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self, deployment: str, **parameters) -> str:
        found = self.asking.get(f"/deployments/name/{deployment}").raise_for_status().json()
        run = self.asking.post(f"/deployments/{found['id']}/create_flow_run", json={"parameters": parameters})
        return run.raise_for_status().json()["id"]

    def state(self, run: str) -> str:
        return self.asking.get(f"/flow_runs/{run}").raise_for_status().json()["state_type"]

    def artifacts(self) -> dict[str, str]:
        found = self.asking.post("/artifacts/filter", json={}).raise_for_status().json()
        return {one["key"]: one["data"] for one in found}


@pytest.fixture
def pool(small):
    environment = {name: value for name, value in os.environ.items() if "PREFECT" not in name}
    settings.prepare(small.file, environment)
    plan = PLAN.read_text().replace("/srv/rivalscope/market.toml", str(small.file))
    (small.folder / "prefect.yaml").write_text(plan)
    with server.running(services=True, environment=environment) as url:
        one = Pool(small, environment, url)
        one.prefect("work-pool", "create", "rivalscope", "--type", "process")
        one.prefect("deploy", "--all")
        command = [sys.executable, "-m", "prefect", "worker", "start", "--pool", "rivalscope"]
        worker = subprocess.Popen(
            command, cwd=small.folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            yield one
        finally:
            worker.send_signal(signal.SIGINT)
            worker.wait(timeout=60)
            one.asking.close()


def test_a_cancelled_run_leaves_nothing_half_done_and_the_next_one_completes(small, pool):
    night = small.go(12).isoformat()
    quick = small.file.read_text()
    small.file.write_text(quick.replace("delay = 0", "delay = 5"))

    def ask(query: str) -> list[tuple]:
        with open_market(small.file) as opened, reading(opened.engine) as connection:
            return [tuple(row) for row in connection.execute(text(query))]

    cancelled = pool.start("nightly/nightly", night=night)
    until(lambda: ask("SELECT COUNT(*) FROM capture")[0][0] > 0)
    pool.prefect("flow-run", "cancel", cancelled)
    until(lambda: pool.state(cancelled) == "CANCELLED")
    with open_market(small.file) as opened:
        assert not is_held(opened.engine, NIGHT)
    assert ask("SELECT work FROM shard WHERE outcome IS NULL") == []
    pages = ask("SELECT id FROM capture")
    assert len(pages) < 4
    assert ask("SELECT COUNT(*) FROM frontier WHERE state = 'done'") == [(len(pages),)]

    small.file.write_text(quick)
    run = pool.start("nightly/nightly", night=night, helpers=1)
    until(lambda: pool.state(run) in {"COMPLETED", "FAILED", "CRASHED"})
    assert pool.state(run) == "COMPLETED"
    assert ask("SELECT COUNT(*) FROM capture") == [(4,)]
    page = pool.artifacts()["night"]
    assert f"# Night of {night}" in page
    assert "| sources that gave facts | 3 |" in page
