import pytest

from spiders.pages.quantities import read_quantity


@pytest.mark.parametrize(
    ("words", "quantity"),
    [("10 GB", ("10", "GB")), ("Up to 5", ("5", None)), ("Unlimited", ("Unlimited", None)), ("1,000 contacts", ("1,000", "contacts")),
     ("50k", ("50k", None)), ("5 %", ("5", "%")), ("24-hour", None), ("Community", None), ("E-mail and chat", None), ("", None)],
)  # fmt: skip
def test_a_quantity_is_value_and_unit(words, quantity):
    assert read_quantity(words) == quantity


def bullets(read_html, *texts):
    cards = "".join(
        f"<div class=c><h3>{name}</h3><p>$5/mo</p><ul>{''.join(f'<li>{text}</li>' for text in texts)}</ul></div>"
        for name in "AB"
    )
    return [(claim.name, claim.status.value, claim.value) for claim in read_html(cards).plans[0].features]


def test_a_bullet_with_a_leading_quantity_is_named_by_what_is_counted(read_html):
    assert bullets(read_html, "5 editors", "10 GB of storage", "90-day history", "24/7 support") == [
        ("editors", "limited", "5"),
        ("storage", "limited", "10 GB"),
        ("90-day history", "offered", None),
        ("24/7 support", "offered", None),
    ]


def test_a_lead_in_is_no_feature(read_html):
    assert bullets(read_html, "Everything in Free, plus:", "Mail") == [("Mail", "offered", None)]


def test_a_struck_or_crossed_bullet_is_absent(read_html):
    assert [
        row[1] for row in bullets(read_html, "<s>Mail</s>", "<i class='icon-times'></i> Calls", "✗ Chat")
    ] == ["absent"] * 3
