"""Cards of our own making, whose lines are built in different ways."""

import pytest

TWO = "<div class=c><h3>Basic</h3><p>$5/mo</p>{}</div><div class=c><h3>Pro</h3><p>$9/mo</p>{}</div>"


def said(page):
    """What the first plan says, by name."""
    return {claim.name: claim.status.value for claim in page.plans[0].features}


@pytest.mark.parametrize(
    "lines",
    [
        "<ul><li>✔️ Chat</li><li>❌ Audit log</li></ul>",
        "<ul><li><span class='material-icons'>check</span>Chat</li><li><span class='material-icons'>close</span>Audit log</li></ul>",
        "<ul><li><span class=sr-only>Inclui: </span>Chat</li><li><span class=sr-only>Não inclui: </span>Audit log</li></ul>",
        "<ul><li aria-label='Included: Chat'><b>●</b> Chat</li><li aria-label='Not included: Audit log'><b>○</b> Audit log</li></ul>",
        "<ul><li><svg aria-label=enthalten></svg> Chat</li><li><svg aria-label='nicht enthalten'></svg> Audit log</li></ul>",
        "<div class=f><svg data-testid=CheckIcon></svg><p>Chat</p></div><div class=f><svg data-testid=CloseIcon></svg><p>Audit log</p></div>",
        "<div role=list><div role=listitem><span>Chat</span></div><div role=listitem class=not_available><span>Audit log</span></div></div>",
    ],
)
def test_lines_of_a_card_are_read_however_they_are_built(read_html, lines):
    assert said(read_html(TWO.format(lines, lines))) == {"Chat": "offered", "Audit log": "absent"}


def test_a_utility_class_with_the_word_none_says_nothing(read_html):
    lines = "<ul><li class='flex'><svg class='h-5 flex-none'></svg>Chat</li></ul>"
    assert said(read_html(TWO.format(lines, lines))) == {"Chat": "offered"}


def test_a_list_with_a_header_is_a_plan_and_its_button_no_feature(read_html):
    def plan(name, price):
        return f"<div><ul class=price><li class=header>{name}</li><li>{price}</li><li>Chat</li><li><a class=button href=#>Sign Up</a></li></ul></div>"

    page = read_html(plan("Basic", "$ 9.99 / year") + plan("Pro", "$ 24.99 / year"))
    assert [(plan.name, str(plan.prices[0].amount)) for plan in page.plans] == [
        ("Basic", "9.99"),
        ("Pro", "24.99"),
    ]
    assert said(page) == {"Chat": "offered"}


def test_rows_of_a_table_with_an_icon_before_each_line_are_lines(read_html):
    row = "<tr><td><i class='fa-solid fa-{}'></i></td><td>{}</td></tr>"
    lines = f"<table>{row.format('check', 'Chat')}{row.format('xmark', 'Audit log')}</table>"
    assert said(read_html(TWO.format(lines, lines))) == {"Chat": "offered", "Audit log": "absent"}


def test_items_of_web_components_are_lines(read_html):
    lines = "<x-list><x-item icon=tick>Chat</x-item><x-item icon=x>Audit log</x-item></x-list><x-button>Buy</x-button>"
    assert said(read_html(TWO.format(lines, lines))) == {"Chat": "offered", "Audit log": "absent"}


def test_three_ticks_with_words_are_no_names_with_values(read_html):
    lines = "".join(
        f"<div class=f><img src=/i/c.svg alt=check> <span>{words}</span></div>"
        for words in ("Chat", "Calls", "Export")
    )
    assert said(read_html(TWO.format(lines, lines))) == {
        "Chat": "offered",
        "Calls": "offered",
        "Export": "offered",
    }


def test_a_badge_in_an_element_of_its_own_ends_a_line(read_html):
    lines = "<ul><li>SSO <em>beta</em></li><li>Polls<span class=tag>Coming soon</span></li><li>Import <em>and export</em></li></ul>"
    assert said(read_html(TWO.format(lines, lines))) == {
        "SSO": "beta",
        "Polls": "planned",
        "Import and export": "offered",
    }
