"""What an item means for us, and how sure it is: facts of the store in words."""

import dataclasses

from rivalscope.domain.fact import ChangeKind
from rivalscope.reports import confidence
from rivalscope.reports.letter import write_letter


def items(digest, kind):
    parts = write_letter(digest, most=50).parts
    return {
        item.title: item for part in parts for own in part.blocks for item in own.items if item.kind == kind
    }


def test_a_feature_of_a_rival_is_set_against_our_pages_and_who_asks_for_it(made):
    change = made.facts.change(
        "kestrel", None, "offered", kind=ChangeKind.FEATURE, subject="Offline mode", source="kestrel/features"
    )
    (item,) = items(made.digest(changes=[change]), "feature").values()
    asked = len({i.review for i in made.intents if i.feature == "Offline mode"})
    assert item.so_what.startswith("We do not have it. In 365 days ")
    assert 0 < int(item.so_what.split("days ")[1].split()[0]) <= asked


def test_a_price_is_set_against_ours_of_the_same_unit_and_currency_alone(made):
    new = next(p for p in made.prices if (p.product, p.plan) == ("tarn", "Plus") and p.ended is None)
    change = dataclasses.replace(made.facts.change("tarn", "9", "10"), evidence_after=new.evidence)
    (item,) = items(made.digest(changes=[change], prices=made.prices), "price").values()
    assert item.so_what == "10 USD a month; ours begin at 11 USD (Team)."
    euros = next(p for p in made.prices if p.currency == "EUR")
    change = dataclasses.replace(change, evidence_after=euros.evidence)
    (item,) = items(made.digest(changes=[change], prices=made.prices), "price").values()
    assert item.so_what == "Ours are in USD: they are not set against it."


def test_who_goes_between_a_rival_and_us_stands_above_its_changes(made):
    notes = {
        own.title.partition(":")[0]: own.note for own in write_letter(made.digest(), most=5).parts[0].blocks
    }
    assert notes["Kestrel"].startswith("In 365 days ")
    assert "went from us to Kestrel and" in notes["Kestrel"]
    assert notes["Northwind"] == ""


def test_our_own_changes_are_told_without_a_lesson(made):
    told = items(made.digest(), "feature")
    assert next(item for title, item in told.items() if "Live captions" in title).so_what == ""


def test_what_is_announced_is_a_launch_due(made):
    claim = next(c for c in made.claims if c.product == "kestrel")
    made.claims.append(
        made.facts.claim("kestrel", "Offline mode 2", type(claim.status).PLANNED, quote="Offline mode: soon")
    )
    told = items(made.digest(), "launch")
    assert told["Kestrel: Offline mode 2"].detail == "announced on its pages, not there yet"
    assert told["Kestrel: Offline mode 2"].proofs[0].quote == "Offline mode: soon"


def test_confidence_rises_with_the_nights_and_the_page():
    def words(persistence, page):
        return confidence.of_change({"persistence": persistence, "page": page})

    assert words(1.0, 1.0) == "high: seen on three nights or more"
    assert words(0.95, 1.0) == "fair: seen on two nights"
    assert words(0.85, 1.0) == "fair: seen on one night"
    assert words(0.85, 0.6) == "low: seen on one night"
    assert words(0.4, 1.0) == "low: undone since"
    assert confidence.of_change({}) == ""


def test_single_voices_are_called_single_voices():
    assert confidence.of_voices(1, minimum_n=5) == "low: 1 reviewer"
    assert confidence.of_voices(5, minimum_n=5) == "fair: 5 reviewers"
    assert confidence.of_voices(20, minimum_n=5) == "high: 20 reviewers"


def test_marks_are_told_and_leave_nothing_out(made):
    from rivalscope.domain.feedback import Mark

    told = str(write_letter(made.digest(marks={Mark.USEFUL: 3, Mark.NOISE: 1}), most=5).parts[-1])
    assert "readers marked 3 items useful and 1 noise in four weeks" in told
