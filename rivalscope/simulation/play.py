"""A simulated year played: the real crawl night after night, killed, starved and cut off as the year has it."""

import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from flows import stages
from flows.clock import night_of
from flows.digest import run_week
from flows.opened import open_market
from flows.outbox import deliver_waiting
from flows.schedule import next_runs
from rivalscope.demo.products import OURS, PRODUCTS
from rivalscope.demo.site import Site
from rivalscope.domain.week import week_of
from rivalscope.errors import MailError
from rivalscope.simulation.mailbox import Mailbox
from rivalscope.simulation.reviews import SITE, draw_reviews, kept
from rivalscope.simulation.server import TOO_LARGE, Stage, serving
from rivalscope.simulation.verdict import (
    Verdict,
    false_changes,
    is_price,
    is_removal,
    missed,
    unnamed,
)
from rivalscope.simulation.year import Trouble, YearNight, draw_year
from storage import reads

RECIPIENTS = ("product@example.org", "sales@example.org")
_ROOM = 60_000
"""Bytes that files may grow to on a night with a full disk: the database is larger from the first night on."""

CRON, TIMEZONE = "30 2 * * *", "America/New_York"
"""When the schedule has the nights run: at an hour that one change of the clocks leaves out and the other has twice."""

Tell = Callable[[str], None]


def play(folder: Path, *, first: date, nights: int, seed: int, tell: Tell = print) -> Verdict:
    """Play a year into an empty folder and return what came of it; `tell` is called with a line a night."""
    began = time.monotonic()
    year = draw_year(PRODUCTS, first=first, nights=nights, seed=seed)
    reviews = draw_reviews(first=first, nights=nights, seed=seed)
    with serving(year[0], reviews) as stage, Mailbox() as mailbox:
        chance = random.Random(seed)  # noqa: S311  a simulation
        played = _Play(folder, stage, mailbox, chance, planned=planned_runs(first, nights=nights))
        for number, night in enumerate(year, start=1):
            started = time.monotonic()
            came = played.night(night)
            tell(
                f"night {number:3}/{nights}  {night.date}  {time.monotonic() - started:4.1f} s  {came}".rstrip()
            )
        return played.verdict(year, seconds=time.monotonic() - began)


class _Play:
    """The machine on which the year is played."""

    def __init__(
        self,
        folder: Path,
        stage: Stage,
        mailbox: Mailbox,
        chance: random.Random,
        *,
        planned: dict[date, datetime],
    ) -> None:
        self._stage, self._mailbox, self._chance, self._planned = stage, mailbox, chance, planned
        self._market = folder / "market.toml"
        self._named: dict[date, list[str]] = {}
        self._kills = 0
        self._before: YearNight | None = None
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "taxonomy.yml").write_text("features: []\n", encoding="utf-8")
        self._market.write_text(market_text(stage, port=mailbox.port), encoding="utf-8")

    def night(self, night: YearNight) -> str:
        """Play one night; returns what was special about it, in words."""
        self._stage.night = night
        told = [f"{slug}: {shape.value}" for slug, shape in night.faults.items()]
        told += [f"{one.product} {one.kind.value} {one.subject}".rstrip() for one in night.changes]
        if night.trouble is not None:
            told.append(night.trouble.value)
        if night.runs:
            if night.trouble is Trouble.KILLED:
                self._killed(night)
            if night.trouble is Trouble.FULL:
                self._starved(night)
            if night.trouble is Trouble.CLOCK and self._before is not None:
                self._run(self._before)
                self._stage.night = night
            self._run(night)
            self._before = night
        with self._mailbox.down(when=night.trouble is Trouble.MAIL):
            if night.date.weekday() == 0:
                self._week(night)
            with open_market(self._market) as opened:
                deliver_waiting(opened, now=_noon(night.date))
        return "; ".join(told)

    def _run(self, night: YearNight) -> None:
        with open_market(self._market) as opened:
            outcome = stages.run_night(
                opened, night=night.date, clock=self._planned[night.date], reporting=False
            )
        # A night that was begun before it was killed has named some of its failures already.
        named = [failing.source for failing in outcome.collected.failing]
        self._named.setdefault(night.date, []).extend(named)

    def _command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "rivalscope", *arguments, "--market", str(self._market)]

    def _killed(self, night: YearNight) -> None:
        command = self._command("nightly", "--no-prefect", "--night", night.date.isoformat())
        with subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        ) as child:
            try:
                child.wait(timeout=self._chance.uniform(0.8, 3.5))
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)

    def _starved(self, night: YearNight) -> None:
        subprocess.run(
            self._command("nightly", "--no-prefect", "--night", night.date.isoformat()),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
            preexec_fn=_starve,
        )

    def _week(self, night: YearNight) -> None:
        """Send the digest of the week that is over; every third time the sender is killed in the middle."""
        week = week_of(night.date - timedelta(days=1))
        if self._chance.random() < 1 / 3 and night.trouble is not Trouble.MAIL:
            with subprocess.Popen(
                self._command("digest", "--week", week, "--send"),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            ) as child:
                self._kills += self._mailbox.kill_at_next(child)
                child.wait()
        with open_market(self._market) as opened:
            try:
                run_week(opened, week=week, now=_noon(night.date), sending=True)
            except MailError:
                # The outbox has it, and the nights after try it again.
                self._mailbox.refused += 1

    def verdict(self, year: Sequence[YearNight], *, seconds: float) -> Verdict:
        """Compare what was told with what was true."""
        with open_market(self._market) as opened:
            told = reads.changes(opened.engine, since=year[0].date, until=year[-1].date)
            stored = reads.review_facts(opened.engine, copies=True)
        weeks = {week_of(night.date - timedelta(days=1)) for night in year if night.date.weekday() == 0}
        arrived = self._mailbox.arrived
        wrong = false_changes(year, told)
        ran = [night for night in year if night.runs]
        return Verdict(
            nights=len(year),
            ran=len(ran),
            site_nights=sum(len(self._stage.bases) for _ in ran),
            faults=Counter(shape for night in ran for shape in night.faults.values()),
            unnamed=tuple(unnamed(year, self._named)),
            reviews=kept(self._stage.reviews, stored, until=year[-1].date),
            trials=len({trial for night in year for trial in night.trials.values()}),
            true=Counter(change.kind for night in year for change in night.changes),
            missed=tuple(missed(year, told)),
            false_removals=tuple(change for change in wrong if is_removal(change)),
            false_prices=tuple(change for change in wrong if is_price(change) and not is_removal(change)),
            false_others=tuple(change for change in wrong if not is_price(change) and not is_removal(change)),
            troubles=Counter(night.trouble.value for night in year if night.trouble is not None),
            kills=self._kills,
            mails=len(weeks) * len(RECIPIENTS),
            lost=sum((week, recipient) not in arrived for week in weeks for recipient in RECIPIENTS),
            doubled=sum(count - 1 for count in arrived.values()),
            seconds=seconds,
        )


def planned_runs(first: date, *, nights: int) -> dict[date, datetime]:
    """Return when the schedule has each night run (UTC): one instant a date, through both changes of the clocks."""
    after = datetime(first.year, first.month, first.day, tzinfo=UTC)
    runs = next_runs(CRON, TIMEZONE, after=after, count=nights)
    # Prefect's instants are of a kind of their own.
    plain = [datetime.fromtimestamp(run.timestamp(), UTC) for run in runs]
    return {night_of(run, now=run): run for run in plain}


def market_text(stage: Stage, *, port: int) -> str:
    """Return the market file of the year."""
    head = f"""[market]
name = "Help desks (simulated)"
timezone = "{TIMEZONE}"
contact = "demo@example.org"

[crawl]
allow_private = true
delay = 0
latency_factor = 0
timeout = 5
max_bytes = {TOO_LARGE}
check_at_most = 1
probe = false

[digest]
recipients = [{", ".join(f'"{recipient}"' for recipient in RECIPIENTS)}]
sender = "rivalscope@example.org"
host = "127.0.0.1"
port = {port}

[alerts]
spikes = false
"""
    return head + "".join(_product_text(site, stage.bases) for site in PRODUCTS)


def _product_text(site: Site, bases: Mapping[str, str]) -> str:
    ours = "ours = true\n" if site.slug == OURS else ""
    pages = (
        ("pricing", f"{bases[site.slug]}/pricing"),
        ("features", f"{bases[site.slug]}/features"),
        ("feed", f"{bases[site.slug]}/changelog.xml"),
        ("reviews", f"{bases[SITE]}/reviews/{site.slug}"),
    )
    sources = "".join(f'\n[[products.sources]]\nkind = "{kind}"\nurl = "{url}"\n' for kind, url in pages)
    return f'\n[[products]]\nname = "{site.name}"\nslug = "{site.slug}"\n{ours}{sources}'


def _noon(night: date) -> datetime:
    return datetime(night.year, night.month, night.day, 12, tzinfo=UTC)


def _starve() -> None:
    """Let no file grow: what is written fails as on a full disk."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (_ROOM, _ROOM))
