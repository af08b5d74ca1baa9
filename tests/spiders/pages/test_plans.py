import json

from rivalscope.domain.market import SourceKind
from spiders.pages.reader import read_page


def told(page):
    """Every plan's prices as amount, currency, period, billed, unit and qualifier, or as the word for a price."""
    return {
        plan.name: [
            (str(price.amount), price.currency, price.period, price.billed, price.unit, price.qualifier)
            if price.kind == "priced"
            else price.kind.value
            for price in plan.prices
        ]
        for plan in page.plans
    }


def test_cards_give_each_plan_with_its_price(read):
    assert told(read("cards.html")) == {
        "Free": ["free"],
        "Crew": [("9.50", "USD", "month", "monthly", "seat", None)],
        "Fleet": [
            ("29", "USD", "month", "monthly", "seat", "was"),
            ("24", "USD", "month", "monthly", "seat", None),
        ],
        "Harbour": ["contact"],
    }


def test_a_free_plan_has_the_amount_zero(read):
    [price] = read("cards.html").plans[0].prices
    assert (str(price.amount), price.currency) == ("0", "USD")


def test_a_grid_without_headings_is_read_with_terms_from_the_blocks_around_a_price(read):
    assert told(read("grid.html")) == {
        "Seed": [("12", "USD", "month", "annually", "workspace", None)],
        "Sprout": [("1250", "USD", "year", None, "flat", "from")],
        "Grove": ["contact"],
    }


def test_both_sides_of_a_billing_toggle_are_read(read):
    assert told(read("toggle.html")) == {
        "Writer": [
            ("15", "USD", "month", "monthly", "seat", None),
            ("12", "USD", "month", "annually", "seat", None),
        ],
        "Studio": [
            ("30", "USD", "month", "monthly", "seat", None),
            ("24", "USD", "month", "annually", "seat", None),
        ],
        "Press": [
            ("48", "USD", "month", "annually", "seat", None),
            ("60", "USD", "month", "monthly", "seat", None),
        ],
    }


def test_a_table_alone_gives_the_plans_of_its_head(read):
    assert told(read("table.html")) == {
        "Solo": ["free"],
        "Group": [("8", "EUR", "month", None, "seat", None)],
        "Company": ["contact"],
    }


def test_structured_offers_alone_give_plans_and_a_broken_block_is_no_obstacle(read):
    assert told(read("jsonld.html")) == {
        "Lite": ["free"],
        "Plus": [("14.90", "EUR", "month", "annually", "seat", None)],
        "Max": [("199", "EUR", "year", None, "flat", None)],
    }


def test_a_plan_told_three_times_is_one_plan_and_the_visible_price_counts(read):
    assert told(read("merged.html")) == {
        "Starter": [("10", "USD", "month", None, "flat", None)],
        "Growth": [("40", "USD", "month", None, "flat", None)],
    }


def test_bullets_are_claims_and_quantities_are_limits_too(read):
    crew = read("cards.html").plans[1]
    assert [(claim.name, claim.status, claim.value) for claim in crew.features] == [
        ("projects", "offered", "Unlimited"),
        ("Storage", "limited", "20 GB"),
        ("Guest access", "offered", None),
        ("Timeline", "beta", None),
    ]
    assert [(limit.name, limit.value, limit.unit) for limit in crew.limits] == [
        ("projects", "Unlimited", None),
        ("Storage", "20", "GB"),
    ]


def test_a_bullet_that_is_marked_as_excluded_is_absent(read):
    free = read("cards.html").plans[0]
    assert {claim.name: claim.status for claim in free.features}["Guest access"] == "absent"


def test_card_and_table_agree_on_one_claim_a_feature(read):
    growth = read("merged.html").plans[1]
    assert [(claim.name, claim.status, claim.value) for claim in growth.features] == [
        ("Reports", "offered", None),
        ("Exports", "limited", "100 a day"),
    ]


def test_add_ons_are_claims_of_the_page_and_never_prices_of_a_plan(read):
    page = read("cards.html")
    assert [(claim.name, claim.status, claim.value) for claim in page.features] == [
        ("Extra storage", "add-on", "$5 /month per 100 GB"),
        ("Priority support", "add-on", "$49 /month"),
    ]
    amounts = [str(price.amount) for plan in page.plans for price in plan.prices]
    assert "49" not in amounts
    assert "99" not in amounts


def test_an_article_about_prices_offers_no_plans(made):
    assert read_page(made("article.html"), url="https://made.example/project-tools-compared").plans == ()


def test_prices_only_for_the_asking_are_plans_in_a_row_of_cards(read_html):
    page = read_html(
        "<h1>Plans</h1>"
        + "".join(
            f"<div class=c><h3>{name}</h3><p>Contact sales</p></div>" for name in ("Light", "Plus", "Full")
        )
    )
    assert told(page) == {"Light": ["contact"], "Plus": ["contact"], "Full": ["contact"]}


def test_a_button_to_sales_beside_a_price_is_only_a_button(read_html):
    page = read_html(
        "<div class=c><h3>One</h3><p>$5/mo</p><a>Contact sales</a></div><div class=c><h3>Two</h3><p>$9/mo</p><a>Contact sales</a></div>"
        "<div class=c><h3>Big</h3><a>Contact sales</a></div>"
    )
    assert told(page) == {
        "One": [("5", "USD", "month", None, "flat", None)],
        "Two": [("9", "USD", "month", None, "flat", None)],
        "Big": ["contact"],
    }


def test_names_and_prices_loose_side_by_side_are_cards(read_html):
    page = read_html(
        "<h1>Plans</h1><h2>Basic</h2><p>$5/mo</p><ul><li>Mail</li></ul><h2>Pro</h2><p>$9/mo</p><ul><li>Calls</li></ul><h2>FAQ</h2><p>We take $0.10 off.</p>"
    )
    assert [
        (plan.name, [str(price.amount) for price in plan.prices], [claim.name for claim in plan.features])
        for plan in page.plans
    ] == [
        ("Basic", ["5"], ["Mail"]),
        ("Pro", ["9"], ["Calls"]),
    ]


def test_a_plan_a_row_is_read_from_a_table_with_a_price_column(read_html):
    page = read_html(
        "<table><tr><th>Plan</th><th>Price</th><th>Users</th></tr><tr><td>Basic</td><td>£5 per month</td><td>3</td></tr>"
        "<tr><td>Pro</td><td>£9 per month</td><td>Unlimited</td></tr></table>"
    )
    assert told(page) == {
        "Basic": [("5", "GBP", "month", None, "flat", None)],
        "Pro": [("9", "GBP", "month", None, "flat", None)],
    }
    assert [(limit.name, limit.value) for plan in page.plans for limit in plan.limits] == [
        ("Users", "3"),
        ("Users", "Unlimited"),
    ]


def test_the_same_plans_on_two_tabs_keep_both_ways_to_pay(read_html):
    def tab(kind, price):
        return f"<div id={kind}><div class=c><h3>A</h3><p>${price}/mo</p></div><div class=c><h3>B</h3><p>${2 * price}/mo</p></div></div>"

    page = read_html(tab("monthly", 10) + tab("yearly", 8))
    assert told(page)["A"] == [
        ("10", "USD", "month", "monthly", "flat", None),
        ("8", "USD", "month", "annually", "flat", None),
    ]


def test_a_conflicting_structured_price_does_not_replace_the_visible_one(read_html):
    data = json.dumps({"@type": "Offer", "name": "A", "price": "7.00", "priceCurrency": "USD"})
    page = read_html(
        f"<script type='application/ld+json'>{data}</script><div class=c><h3>A</h3><p>$10/mo</p></div><div class=c><h3>B</h3><p>$20/mo</p></div>"
    )
    assert [str(price.amount) for price in page.plans[0].prices] == ["10"]


def test_a_card_without_a_price_is_what_its_button_offers():
    made = b"""<!-- made --><html lang="de"><title>Preise</title><h1>Preise</h1><div>
    <article class="abo"><h2>Basis</h2><ul><li>1 Sprache</li></ul><button>Kostenlos nutzen</button></article>
    <article class="abo"><h2>Premium</h2><p>12,99 \xe2\x82\xac pro Monat</p><button>Kostenlos testen</button></article>
    <article class="abo"><h2>Schulen</h2><p>Alle Lehrkr\xc3\xa4fte</p><a href="/k">Demo vereinbaren</a></article></div>"""
    assert told(read_page(made, url="https://v.example/preise", kind=SourceKind.PRICING)) == {
        "Basis": ["free"],
        "Premium": [("12.99", "EUR", "month", None, "flat", None)],
        "Schulen": ["contact"],
    }


def test_the_long_title_of_what_a_shop_lists_is_its_name(read_html):
    titles = (
        "Soft leather wallet with room for eight cards and coins",
        "Slim canvas wallet with a zip and a key ring inside",
    )
    tiles = "".join(
        f"<div class=tile><a href=/{n}><div class=title><img alt='a brown wallet that lies open upon a wooden desk'></div><h2>{title}</h2><span class=badge-title>FREE shipping</span><p>USD {n}.50</p></a></div>"
        for n, title in enumerate(titles, start=50)
    )
    assert [plan.name for plan in read_html(f"<h1>Wallets</h1><div>{tiles}</div>").plans] == list(titles)


def test_a_switch_may_be_an_attribute_that_a_site_made_up(read_html):
    cards = "".join(
        f"<div class=card><h3>{name}</h3><div pricing=annual>${year}</div><div pricing=monthly>${month}</div><div>/mo</div></div>"
        for name, year, month in (("Solo", 5, 6), ("Team", 8, 10))
    )
    prices = told(read_html(f"<h1>Plans</h1><div>{cards}</div>"))["Solo"]
    assert [(amount, billed) for amount, _, _, billed, _, _ in prices] == [
        ("5", "annually"),
        ("6", "monthly"),
    ]


def test_the_headline_of_news_that_speaks_of_money_is_no_price(read_html):
    news = "".join(
        f"<div class=c><h3><a href=/{n}>Made TV starts a new ${n} choice of channels for people who stream</a></h3><p>Made News</p></div>"
        for n in (5, 9)
    )
    assert read_html(f"<h1>Plans and news</h1><div>{news}</div>").plans == ()


def test_a_word_that_labels_every_amount_is_no_plan(read_html):
    rows = "".join(
        f"<section><h3>{name}</h3><div><p>Full Time</p><p>${n}00</p></div><div><p>Half Time</p><p>${n}50</p></div></section>"
        for n, name in enumerate(("Housing", "Food", "Fees", "Travel", "Books", "Loans"), start=3)
    )
    assert read_html(f"<h1>What it costs</h1>{rows}").plans == ()


def test_a_plan_may_be_called_by_a_word_that_labels_sums_elsewhere(read_html):
    cards = "".join(
        f"<div class=card><h4>{name}</h4><p>${n} per month</p></div>"
        for name, n in (("Value", 5), ("Total", 9), ("Total Family", 12))
    )
    assert [plan.name for plan in read_html(f"<h1>Plans</h1><div>{cards}</div>").plans] == [
        "Value",
        "Total",
        "Total Family",
    ]


def test_a_tile_is_called_what_its_link_and_its_picture_say(read_html):
    tiles = "".join(
        f"<div class=tile><a href=/{n}><img alt='{name}'></a><p><span>USD {n}.50</span></p><a href=/{n}>{name}</a></div>"
        for n, name in ((50, "Slim brown leather wallet"), (60, "Large grey canvas wallet"))
    )
    names = [plan.name for plan in read_html(f"<h1>Shop</h1><div>{tiles}</div>").plans]
    assert names == ["Slim brown leather wallet", "Large grey canvas wallet"]


def test_each_side_of_a_switch_is_a_part_of_its_card_whatever_stands_in_it(read_html):
    sides = "<div data-bill=monthly><h2>{} ر.س<small>/شهريًا</small></h2><p>رسوم شهرية</p></div><div data-bill=yearly><h2>{} ر.س<small>/شهريًا</small></h2><p>رسوم سنوية</p></div>"
    card = "<div class=col><div class=card><h4>{}</h4><div>{}</div></div></div>"
    cards = card.format("الأساسية", sides.format(49, 39)) + card.format("الاحترافية", sides.format(129, 99))
    page = read_html(f"<html lang=ar><h1>الباقات</h1><div class=row>{cards}</div>")
    told = {
        plan.name: [(str(price.amount), price.period, price.billed) for price in plan.prices]
        for plan in page.plans
    }
    assert told == {
        "الأساسية": [("49", "month", "monthly"), ("39", "month", "annually")],
        "الاحترافية": [("129", "month", "monthly"), ("99", "month", "annually")],
    }


def test_two_names_loose_in_one_section_keep_their_own_prices_and_a_list_of_rates_is_a_plans(read_html):
    part = (
        "<section data-currency={code}><h2>Standard</h2><ul><li>Europe and North America <b>{sign}0.010</b> / GB</li><li>Asia and Oceania <b>{sign}0.030</b> / GB</li><li>South America and Africa <b>{sign}0.045</b> / GB</li></ul>"
        "<h2>Volume</h2><p>{sign}20 per month for 5 TB, then {sign}0.005 per GB</p></section>"
    )
    parts = "".join(
        part.format(code=code, sign=sign) for code, sign in (("USD", "US$"), ("EUR", "€"), ("AUD", "A$"))
    )
    page = read_html(
        f"<h1>Pricing</h1>{parts}<section><h2>Enterprise</h2><p><a href=/s>Contact sales</a></p></section>"
    )
    told = {
        plan.name: [f"{price.amount} {price.unit}" for price in plan.prices if price.amount]
        for plan in page.plans
    }
    assert list(told) == ["Standard", "Volume", "Enterprise"]
    assert told["Standard"][:9] == ["0.010 gb", "0.030 gb", "0.045 gb"] * 3
    assert told["Volume"] == ["20 flat", "0.005 gb"] * 3
