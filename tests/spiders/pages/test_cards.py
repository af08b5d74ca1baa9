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


STEPS = "<li class=plan><h2>{0}</h2><output>${1}<small>/mo</small></output><label class=sr-only>Volume</label><select><option>50,000 e-mails – ${1}</option><option>100,000 e-mails – ${2}</option></select><ul><li>Webhooks</li></ul></li>"


def test_the_steps_to_choose_from_in_a_card_are_prices_of_its_plan(read_html):
    page = read_html(
        f"<h1>Pricing</h1><ul>{STEPS.format('Basic', '19.95', '34.95')}{STEPS.format('Pro', '89.95', '249')}</ul>"
    )
    assert sold(page) == {"Basic": ["19.95", "34.95"], "Pro": ["89.95", "249"]}
    assert {price.period.value for plan in page.plans for price in plan.prices} == {"month"}


@pytest.mark.parametrize(
    "options",
    [
        "<option>US dollar ($)</option><option>Euro (€)</option>",
        "<option>1 site</option><option>5 sites</option><option>10 sites, $99</option>",
    ],
)
def test_a_list_of_other_choices_has_no_prices(read_html, options):
    card = "<li class=plan><h2>{}</h2><p>${} a month</p><select>{}</select></li>"
    page = read_html(f"<ul>{card.format('Basic', 5, options)}{card.format('Pro', 9, options)}</ul>")
    assert sold(page) == {"Basic": ["5"], "Pro": ["9"]}


def test_an_output_that_is_reckoned_in_a_sentence_is_no_price(read_html):
    cards = "".join(
        f"<div class=c><h2>{name}</h2><p>${price} a month</p></div>"
        for name, price in (("Simple", 49), ("Plus", 80))
    )
    page = read_html(
        f"<h1>Pricing</h1>{cards}<div class=calc><h3>Your team</h3><p>Plus costs you <output>$200</output> a month.</p></div>"
    )
    assert sold(page) == {"Simple": ["49"], "Plus": ["80"]}


def test_cards_with_tables_of_their_own_are_no_grid(read_html):
    card = "<div class=col><div>{}</div><div class=price>€{}/month</div><div>then €9/month</div><table><tr><td><i class=fa-check></i></td><td>{} GB</td></tr><tr><td><i class=fa-check></i></td><td>SSH</td></tr></table></div>"
    page = read_html(
        f"<h1>Hosting prices</h1><div class=row>{card.format('Ebb', 1, 10)}{card.format('Flow', 3, 50)}{card.format('Spring', 7, 90)}</div>"
    )
    assert [len(plan.features) for plan in page.plans] == [2, 2, 2]


def test_what_every_card_says_beside_each_of_its_prices_names_none(read_html):
    card = (
        "<div class=col><div class=card><div class=head><h4>{}</h4></div><div class=body><div class=m><h2>{} zł<small>/mies.</small></h2><p>rozliczane co miesiąc</p></div>"
        "<div class=y><h2>{} zł<small>/mies.</small></h2><p>rozliczane raz w roku</p></div><a href=/s>Wypróbuj dziś</a></div></div></div>"
    )
    page = read_html(
        f"<h1>Cennik</h1><div class=row>{card.format('Mały', 49, 39)}{card.format('Duży', 129, 99)}</div>"
    )
    assert sold(page) == {"Mały": ["49", "39"], "Duży": ["129", "99"]}


def test_rows_of_cards_for_each_way_to_pay_keep_their_names(read_html):
    row = "<div class=cards><h3>{}</h3><div class=c><p class=card-title>Team</p><p>${}/month</p></div><div class=c><p class=card-title>Firm</p><p>${}/month</p></div></div>"
    page = read_html(f"<h1>Pricing</h1>{row.format('Annual', 25, 52)}{row.format('Monthly', 30, 64)}")
    assert sold(page) == {"Team": ["25", "30"], "Firm": ["52", "64"]}


def test_a_flag_on_one_of_the_cards_is_not_its_name(read_html):
    card = "<div class=card>{}<p class='text-lg font-bold'>{}</p><p class=text-sm>For everyone</p><p><span class=text-4xl>{}</span></p></div>"
    page = read_html(
        f"<h1>Pricing</h1><div>{card.format('', 'Hobby', '$0')}{card.format('<p class=text-xs>Most loved</p>', 'Maker', '$12/mo')}{card.format('', 'Factory', '$90/mo')}</div>"
    )
    assert list(sold(page)) == ["Hobby", "Maker", "Factory"]


def test_the_heading_of_higher_rank_names_a_card(read_html):
    card = "<div class=card><h4>For {}</h4><h3>{}</h3><div>${} <small>/month</small></div></div>"
    page = read_html(
        f"<h1>Pricing</h1>{card.format('individuals', 'Solo', 4)}{card.format('teams', 'Crew', 14)}"
    )
    assert sold(page) == {"Solo": ["4"], "Crew": ["14"]}


def test_cards_of_name_price_and_button_are_no_grid_of_features(read_html):
    card = "<div class=c><h3>{}</h3><p>{}</p><a>{}</a></div>"
    page = read_html(
        f"<h1>Pricing</h1>{card.format('Personal', 'Free for up to 3 people', 'Sign up')}{card.format('Firm', '$9/mo', 'Buy')}{card.format('Group', 'Get a quote', 'Contact us')}"
    )
    assert [said(plan) for plan in page.plans] == [{}, {}, {}]


@pytest.mark.parametrize(("head", "state"), [("Not included", "absent"), ("Coming soon:", "planned"), ("Includes", "offered"), ("Nicht enthalten", "absent"), ("Support", "offered")])  # fmt: skip
def test_the_line_above_a_list_says_how_its_items_stand(read_html, head, state):
    card = (
        "<div class=c><h3>{}</h3><p>$5/mo</p><ul><li>Chat</li></ul><h4>{}</h4><ul><li>Polls</li></ul></div>"
    )
    page = read_html(f"<h1>Pricing</h1>{card.format('Team', head)}{card.format('Firm', head)}")
    assert [said(plan) for plan in page.plans] == [{"Chat": "offered", "Polls": state}] * 2


def test_amounts_without_a_card_do_not_hide_plans_that_are_asked_for(read_html):
    page = read_html(
        "<h1>What could you gain?</h1><p><b>$184,320 a year</b></p><h2>Plans</h2><div class=card><h3>Platform</h3><p class=price>Quote on request</p><ul><li>Bots</li><li>Mail</li></ul></div>"
    )
    assert sold(page) == {"Platform": ["contact"]}


@pytest.mark.parametrize(
    "html",
    ["<table><tr><td><h3>Silver</h3><p>$10/month</p><ul><li>Mail</li></ul></td><td><h3>Gold</h3><p>$20/month</p><ul><li>Mail</li></ul></td></tr></table>",
     "<div class=item><span class=item__tier>Silver</span><span class=item__fee>$10</span><span class=item__per>per month</span><ul><li>Mail</li></ul></div><div class=item><span class=item__tier>Gold</span><span class=item__fee>$20</span><span class=item__per>per month</span><ul><li>Mail</li></ul></div>"],
)  # fmt: skip
def test_cards_of_a_layout_table_or_of_spans_alone_are_read(read_html, html):
    page = read_html(f"<h1>Plans</h1>{html}")
    assert sold(page) == {"Silver": ["10"], "Gold": ["20"]}
    assert [said(plan) for plan in page.plans] == [{"Mail": "offered"}] * 2


def test_links_that_are_cards_are_named_by_what_is_bold_in_them(read_html):
    link = "<a class=offer href=/a><strong>{}</strong><em>{} € / mois</em><span>1 utilisateur</span></a>"
    page = read_html(f"<h1>Tarifs</h1><div>{link.format('Essentiel', 9)}{link.format('Avancé', 29)}</div>")
    assert sold(page) == {"Essentiel": ["9"], "Avancé": ["29"]}


def test_what_customers_tell_of_money_is_no_plan(read_html):
    page = read_html(
        "<h1>Pricing</h1><div class=p><h3>Team</h3><p>$5/mo</p></div><div class=p><h3>Firm</h3><p>$9/mo</p></div>"
        "<div><div class=q><h4>Jane Doe</h4><p>We pay $90/month less.</p></div><div class=q><h4>Joe Bloggs</h4><p>It costs us $10 a day.</p></div></div>"
    )
    assert sold(page) == {"Team": ["5"], "Firm": ["9"]}


def test_what_a_plan_is_said_to_be_is_no_part_of_its_name(read_html):
    card = "<div class=c><h3>{}</h3><p>${}/mo</p></div>"
    page = read_html(
        card.format("Team", 5)
        + card.format("Legacy <small>(no longer sold)</small>", 3)
        + card.format("Galaxy <b>Coming soon</b>", 30)
    )
    assert list(sold(page)) == ["Team", "Legacy", "Galaxy"]
