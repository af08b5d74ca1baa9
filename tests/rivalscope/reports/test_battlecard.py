import dataclasses
import re

import pytest
from markdown_it import MarkdownIt

from rivalscope.domain.finding import GapKind
from rivalscope.domain.page import StatementKind
from rivalscope.domain.statement import StatementFact
from rivalscope.errors import UsageError
from rivalscope.reports.battlecard import find_rival, render
from rivalscope.reports.lookups import find_score, share_words


def sections(text):
    """Return heading → text below it."""
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def says(facts, product, words, *, page="home"):
    return StatementFact(
        product=product, source=f"{product}/{page}", kind=StatementKind.HERO, subject="hero", value=words,
        first_seen=facts.first, last_seen=facts.as_of, ended=None, evidence=facts.quote(words, product=product),
    )  # fmt: skip


def test_a_card_tells_prices_wins_losses_complaints_moves_and_objections(made, facts):
    hero = says(facts, "kestrel", "Meet without friction")
    kestrel = find_rival(made.products, "Kestrel")
    found = sections(render(made.report(statements=(hero,)), kestrel))
    assert "“Meet without friction”" in found["What they say they are"]
    assert "| Kestrel | Pro | 13.33 USD per seat per month, billed annually |" in found["Prices"]
    assert "| Northwind | Team |" in found["Prices"]
    assert "- Single sign-on: " in found["Where they win"]
    assert "moved from Northwind to Kestrel" in found["Where they win"]
    assert "a feature (Audio quality): " in found["Where they win"]
    assert "moved from Kestrel to Northwind" in found["Where we win"]
    assert "- Live captions: theirs absent, ours offered" in found["Where we win"]
    assert "went from us to them: net " in found["In short"]
    assert "- Offline mode, " in found["What their customers ask for"]
    assert "Battery use" in found["What their customers complain of"]
    assert "15.99" in found["Since 25 October 2026"]
    assert "We moved over because of the audio quality." in found["Objections"]
    assert "Answer: " in found["Objections"]


def test_a_line_quotes_this_rivals_own_figure_and_not_the_best_ones(made):
    gap = made.facts.gap(
        "Audio quality",
        kind=GapKind.QUALITY,
        rivals=("kestrel", "marlow"),
        summary="Customers of Kestrel like theirs better.",
    )
    report = made.report(analysis=dataclasses.replace(made.analysis(), gaps=(gap,)))
    for slug in gap.rivals:
        rival = find_rival(made.products, slug)
        own = find_score(report, gap.feature, rival)
        lines = sections(render(report, rival))["Where they win"].splitlines()
        line = next(one for one in lines if one.startswith(f"- {gap.feature}: "))
        assert f"theirs {share_words(own)}" in line
        others = {product.name for product in made.products} - {rival.name}
        assert not any(name in line for name in others)


def test_what_a_rivals_customers_ask_for_and_we_have_is_marked(made, facts):
    review = next(one for one in made.reviews if one.product == "tarn")
    made.intents.append(facts.intent(review, None, words="Please add breakout rooms."))
    told = sections(render(made.report(), find_rival(made.products, "tarn")))
    assert "- Breakout rooms, 1 reviewer: **we have it**" in told["What their customers ask for"]


def test_nothing_of_another_rival_is_on_the_card(made):
    text = render(made.report(), find_rival(made.products, "kestrel"))
    body = text.split("## Evidence")[0]
    prices = sections(text)["Prices"]
    assert "Tarn" not in prices
    assert "| Marlow Rooms |" not in body


def test_every_citation_stands_in_the_list_with_its_words(made):
    text = render(made.report(), find_rival(made.products, "tarn"))
    cited = {int(number) for number in re.findall(r"\be(\d+)\b", text.split("## Evidence")[0])}
    assert cited == {int(number) for number in re.findall(r"^- e(\d+): ", text, flags=re.MULTILINE)}
    assert cited


def test_a_source_that_gave_nothing_is_named_at_the_top(made):
    text = render(made.report(), find_rival(made.products, "marlow"))
    assert "Not up to date: marlow/reviews (a challenge page)." in text.split("## ")[0]


def test_the_home_page_says_what_they_are_and_other_pages_where_it_is_silent(made, facts):
    said = (
        says(facts, "tarn", "Talk clearly", page="features"),
        says(facts, "tarn", "Talk clearly"),
        says(facts, "tarn", "One table, every price", page="pricing"),
        says(facts, "kestrel", "Other words", page="pricing"),
    )
    told = sections(render(made.report(statements=said), find_rival(made.products, "tarn")))
    assert told["What they say they are"].count("Talk clearly") == 1
    assert "tarn/home" in told["What they say they are"]
    assert "every price" not in told["What they say they are"]
    assert "Other words" not in told["What they say they are"]
    theirs = sections(render(made.report(statements=said), find_rival(made.products, "kestrel")))
    assert "Other words" in theirs["What they say they are"]


def test_a_rival_is_found_by_slug_or_name_and_ours_is_none(made):
    assert find_rival(made.products, "MARLOW rooms").slug == "marlow"
    with pytest.raises(UsageError, match="no rival is called 'Northwind'; there is kestrel, marlow, tarn"):
        find_rival(made.products, "Northwind")


def test_hostile_text_stays_text(made, facts, poisoned, naughty):
    report = poisoned(made.report(statements=(says(facts, "kestrel", "Hello"),)), naughty)
    for rival in report.products[1:]:
        html = MarkdownIt("commonmark", {"html": True}).enable("table").render(render(report, rival))
        assert not re.search(r"<(script|img|svg|iframe)\b", html)
        assert not re.search(r'href="(?!https?:)', html)
