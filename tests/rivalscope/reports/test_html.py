import dataclasses
import inspect
import itertools
import re
import time
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from rivalscope.analysis.coverage import summarise
from rivalscope.domain.finding import Analysis, FeatureCell
from rivalscope.domain.noise import NoiseKind
from rivalscope.domain.page import ClaimStatus
from rivalscope.reports import html, markdown
from rivalscope.reports.sections.register import ORDER


def parsed(report):
    return BeautifulSoup(html.render(report), "html.parser")


def test_every_number_of_the_gap_table_leads_to_a_quote(made):
    page = parsed(made.report())
    numbers = page.select(
        "#gaps tbody tr td:is([data-label='Opportunity of 20'], [data-label=Satisfied], [data-label=Reviewers])"
    )
    assert len(numbers) > 20
    for cell in numbers:
        if re.search(r"\d", cell.get_text()):
            links = [link["href"] for link in cell.select("a")]
            assert links, cell
            for link in links:
                assert page.select_one(f"#evidence li{link} blockquote").get_text(strip=True) != ""


def test_statuses_and_rivals_of_a_gap_lead_to_what_their_pages_say(made):
    report = made.report()
    row = next(
        r
        for r in parsed(report).select("#gaps tbody tr")
        if r.select_one(".name").get_text() == "Single sign-on"
    )
    ours = row.select_one("[data-label=Ours] a")
    rivals = row.select("[data-label=Rivals] a")
    assert [link.get_text() for link in rivals] == ["Kestrel", "Marlow Rooms", "Tarn"]
    sources = [report.evidence[int(link["href"][2:])].source for link in (ours, *rivals)]
    assert sources == ["ours/features", "kestrel/features", "marlow/features", "tarn/features"]


def test_no_link_of_the_page_leads_nowhere(made):
    page = parsed(made.report())
    ids = {element["id"] for element in page.select("[id]")}
    assert {link["href"][1:] for link in page.select("a[href^='#']")} <= ids
    assert len(ids) == len(page.select("[id]"))


def test_evidence_shows_quote_source_hash_and_day(made):
    report = made.report()
    number = report.analysis.gaps[0].evidence[0]
    entry = parsed(report).select_one(f"#e{number}")
    one = report.evidence[number]
    assert one.quote in entry.blockquote.get_text()
    assert entry.select_one("a")["href"] == one.url
    assert entry.select_one("code")["title"] == one.snapshot
    assert "seen 22 Nov 2026" in entry.get_text()


def test_a_source_that_is_no_web_page_is_no_link(made):
    report = made.report()
    number = report.analysis.gaps[0].evidence[0]
    evidence = report.evidence | {
        number: dataclasses.replace(report.evidence[number], url="javascript:alert(1)")
    }
    entry = parsed(dataclasses.replace(report, evidence=evidence)).select_one(f"#e{number}")
    assert [link["href"] for link in entry.select("a")] == [f"{html.STORED}{number}"]
    assert "javascript:alert(1)" in entry.get_text()


def test_the_page_is_one_file_without_script_or_anything_remote(made):
    page = parsed(made.report())
    policy = page.select_one("meta[http-equiv=Content-Security-Policy]")["content"]
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:")
    assert page.select("script, iframe, object, embed, img, form, base, link:not([href^='data:'])") == []
    assert not re.search(r"url\((?!#)|@import", html.render(made.report()))


def test_charts_are_drawn_and_told_in_words(made):
    page = parsed(made.report())
    charts = page.select("figure svg")
    assert {chart["role"] for chart in charts} == {"img"}
    assert "Audio quality" in page.select_one("#sentiment svg")["aria-label"]
    assert "Kestrel" in page.select_one("#prices svg")["aria-label"]
    assert "Battery use (white space" in page.select_one("#gaps svg")["aria-label"]


def test_unknown_is_shown_apart_from_absent(made):
    page = parsed(made.report())
    row = next(r for r in page.select("#matrix tbody tr") if "Live captions" in r.get_text())
    assert [cell["class"][0] for cell in row.select("td")] == ["s-offered", "s-absent", "s-unknown", "s-beta"]
    assert "–absent" in row.select("td")[1].get_text(strip=True)
    assert "not stated" in row.select("td")[2].get_text(strip=True)
    assert "which is not a no" in page.select_one(".legend").get_text()


def test_gaps_with_few_reviewers_are_not_ranked(made):
    page = parsed(made.report())
    thin = page.select("#gaps details details tbody tr")
    assert thin
    assert all("not ranked" in row.get_text() and not row.select(".scale") for row in thin)


def test_a_partial_report_says_so_at_its_head(made):
    banner = parsed(made.report()).select_one(".banner").get_text()
    assert "This report is partial" in banner
    assert "marlow/reviews gave no facts last (blocked: a challenge page)" in banner


def test_a_partial_night_is_named_at_the_head_and_in_the_coverage(made):
    rows = [row for row in made.coverage if row.source != "marlow/reviews"]
    whole = summarise(rows, until=made.facts.as_of.date(), reviews=1)
    short = dataclasses.replace(whole, cut_short=((whole.last_night, "3 of 9 pages were not fetched"),))
    page = parsed(made.report(coverage=short))
    assert "was partial: 3 of 9 pages were not fetched." in page.select_one(".banner").get_text()
    assert "3 of 9 pages were not fetched" in page.select_one("#coverage").get_text()


def test_reviews_that_are_set_aside_for_their_language_are_told_in_every_format(made):
    report = made.report()
    report = dataclasses.replace(
        report, coverage=dataclasses.replace(report.coverage, unread=(("nl", 1200), ("de", 1)))
    )
    told = "1,201 reviews in nl (1,200) and de (1) are set aside: only English is read."
    assert told in parsed(report).select_one("#coverage").get_text()
    assert told in markdown.render(report)


def test_the_coverage_says_how_much_differed_and_said_the_same(made):
    noise = {NoiseKind.DATE: 1400, NoiseKind.ORDER: 6}
    told = "1,406 lines kept back as noise: 1,400 date, 6 order."
    assert told in parsed(made.report(noise=noise)).select_one("#coverage").get_text()
    assert told in markdown.render(made.report(noise=noise))
    assert "as noise" not in parsed(made.report()).select_one("#coverage").get_text()


def test_a_complete_report_has_no_banner(made):
    rows = [row for row in made.coverage if row.source != "marlow/reviews"]
    complete = made.report(coverage=summarise(rows, until=made.facts.as_of.date(), reviews=1))
    assert parsed(complete).select(".banner") == []


def test_the_counts_of_the_head_are_those_of_the_sections(made):
    page = parsed(made.report())
    figures = {item.dt.get_text(" ", strip=True): item.dd.get_text() for item in page.select(".figures div")}
    rivals = [
        h3 for h3 in page.select("#changes h3") if "ours" not in h3.get_text() and h3.find_next_sibling("ol")
    ]
    told = sum(int(re.search(r"(\d+) change", h3.get_text())[1]) for h3 in rivals)
    assert told == sum(len(h3.find_next_sibling("ol").select("li")) for h3 in rivals)
    assert figures["changes by rivals in 28 days"] == str(told)
    assert f"rivals made {told} changes" in page.select_one(".lead").get_text()
    ranked = [row for row in page.select("#gaps tbody tr") if row.select(".scale")]
    assert figures["gaps ranked, 5 too thin"] == str(len(ranked))


def test_a_market_of_which_nothing_is_known_still_has_a_report(made):
    nothing = Analysis(as_of=made.facts.as_of, cells=(), scores=(), gaps=(), taxonomy="", model="")
    empty = made.report(
        analysis=nothing, prices=(), changes=(), releases=(), requests=(), problems=(), contests=(), flows=(), shifts=(),
        sources=(), coverage=summarise([], until=made.facts.as_of.date(), reviews=0), evidence={}, versions={}, unstable=0,
    )  # fmt: skip
    page = parsed(empty)
    assert "nothing was read, so nothing can be said of changes" in page.select_one(".lead").get_text()
    assert "nothing has been read yet" in page.select_one("#gaps").get_text()
    assert "No night ran" in page.select_one("#changes").get_text()


def tags(page):
    return {(element.name, *sorted(element.attrs)) for element in page.find_all(True)}


def test_hostile_text_changes_words_and_nothing_else(made, naughty, poisoned):
    clean = parsed(made.report())
    for turn in range(3):
        report = poisoned(made.report(), naughty[turn * 11 :] + naughty[: turn * 11])
        page = parsed(report)
        assert tags(page) - tags(clean) == set()
        for link in page.select("a"):
            assert re.match(r"#[a-z0-9-]+$|https?://", link["href"]), link
        assert "\ud800" not in str(page)
        assert "{{7*7}}" in page.get_text()


@pytest.mark.shared
def test_the_big_list_of_naughty_strings_is_inert(made, blns, poisoned):
    clean = tags(parsed(made.report()))
    for start in range(0, len(blns), 120):
        page = parsed(poisoned(made.report(), blns[start:] + blns[:start]))
        assert tags(page) - clean == set()
        assert all(re.match(r"#[a-z0-9-]+$|https?://", link["href"]) for link in page.select("a"))


def test_a_matrix_of_three_hundred_features_stays_usable(made):
    cells = [
        FeatureCell(
            product=product.slug,
            feature=f"Feature number {n}",
            status=ClaimStatus.OFFERED if (n + i) % (2 if n < 200 else 4) == 0 else ClaimStatus.UNKNOWN,
            evidence=(1 + 2 * (n % 12),) if (n + i) % (2 if n < 200 else 4) == 0 else (),
        )
        for n, (i, product) in itertools.product(range(300), enumerate(made.products))
    ]
    analysis = dataclasses.replace(made.analysis(), cells=tuple(cells))
    began = time.perf_counter()
    markup = html.render(made.report(analysis=analysis))
    assert time.perf_counter() - began < 10
    assert len(markup) < 1_500_000
    page = BeautifulSoup(markup, "html.parser")
    assert len(page.select("#matrix > div > .tall tbody tr:not(.group)")) == 200
    assert len(page.select("#matrix details tbody tr:not(.group)")) == 100


def test_no_template_lets_text_through_unescaped_or_leaves_an_attribute_unquoted():
    environment = html.environment()
    for name in environment.list_templates():
        source = environment.loader.get_source(environment, name)[0]
        assert not re.search(r"\|\s*safe|autoescape\s+false|Markup", source), name
        assert not re.search(r"=\{\{", source), name
    assert environment.autoescape is True


def test_the_guide_names_every_section_in_the_order_of_the_page(made):
    guide = (Path(__file__).parents[3] / "docs" / "report.md").read_text(encoding="utf-8")
    titles = dict.fromkeys(re.findall(r"^\*\*(.+?)\.\*\*", guide, re.MULTILINE))
    shown = ["Summary", *(link.get_text() for link in parsed(made.report()).select("nav a"))]
    assert [title for title in titles if title in shown] == shown
    source = "".join(inspect.getsource(inspect.getmodule(make)) for make in ORDER)
    assert set(re.findall(r'title="([^"]+)"', source)) <= set(titles)
