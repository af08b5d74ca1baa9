import pytest

from spiders.pages.currencies import Hints
from spiders.pages.names import name_key, plan_name


@pytest.mark.parametrize(
    ("text", "name"),
    [("Pro", "Pro"), ("Pro $12/user/month", "Pro"), ("Business Plus $15 per user per month", "Business Plus"), ("Growth – Most popular", "Growth"),
     ("Enterprise Contact Sales", "Enterprise"), ("Team plan", "Team plan"), ("Free", "Free"), ("Pay as you go", "Pay as you go"),
     ("Monthly", ""), ("Compare plans", ""), ("What is included?", ""), ("$12", ""), ("Frequently asked questions", ""), ("per user / month", ""),
     ("We believe that pricing should be fair to all of you", ""), ("Acme logo", ""),
     ("Buy Made Studio 2", "Made Studio 2"), ("Get Started", ""), ("Buy now", ""), ("Add to cart", ""), ("Portrait picture", ""), ("Renews at", ""), ("Total", ""), ("Total cost", ""), ("Total Protection", "Total Protection"), ("As low as", ""), ("Pay per use", "Pay per use")],
)  # fmt: skip
def test_a_plan_name_is_told_from_other_words(text, name):
    assert plan_name(text, hints=Hints(language="en")) == name


def test_one_plan_written_in_two_ways_has_one_key():
    assert (
        name_key("Growth plan")
        == name_key("GROWTH")
        == name_key("The  growth  Edition".removeprefix("The  "))
    )
    assert name_key("Plan") == "plan"
    assert name_key("Business") != name_key("Business Plus")
