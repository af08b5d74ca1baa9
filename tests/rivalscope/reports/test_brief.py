import re

import pytest
from markdown_it import MarkdownIt

from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import ClaimStatus
from rivalscope.domain.roadmap import Sizing
from rivalscope.errors import UsageError
from rivalscope.reports.brief import find_feature, render


def sections(text):
    """Return heading → text below it."""
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_a_brief_goes_from_the_problem_to_what_to_watch_with_its_evidence(made):
    found = sections(render(made.report(), "Single sign-on"))
    assert list(found)[:7] == [
        "Problem", "Who speaks of it", "In their words", "How each product does it", "Acceptance criteria",
        "Open questions", "To watch after the launch",
    ]  # fmt: skip
    assert "Parity gap; opportunity" in found["Problem"]
    assert "We need single sign-on." in found["In their words"]
    assert "| Kestrel | offered |" in found["How each product does it"]
    assert "does at least what theirs does" in found["Acceptance criteria"]
    assert "has no effort" in found["Open questions"]


def test_every_citation_stands_in_the_list_with_its_words(made):
    report = made.report()
    text = render(report, "Single sign-on")
    cited = {int(number) for number in re.findall(r"\be(\d+)\b", text.split("## Evidence")[0])}
    listed = {int(number) for number in re.findall(r"^- e(\d+): ", text, flags=re.MULTILINE)}
    assert cited == listed
    assert cited <= set(report.evidence)
    assert len(cited) > 10


def test_a_limited_feature_shows_the_cheapest_plan_that_has_it(made):
    told = sections(render(made.report(), "Cloud recording"))["How each product does it"]
    row = next(line for line in told.splitlines() if line.startswith("| Kestrel |"))
    assert "Pro: 13.33 USD" in row


def test_one_s_own_feature_that_customers_ask_for_raises_the_question_whether_they_can_find_it(made, facts):
    review = made.reviews[0]
    made.intents.append(facts.intent(review, "Breakout rooms", words="Please add breakout rooms."))
    told = sections(render(made.report(), "Breakout rooms"))["Open questions"]
    assert "can they not find it, or is it not enough?" in told


def test_a_brief_tells_how_it_is_asked_for_and_who_goes_for_it(made):
    told = sections(render(made.report(), "Offline mode"))["Who speaks of it"]
    assert re.search(r"\d+ reviewers ask, \d+ to have it and 0 to have it mended\. Asked for since", told)
    assert "They call it: work offline" in told
    audio = sections(render(made.report(), "Audio quality"))["Who speaks of it"]
    assert re.search(r"\d+ of \d+ reviewers who say why they went from Kestrel to Northwind name it", audio)


def test_a_wish_that_no_feature_answers_to_has_a_brief_too(made, facts):
    for review in made.reviews[:3]:
        made.intents.append(facts.intent(review, None, words="Please add a sleep timer."))
    report = made.report()
    assert find_feature(report, "Sleep Timer") == "sleep timer"
    told = sections(render(report, "sleep timer"))
    assert "Please add a sleep timer." in told["In their words"]
    assert "3 reviewers ask" in told["Who speaks of it"]


def test_an_infeasible_feature_says_why(made):
    sizing = Sizing(effort=(1.0, 2.0), feasible=False, note="No licence.")
    told = sections(render(made.report(), "Single sign-on", sizing=sizing))["Open questions"]
    assert "It is held to be infeasible. No licence. Is it still?" in told
    assert "has no effort" not in told


def test_silence_of_a_rival_is_asked_about_and_not_told_as_a_no(made):
    told = sections(render(made.report(), "Offline mode"))
    assert "Do Marlow Rooms and Tarn have it? Their pages do not say" in told["Open questions"]
    assert "| Tarn | not stated |" in told["How each product does it"]


def test_what_nobody_speaks_of_says_so(made):
    told = sections(render(made.report(), "Room booking"))
    assert told["In their words"].strip().startswith("Nobody asks for it")
    assert "no opinion" in told["To watch after the launch"]


def test_a_feature_is_found_whatever_its_case_and_a_wrong_one_names_what_is_near(made):
    report = made.report()
    assert find_feature(report, "single SIGN-on") == "Single sign-on"
    with pytest.raises(UsageError, match="nothing is known of a feature 'record'; known are Cloud recording"):
        find_feature(report, "record")
    with pytest.raises(UsageError, match="known are "):
        find_feature(report, "Teleport")


def test_hostile_text_stays_text(made, poisoned, naughty):
    report = poisoned(made.report(), naughty)
    for gap in report.analysis.gaps[:6]:
        html = MarkdownIt("commonmark", {"html": True}).enable("table").render(render(report, gap.feature))
        assert not re.search(r"<(script|img|svg|iframe)\b", html)
        assert not re.search(r'href="(?!https?:)', html)


def test_the_same_report_gives_the_same_brief(made):
    report = made.report()
    assert render(report, "Single sign-on") == render(report, "Single sign-on")


def test_pages_that_contradict_each_other_raise_the_question_with_both_words(made, facts):
    no = facts.claim(
        "kestrel", "Single sign-on", ClaimStatus.ABSENT, kind=SourceKind.DOCS, source="kestrel/docs"
    )
    made.claims.append(no)
    found = sections(render(made.report(), "Single sign-on"))
    assert "Which page of Kestrel holds?" in found["Open questions"]
    assert "| Kestrel | conflicting |" in found["How each product does it"]
    assert f"e{no.evidence}" in found["Open questions"]
