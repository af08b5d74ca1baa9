"""Pages of our own making whose words stand in templates and labels."""


def told(page):
    return {plan.name: [(str(price.amount), price.billed) for price in plan.prices] for plan in page.plans}


def test_the_shadow_of_an_element_is_part_of_the_page(read_html):
    cards = "<div class=c><h3>Basic</h3><p>$5/mo</p></div><div class=c><h3>Pro</h3><p>$9/mo</p></div>"
    page = read_html(f"<price-table><template shadowrootmode=open>{cards}</template></price-table>")
    assert told(page) == {"Basic": [("5", None)], "Pro": [("9", None)]}


def test_a_template_that_a_script_shows_under_a_condition_is_read_and_others_are_not(read_html):
    def card(name, one, two):
        return (
            f"<div class=c><h3>{name}</h3><template x-if='!annual'><p>${one}/mo</p></template>"
            f"<template x-if='annual'><p>${two}/mo</p></template><template><p>$1/mo</p></template></div>"
        )

    page = read_html(card("Basic", 5, 4) + card("Pro", 9, 8))
    assert told(page)["Pro"] == [("9", "monthly"), ("8", "annually")]


def test_an_element_that_is_text_by_its_role_is_what_its_label_says(read_html):
    def card(name, amount):
        return f"<div class=c><b>{name}</b><div role=text aria-label='{amount} euros per month'>{amount}</div><span>/month</span></div>"

    page = read_html(card("Loaf", 29) + card("Bakehouse", 79))
    assert told(page) == {"Loaf": [("29", None)], "Bakehouse": [("79", None)]}
