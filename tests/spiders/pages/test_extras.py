import pytest

from rivalscope.domain.market import SourceKind
from spiders.pages.reader import read_page

_CARDS = "<h1>Pricing</h1><div><article class=c><h2>Alder</h2><p>{one}</p></article><article class=c><h2>Birch</h2><p>{two}</p></article></div>"


def extras(body, *, language="en", sign="€"):
    """What a made page sells beside its two plans: each name with amount, currency, period and unit."""
    cards = _CARDS.format(one=f"{sign}11 / month", two=f"{sign}22 / month")
    page = f"<!doctype html><!-- made --><html lang={language}><title>Pricing</title><body>{cards}{body}"
    read = read_page(page.encode(), url="https://v.example/pricing", kind=SourceKind.PRICING)
    return {
        plan.name: [(str(price.amount), price.currency, price.period, price.unit) for price in plan.prices]
        for plan in (*read.plans, *read.extras)
        if plan.name not in ("Alder", "Birch")
    }


def test_a_table_below_the_plans_gives_each_row_with_its_price():
    told = extras("<h2>Add-ons</h2><table><tr><th>Add-on</th><th>Price</th></tr><tr><td>Phone number</td><td>€4 per month</td></tr><tr><td>Data import</td><td>€250 one-time</td></tr></table>")  # fmt: skip
    assert told == {
        "Phone number": [("4", "EUR", "month", "flat")],
        "Data import": [("250", "EUR", "once", "flat")],
    }


def test_the_head_of_a_column_says_what_its_rates_are_for():
    told = extras("<h2>Rates</h2><table><tr><th>To</th><th>Price per minute</th></tr><tr><td>Norway</td><td>€0.02</td></tr><tr><td>Chile</td><td>€0.05</td></tr></table>")  # fmt: skip
    assert told == {
        "Norway": [("0.02", "EUR", "use", "minute")],
        "Chile": [("0.05", "EUR", "use", "minute")],
    }


@pytest.mark.parametrize(
    ("language", "head", "entry", "name", "amount"),
    [("en", "Other charges", "Snapshots: €0.06 per GB", "Snapshots", "0.06"), ("de", "Zusatzmodule", "Lohn: 15 € pro Monat", "Lohn", "15"), ("fr", "Options", "Badgeuse : 189 €", "Badgeuse", "189"),
     ("es", "Servicios adicionales", "Importación: 90 €", "Importación", "90"), ("it", "Servizi aggiuntivi", "Archivio: 9 € al mese", "Archivio", "9"), ("pt", "Adicionais", "Número extra: 7 €", "Número extra", "7"),
     ("nl", "Extra's", "Prikklok: € 249", "Prikklok", "249"), ("pl", "Usługi dodatkowe", "Archiwum: 5 € / miesiąc", "Archiwum", "5"), ("ja", "オプション", "ICカード 9,800円", "ICカード", "9800")],
)  # fmt: skip
def test_a_list_below_a_heading_of_extras_is_read_in_each_tongue(language, head, entry, name, amount):
    told = extras(f"<h2>{head}</h2><ul><li>{entry}</li></ul>", language=language)
    assert {key: prices[0][0] for key, prices in told.items()} == {name: amount}


@pytest.mark.parametrize(
    ("language", "sentence", "name", "amount", "period"),
    [("en", "There is a one-off set-up fee of €250 per site.", "Set-up fee", "250", "once"), ("en", "Reminders by text cost 6¢ each.", "Reminders by text", "0.06", "use"),
     ("en", "You pay €5 per extra user per month.", "Extra user", "5", "month"), ("en", "Messages beyond your plan: 1.9¢ each.", "Messages beyond your plan", "0.019", "use"),
     ("de", "Für die Einrichtung berechnen wir einmalig 249 €.", "Einrichtung", "249", "once"), ("fr", "La mise en service coûte 150 € une seule fois.", "Mise en service", "150", "once"),
     ("es", "La puesta en marcha cuesta 300 € una sola vez.", "Puesta en marcha", "300", "once"), ("it", "L'attivazione costa 99 € una tantum.", "Attivazione", "99", "once"),
     ("pt", "A implantação custa 400 € uma única vez.", "Implantação", "400", "once"), ("nl", "De installatie kost € 395 eenmalig.", "Installatie", "395", "once"),
     ("pl", "Szkolenie kosztuje 120 € jednorazowo.", "Szkolenie", "120", "once")],
)  # fmt: skip
def test_a_sentence_that_names_a_fee_is_read_in_each_tongue(language, sentence, name, amount, period):
    told = extras(f"<p>{sentence}</p>", language=language)
    assert {key: prices[0][:1] + prices[0][2:3] for key, prices in told.items()} == {name: (amount, period)}


@pytest.mark.parametrize(
    "said",
    ["Training a new clerk costs €4,000 on average.", "Schools save €800 a month with us.", "“Set-up elsewhere cost us €900.”", "What if I pay €300 for set-up?", "A bookkeeper costs €90 an hour.",
     "Unser Kunde hat 540 € gespart, einmalig.", "We raised €6m once.", "L’amende est de 500 € par mois.", "Other tools charge €99 for onboarding."],
)  # fmt: skip
def test_sums_of_others_savings_and_examples_are_no_extras(said):
    assert extras(f"<h2>Why</h2><p>{said}</p>") == {}


@pytest.mark.parametrize("head", ["No add-ons, no hidden fees", "What other charges do banks have?"])
def test_a_heading_that_denies_or_asks_opens_no_list_of_extras(head):
    assert extras(f"<h2>{head}</h2><ul><li>Card payments €3</li></ul>") == {}


def test_a_table_of_amounts_that_nothing_calls_prices_is_left_alone():
    rows = "".join(
        f"<tr><td>{state}</td><td>€{sum_}</td></tr>" for state, sum_ in (("Ohio", 900), ("Utah", 700))
    )
    assert extras(f"<h2>By state</h2><table><tr><th>State</th><th>Household</th></tr>{rows}</table>") == {}


def test_extras_stand_beside_the_plans_and_are_none_of_them(read_html):
    plans = "<div class=c><h3>Alder</h3><p>$5/mo</p></div><div class=c><h3>Birch</h3><p>$9/mo</p></div>"
    read = read_html(f"{plans}<h2>Add-ons</h2><ul><li>Phone number: $4 per month</li></ul>")
    assert [plan.name for plan in read.plans] == ["Alder", "Birch"]
    assert [extra.name for extra in read.extras] == ["Phone number"]


_LIST = "<table><tr><th>Ending</th><th>Register</th><th>Renew</th></tr>{}</table>"
_ENDINGS = "".join(
    f"<tr><td>.{name}</td><td><s>$12</s> <ins>${price}</ins></td><td>$17</td></tr>"
    for name, price in (("com", 9), ("net", 8), ("dev", 7))
)


@pytest.mark.parametrize(
    ("title", "count"), [("Domain prices", 3), ("How to choose a name", 0), ("Why prices rise", 0)]
)
def test_a_page_without_plans_that_is_a_list_of_prices_sells_what_it_lists(title, count):
    page = f"<!doctype html><!-- made --><html lang=en><title>{title}</title><h1>{title}</h1><p>All prices in USD a year.</p>{_LIST.format(_ENDINGS)}"
    read = read_page(page.encode(), url="https://v.example/pricing", kind=SourceKind.PRICING)
    assert len(read.extras) == count
    if count:
        assert [(str(price.amount), price.qualifier) for price in read.extras[0].prices] == [
            ("12", "was"),
            ("9", None),
            ("17", None),
        ]


def test_two_parts_of_what_an_extra_costs_stand_below_its_name():
    told = extras("<h2>Optional extras</h2><div><div><h3>Payroll</h3><p>€10 per month for up to 2 people</p><p>€3.50 per month for each further person</p></div><div><h3>Analytics</h3><p>€12 per month</p></div></div>")  # fmt: skip
    assert told["Payroll"][0][0] == "10"
    assert told["Analytics"] == [("12", "EUR", "month", "flat")]
