import os
import signal
import subprocess
import sys
import time

import pytest

from flows.opened import open_market
from storage import reads


def environment() -> dict[str, str]:
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("PREFECT") and name != "RIVALSCOPE_DATABASE_URL"
    }


def rivalscope(small, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "rivalscope", *arguments],
        cwd=small.folder,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=250,
    )


@pytest.mark.slow
def test_a_night_and_a_week_run_as_prefect_flows(small):
    night = small.go(12)
    done = rivalscope(small, "nightly", "--night", night.isoformat(), "--json")
    assert done.returncode == 0, done.stderr[-3000:]
    assert '"complete": true' in done.stdout
    assert (small.folder / "report" / "report.html").is_file()
    assert (small.folder / ".prefect" / "prefect.db").is_file()
    with open_market(small.file) as opened:
        assert reads.nights(opened.engine) == [night]
    week = rivalscope(small, "weekly", "--week", "2026-W47")
    assert week.returncode == 0, week.stderr[-3000:]
    assert (small.folder / "digests" / "2026-W47.eml").is_file()


@pytest.mark.slow
def test_the_schedule_runs_a_flow_at_its_time_and_stops_on_sigterm(small):
    small.go(12)
    small.file.write_text(f'{small.file.read_text()}\n[schedule]\nnightly = "* * * * *"\n')
    with subprocess.Popen(
        [sys.executable, "-m", "rivalscope", "schedule"],
        cwd=small.folder,
        env=environment(),
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            report = small.folder / "report" / "report.html"
            until = time.monotonic() + 200
            while not report.exists() and time.monotonic() < until and process.poll() is None:
                time.sleep(0.5)
            process.send_signal(signal.SIGTERM)
            _, told = process.communicate(timeout=60)
        finally:
            process.kill()
    assert report.is_file(), told[-3000:]
    assert "nightly: * * * * * in Europe/Berlin, next " in told
    assert "Traceback" not in told
    assert process.returncode == 0
    left = subprocess.run(["pgrep", "-f", str(small.folder)], capture_output=True, text=True)
    assert left.stdout == ""
