from rivalscope.domain.fact import ChangeKind, ChangeMode
from rivalscope.reports.stories import stories


def added(facts, subject, *, after="offered", **given):
    return facts.change(
        "zoom", None, after, kind=ChangeKind.FEATURE, mode=ChangeMode.ADDED, subject=subject, **given
    )


def test_a_feature_that_comes_to_three_plans_is_one_story(facts):
    changes = [added(facts, f"{plan}: Captions") for plan in ("Free", "Pro", "Business")] + [
        added(facts, "Captions")
    ]
    (story,) = stories(changes)
    assert (story.subject, story.plans, len(story.changes)) == ("Captions", ("Free", "Pro", "Business"), 4)
    assert story.lead is changes[0]
    assert story.evidence == tuple(change.evidence_after for change in changes)


def test_what_differs_in_more_than_the_plan_stays_apart(facts):
    changes = [
        added(facts, "Free: Captions"),
        added(facts, "Pro: Captions", after="limited (2 languages)"),
        facts.change(
            "zoom", "offered", None, kind=ChangeKind.FEATURE, mode=ChangeMode.REMOVED, subject="Max: Captions"
        ),
    ]
    assert [story.lead for story in stories(changes)] == changes


def test_prices_of_two_plans_are_two_stories(facts):
    changes = [
        facts.change("zoom", "10 USD", "12 USD", subject=plan) for plan in ("Pro: monthly", "Max: monthly")
    ]
    assert [(story.subject, story.plans) for story in stories(changes)] == [
        ("Pro: monthly", ()),
        ("Max: monthly", ()),
    ]


def test_no_change_is_lost(facts):
    changes = [added(facts, f"{plan}: {name}") for plan in "ab" for name in "xyz"]
    told = [change for story in stories(changes) for change in story.changes]
    assert sorted(change.id for change in told) == [change.id for change in changes]
