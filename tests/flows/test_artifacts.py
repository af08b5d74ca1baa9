"""What a night's page in Prefect says."""

import pytest

from flows import settings, stages
from flows.clock import instant_of
from flows.opened import open_market


@pytest.fixture(scope="module")
def artifacts(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        for name in ("PREFECT_HOME", "PREFECT_API_URL"):
            patch.delenv(name, raising=False)
        settings.prepare(tmp_path_factory.mktemp("artifacts") / "market.toml")
        from flows import artifacts

        yield artifacts


def test_a_page_tells_coverage_and_changes_and_a_table_the_sources_without_facts(artifacts, small):
    from flows.outcome import NightOutcome
    from rivalscope.domain.reading import Annotated

    night = small.go(2, obrixy="down")
    with open_market(small.file) as opened:
        collected = stages.crawl(opened, night=night, clock=instant_of(night))
    outcome = NightOutcome(collected=collected, annotated=Annotated(reviews=7), gaps=3, report=())
    page = artifacts.night_page(outcome)
    assert page.startswith(f"# Night of {night}\n")
    assert "**Fell short**" in page
    for row in ("| sources that gave facts | 2 |", "| sources without facts | 1 |", "| reviews read | 7 |"):
        assert row in page
    (row,) = artifacts.failing_rows(outcome)
    assert (row["source"], row["facts"]) == ("obrixy/pricing", "kept as last good")


def test_what_a_site_said_is_no_markdown(artifacts):
    assert artifacts._plain("[x](http://e.example) <b> a|b") == r"\[x\](http://e.example) \<b\> a\|b"
