from rivalscope.analysis.demand import demands
from rivalscope.analysis.sentiment import reviewer_keys
from rivalscope.domain.reading import IntentLabel


def test_requests_are_counted_by_reviewer_and_the_unnamed_come_last(facts):
    reviews = [facts.review("zoom", author_key=key) for key in "aabc"]
    intents = [
        facts.intent(review, "dark mode", confidence=0.5 + i / 10) for i, review in enumerate(reviews[:3])
    ]
    intents += [facts.intent(review, None) for review in reviews]
    intents.append(facts.intent(reviews[3], "SSO", IntentLabel.PROBLEM))
    found = demands(intents, label=IntentLabel.REQUEST, reviewers=reviewer_keys(reviews))
    assert [(d.feature, d.voices) for d in found] == [("dark mode", 2), (None, 3)]
    assert found[0].evidence == (intents[2].evidence, intents[1].evidence)


def test_reviews_outside_the_window_do_not_ask(facts):
    review = facts.review("zoom")
    assert demands([facts.intent(review, "SSO")], label=IntentLabel.REQUEST, reviewers={}) == []
