"""Cards of our own making, in builds that the factors of `test_made_cards` leave out."""

import pytest


def sold(page):
    """Plans by name, with what each costs."""
    return {
        plan.name: [
            str(price.amount) if price.kind.value == "priced" else price.kind.value for price in plan.prices
        ]
        for plan in page.plans
    }


def said(plan):
    return {claim.name: claim.status.value for claim in plan.features}


TERM = (
    "<div class=box><dl><dt>{}</dt><dd>{}</dd><dd>Chat</dd><dd>Export</dd></dl><button>Order</button></div>"
)


def test_a_definition_list_with_one_term_is_a_card_where_another_stands_beside(read_html):
    page = read_html(TERM.format("Solo", "$9 per month") + TERM.format("Studio", "$29 per month"))
    assert sold(page) == {"Solo": ["9"], "Studio": ["29"]}
    assert said(page.plans[0]) == {"Chat": "offered", "Export": "offered"}


def test_terms_that_are_told_with_a_list_are_plans(read_html):
    told = "<dt>{}</dt><dd><p><b>{}</b>, by card.</p><table><tr><td>Storage</td><td>{}</td></tr><tr><td>Users</td><td>3</td></tr><tr><td>Backups</td><td>none</td></tr></table></dd>"
    page = read_html(
        f"<h1>Pricing</h1><p>We host databases and nothing else.</p><dl>{told.format('Hobby', 'free', '1 GB')}{told.format('Startup', '$49 per month', '8 GB')}"
        f"{told.format('Business', '$499 per month', '80 GB')}</dl>"
    )
    assert sold(page) == {"Hobby": ["free"], "Startup": ["49"], "Business": ["499"]}
    assert said(page.plans[1]) == {"Storage": "limited", "Users": "limited", "Backups": "absent"}


def test_rates_in_the_terms_of_a_card_belong_to_its_heading(read_html):
    card = "<li class=m><h3>{}</h3><dl><div><dt>Input</dt><dd>${} / 1M tokens</dd></div><div><dt>Output</dt><dd>${} / 1M tokens</dd></div></dl></li>"
    page = read_html(
        f"<h1>Prices</h1><ul>{card.format('Large', '2.50', '15.00')}{card.format('Mini', '0.20', '1.25')}</ul>"
    )
    assert sold(page) == {"Large": ["2.50", "15.00"], "Mini": ["0.20", "1.25"]}


def test_amounts_in_the_terms_of_a_card_with_a_price_are_details(read_html):
    card = "<li class=m><h3>{}</h3><p class=price>${} a month</p><dl><div><dt>Backup</dt><dd>$3 / month</dd></div><div><dt>Archive</dt><dd>$4 / month</dd></div></dl></li>"
    page = read_html(f"<h1>Prices</h1><ul>{card.format('Large', '25')}{card.format('Mini', '12')}</ul>")
    assert sold(page) == {"Large": ["25"], "Mini": ["12"]}


ASKED = "<div class=col><div class='rich-text edition'><h2>{}</h2><p class=edition-price>Contact us for pricing</p><ul><li>Alerts</li></ul></div></div>"


def test_a_page_that_only_asks_to_be_asked_has_plans_in_columns_of_their_own(read_html):
    page = read_html("<h1>Pricing</h1>" + ASKED.format("Vault Core") + ASKED.format("Vault Plus"))
    assert sold(page) == {"Vault Core": ["contact"], "Vault Plus": ["contact"]}


@pytest.mark.parametrize(
    ("html", "plans"),
    [("<section><h2>Dock Enterprise</h2><p class=Plan_price>Custom pricing</p><ul><li>Planning</li></ul></section>", {"Dock Enterprise": ["contact"]}),
     ("<section><h2>Your needs</h2><p>Contact us</p><ul><li>Planning</li></ul></section>", {})],
)  # fmt: skip
def test_one_plan_alone_is_read_where_words_stand_as_its_price(read_html, html, plans):
    assert sold(read_html(f"<h1>Pricing that follows you</h1>{html}<h2>News</h2><p>We moved.</p>")) == plans


def test_a_heading_over_extras_is_no_plan(read_html):
    cards = "".join(
        f"<div class=c><h2>{name}</h2><p>R$ {price}/mês</p></div>"
        for name, price in (("Essencial", "59"), ("Avançado", "149"))
    )
    page = read_html(
        f"<h1>Planos</h1>{cards}<section class=x><h3>Adicionais</h3><p><b>IP dedicado</b> por R$ 199 ao mês</p></section>"
    )
    assert sold(page) == {"Essencial": ["59"], "Avançado": ["149"]}


def test_names_that_begin_like_a_label_head_cards(read_html):
    card = "<div class=c><h2>{}</h2><p>£{} a month</p><ul><li>Chat</li></ul></div>"
    page = read_html(
        card.format("Sole Trader", 15) + card.format("Limited Company", 42) + card.format("Core+", 60)
    )
    assert list(sold(page)) == ["Sole Trader", "Limited Company", "Core+"]


def test_the_price_in_words_of_a_head_is_told_apart_from_what_stands_below_it(read_html):
    head = "<th scope=col><span>{}</span><span class=p>{}</span><small>{}</small><a class=btn>{}</a></th>"
    page = read_html(
        f"<table><thead><tr><td></td>{head.format('Starter', 'Free', 'Up to 2 agents', 'Sign up')}{head.format('Team', '€14', 'per agent per month', 'Try it')}"
        f"{head.format('Group', 'Tailored', 'From 50 agents', 'Contact sales')}</tr></thead><tr><th>Chat</th><td>✓</td><td>✓</td><td>✓</td></tr><tr><th>Voice</th><td>✗</td><td>✓</td><td>✓</td></tr></table>"
    )
    assert sold(page) == {"Starter": ["free"], "Team": ["14"], "Group": ["contact"]}
