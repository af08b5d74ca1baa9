"""Bursts in the report: said in a sentence, with the opinion without them, and without blaming anybody."""

import json
from datetime import date

import pytest

from rivalscope.analysis.bursts import BurstEffect
from rivalscope.domain.fact import Burst
from rivalscope.reports import html, json_report, markdown
from rivalscope.reports.bursts import burst_sentences

ACCUSING = ("fake", "spam", "astroturf", "attack", "manipul", "fraud", "bought", "suspicious", "bot")


def burst(day, *, until=None, n=212, source="zoom/reviews"):
    return Burst(product="zoom", source=source, since=day, until=until or day, n=n, usual=5.0, z=40.0)


def effect(*bursts, with_=(0.71, 900), without=(0.64, 700)):
    return BurstEffect(
        product="zoom",
        bursts=bursts,
        share_with=with_[0],
        n_with=with_[1],
        share_without=without[0],
        n_without=without[1],
    )


@pytest.fixture
def rushed(made):
    return made.report(bursts=(effect(burst(date(2026, 5, 3), until=date(2026, 5, 4))),))


def test_a_burst_is_told_with_and_without_and_neutrally(rushed):
    (sentence,) = burst_sentences(rushed)
    assert sentence.endswith(
        "got an unusual number of reviews in a short time: 212 at zoom/reviews on 3 May 2026 to 4 May 2026, where 5 a day "
        "are usual. A launch, a campaign or news can be behind it; the number does not tell. With these reviews 71 % of "
        "the reviewers with an opinion are content (n = 900), without them 64 % (n = 700)."
    )
    assert not [word for word in ACCUSING if word in sentence.casefold()]


def test_every_format_tells_it(rushed):
    (sentence,) = burst_sentences(rushed)
    assert sentence in html.render(rushed)
    assert "got an unusual number of reviews" in markdown.render(rushed)
    (told,) = json.loads(json_report.render(rushed))["bursts"]
    assert (told["product"], told["bursts"][0]["n"], told["share_without"]) == ("zoom", 212, 0.64)


def test_nothing_is_said_where_there_is_none(made):
    assert burst_sentences(made.report()) == []
    assert "unusual number" not in html.render(made.report())


def test_many_bursts_and_few_opinions_are_told_shortly(made):
    days = [burst(date(2026, 5, day)) for day in (25, 20, 15, 10, 5)]
    many, silent, alone = (
        burst_sentences(made.report(bursts=(one,)))[0]
        for one in (
            effect(*days),
            effect(days[0], with_=(None, 0), without=(None, 0)),
            effect(days[0], without=(None, 0)),
        )
    )
    assert many.count("zoom/reviews") == 3
    assert "; and 2 earlier times." in many
    assert silent.endswith("the number does not tell.")
    assert alone.endswith("without them none is left.")
