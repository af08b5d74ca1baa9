"""One matrix in every build: what it is made of, how its groups, heads, marks and names stand."""

import itertools
import os

import pytest

PLANS = ("Solo", "Crew", "Fleet")
GROUPS = (
    ("Planning", (("Shared boards", "yyy"), ("Guest links", "nyy"), ("Time tracking", "nny"))),
    ("Security", (("Audit log", "nny"), ("Storage", "vvv"), ("Single sign-on", "nny"))),
)
VALUES = ("5 GB", "50 GB", "Unlimited")
MARKS = {
    "text": ("Yes", "No"),
    "sign": ("✓", "—"),
    "svg title": (
        '<svg viewBox="0 0 20 20" role="img"><title>Included</title><path d="M4 10l4 4 8-8"/></svg>',
        '<svg viewBox="0 0 20 20" role="img"><title>Not included</title><path d="M5 5l10 10"/></svg>',
    ),
    "svg use": (
        '<svg width="16"><use href="/i.svg#check"/></svg>',
        '<svg width="16"><use href="/i.svg#close"/></svg>',
    ),
    "img": ('<img src="/i/1.svg" alt="Yes">', '<img src="/i/2.svg" alt="No">'),
    "i": ('<i class="fa fa-check"></i>', '<i class="fa fa-times"></i>'),
    "aria": (
        '<span class="dot dot--a" role="img" aria-label="Included"></span>',
        '<span class="dot dot--b" role="img" aria-label="Not included"></span>',
    ),
    "spoken": (
        '<i class="ic ic-a" aria-hidden="true"></i><span class="sr-only">Included</span>',
        '<i class="ic ic-b" aria-hidden="true"></i><span class="sr-only">Not included</span>',
    ),
    "title": (
        '<span class="codicon codicon-check" title="Available"></span>',
        '<span class="codicon codicon-close" title="Not available"></span>',
    ),
    "empty": ('<i class="fa fa-check"></i>', ""),
}
NAMES = {
    "plain": "{}",
    "tip": '{}<span class="tip" role="tooltip">What this is and how it works for teams.</span>',
    "tip button": '<button class="tip" data-tooltip="More on it">{}</button>',
    "help": '{} <button aria-label="Help on this"><svg width="9"><use href="#q"/></svg></button>',
    "note": "{}<sup>1</sup>",
    "link": '<a href="/features/x">{}</a>',
    "badge": '<span>{}</span> <span class="badge">New</span>',
    "explained": "<strong>{}</strong><br><small>Works for teams of any size, everywhere.</small>",
}
HEADS = ("thead", "first row", "button", "link", "prices", "apart", "none")
BUILDS = ("table", "th", "roles", "blocks", "flat", "dl", "list")
GROUPINGS = ("no", "colspan", "th", "bodies", "single", "own", "own with head")
SOLD = ("cards", "alone")


def _head_cell(head, plan, price):
    extra = {
        "button": "<br><button>Try it</button>",
        "link": '<a class="btn" href="/try">Choose</a>',
        "prices": f"<br><span>${price}/mo</span>",
    }
    return f"<span>{plan}</span>{extra.get(head, '')}"


def _wrap(build, cells, *, head=False):
    """One row."""
    if build in ("table", "th"):
        first = "th" if build == "th" or head else "td"
        other = "th" if head else "td"
        return (
            f"<tr><{first}>{cells[0]}</{first}>"
            + "".join(f"<{other}>{c}</{other}>" for c in cells[1:])
            + "</tr>"
        )
    if build == "roles":
        first, other = ("columnheader", "columnheader") if head else ("rowheader", "cell")
        inner = f'<div role="{first}">{cells[0]}</div>' + "".join(
            f'<div role="{other}">{c}</div>' for c in cells[1:]
        )
        return f'<div role="row" class="r">{inner}</div>'
    if build == "flat":
        kinds = ("g-corner", "g-head") if head else ("g-name", "g-cell")
        return f'<div class="{kinds[0]}">{cells[0]}</div>' + "".join(
            f'<div class="{kinds[1]}">{c}</div>' for c in cells[1:]
        )
    if build == "dl":
        if head:
            return '<div class="head">' + "".join(f"<div>{c}</div>" for c in cells) + "</div>"
        return (
            f'<div class="row"><dt>{cells[0]}</dt>' + "".join(f"<dd>{c}</dd>" for c in cells[1:]) + "</div>"
        )
    if build == "list":
        return '<li class="row">' + "".join(f"<span>{c}</span>" for c in cells) + "</li>"
    return (
        f'<div class="{"row head" if head else "row"}">'
        + "".join(f"<div>{c}</div>" for c in cells)
        + "</div>"
    )


def _holder(build, inner):
    tags = {"table": "table", "th": "table", "dl": "dl", "list": "ul"}
    role = ' role="table"' if build == "roles" else ' class="grid"'
    tag = tags.get(build, "div")
    return f"<{tag}{role}>{inner}</{tag}>"


def _group_row(build, grouping, name):
    if build in ("table", "th"):
        cell = {
            "colspan": f'<td colspan="4">{name}</td>',
            "th": f'<th colspan="4" scope="colgroup"><h3>{name}</h3></th>',
            "bodies": f'<th colspan="4" scope="rowgroup">{name}</th>',
            "single": f"<td>{name}</td><td></td><td></td><td></td>",
        }[grouping]
        return f"<tr>{cell}</tr>"
    if build == "roles":
        return f'<div role="row"><div role="{"cell" if grouping == "colspan" else "rowheader"}" aria-colspan="4">{name}</div></div>'
    if build == "list":
        return f'<li class="group">{name}</li>'
    if grouping == "single" and build == "blocks":
        return f'<div class="row">{"".join(f"<div>{c}</div>" for c in (name, "", "", ""))}</div>'
    return (
        f'<div class="group">{name}</div>'
        if grouping != "th"
        else f"<div class='group'><h3>{name}</h3></div>"
    )


def _body(build, inner):
    return f"<tbody>{inner}</tbody>" if build in ("table", "th") else inner


def page_of(build, grouping, head, mark, name, sold):
    """The body of a page with the matrix in one build."""
    yes, no = MARKS[mark]
    cards = "".join(
        f'<div class="card"><h3>{plan}</h3><p>${price}/mo</p><a href="/buy">Start</a></div>'
        for plan, price in zip(PLANS, (9, 19, 49), strict=True)
    )
    cells = [_head_cell(head, plan, price) for plan, price in zip(PLANS, (9, 19, 49), strict=True)]
    top = "" if head in ("none", "apart") else _wrap(build, ["", *cells], head=True)
    if head != "first row" and build in ("table", "th") and top:
        top = f"<thead>{top}</thead>"
    bodies = []
    for group, rows in GROUPS:
        lines = [
            _wrap(
                build,
                [
                    NAMES[name].format(feature),
                    *(
                        VALUES[at] if told == "v" else yes if told == "y" else no
                        for at, told in enumerate(said)
                    ),
                ],
            )
            for feature, said in rows
        ]
        bodies.append((group, "".join(lines)))
    if grouping == "no":
        matrix = _holder(build, top + _body(build, "".join(rows for _, rows in bodies)))
    elif grouping in ("own", "own with head"):
        matrix = "".join(
            f"<section><h3>{group}</h3>{_holder(build, (top if not at or grouping == 'own with head' else '') + _body(build, rows))}</section>"
            for at, (group, rows) in enumerate(bodies)
        )
    elif grouping == "bodies":
        matrix = _holder(
            build,
            top + "".join(_body(build, _group_row(build, grouping, group) + rows) for group, rows in bodies),
        )
    else:
        matrix = _holder(
            build,
            top + _body(build, "".join(_group_row(build, grouping, group) + rows for group, rows in bodies)),
        )
    if head == "apart":
        strip = "".join(f'<div class="strip__plan"><b>{plan}</b></div>' for plan in PLANS)
        matrix = f'<div class="strip"><div class="strip__corner"></div>{strip}</div>{matrix}'
    shown = f'<div class="cards">{cards}</div>' if sold == "cards" else ""
    return f"<h1>Plans and pricing</h1>{shown}<h2>Compare plans</h2>{matrix}"


def wrong_in(page, name):
    """What is read otherwise than it stands."""
    columns = {plan.name: {claim.name: claim for claim in plan.features} for plan in page.plans}
    wrong = [plan for plan in columns if plan not in PLANS]
    for _, rows in GROUPS:
        for feature, said in rows:
            for at, (plan, told) in enumerate(zip(PLANS, said, strict=True)):
                claim = columns.get(plan, {}).get(feature)
                status = claim.status.value if claim else None
                if told == "v":
                    fine = claim is not None and claim.value == VALUES[at]
                elif told == "y":
                    fine = status in ("offered", "new")
                else:
                    fine = status in ("absent", "unknown") if name == "empty" else status == "absent"
                if not fine:
                    wrong.append(
                        f"{plan}/{feature}: {claim.status.value if claim else None} {claim.value if claim else ''}"
                    )
    return wrong


def _possible(build, grouping, head, mark, name, sold):
    """Whether a page may be built so: with names of plans, and rows that something sets apart."""
    if (head == "none" and sold == "alone") or (grouping == "bodies" and build not in ("table", "th")):
        return False
    if build == "flat" and (head in ("none", "apart") or grouping == "single"):
        return False
    return not (build == "dl" and grouping == "single")


WAYS = [way for way in itertools.product(BUILDS, GROUPINGS, HEADS, MARKS, NAMES, SOLD) if _possible(*way)]
STEP = 11 if os.environ.get("RIVALSCOPE_EXHAUSTIVE") else 401


def test_a_matrix_reads_the_same_in_every_build(read_html):
    wrong = {}
    for way in WAYS[::STEP]:
        found = wrong_in(read_html(page_of(*way)), way[3])
        if found:
            wrong[way] = found
    assert wrong == {}


@pytest.mark.parametrize("build", BUILDS)
def test_a_matrix_without_any_price_on_the_page_has_its_plans(read_html, build):
    page = read_html(page_of(build, "no", "thead", "svg title", "plain", "alone"))
    assert [plan.name for plan in page.plans] == list(PLANS)


def test_plans_below_each_other_are_told_by_their_even_columns(read_html):
    page = read_html(
        "<h1>Compare editions</h1><table><tr><th>Edition</th><th>Users</th><th>Audit log</th><th>SSO</th></tr>"
        "<tr><td>Solo</td><td>5</td><td>No</td><td>No</td></tr><tr><td>Crew</td><td>50</td><td>Yes</td><td>No</td></tr>"
        "<tr><td>Fleet</td><td>Unlimited</td><td>Yes</td><td>Yes</td></tr></table>"
    )
    assert [(plan.name, len(plan.features)) for plan in page.plans] == [
        ("Solo", 3),
        ("Crew", 3),
        ("Fleet", 3),
    ]


def test_rows_of_amounts_in_a_matrix_are_prices_and_a_budget_is_none(read_html):
    head = "<h1>Plans</h1><table><tr><th></th><th>Solo</th><th>Crew</th></tr>"
    sums = "<tr><td>Full seat</td><td>$9.00</td><td>$19.00</td></tr><tr><td>Viewer</td><td>$1.00</td><td>$3.00</td></tr>"
    marks = "".join(
        f"<tr><td>{name}</td><td>✗</td><td>✓</td></tr>" for name in ("SSO", "Audit log", "Branches")
    )
    page = read_html(f"{head}{sums}{marks}</table>")
    assert [[price.raw for price in plan.prices] for plan in page.plans] == [
        ["$9.00", "$1.00"],
        ["$19.00", "$3.00"],
    ]
    assert read_html(f"{head}{sums}</table>").plans == ()


def test_what_a_plan_charges_for_use_is_a_price_of_it_too(read_html):
    page = read_html(
        "<h1>Pricing</h1><div><div><h3>Solo</h3><p>$5/mo</p></div><div><h3>Crew</h3><p>$50/mo</p></div></div><table>"
        "<tr><th></th><th>Solo</th><th>Crew</th></tr><tr><td>Storage</td><td>$0.35 per GB</td><td>$0.30 per GB</td></tr>"
        "<tr><td>Backups</td><td>No</td><td>Yes</td></tr></table>"
    )
    assert [[price.raw for price in plan.prices] for plan in page.plans] == [
        ["$5/mo", "$0.35 per GB"],
        ["$50/mo", "$0.30 per GB"],
    ]


def test_a_table_without_plans_tells_of_the_product_as_a_whole(read_html):
    rows = "".join(
        f"<tr><td>{name}</td><td>{mark}</td></tr>"
        for name, mark in (("Scans", "✓"), ("Export", "✓"), ("Fax", "✗"))
    )
    for kind in ("pricing", "features"):
        page = read_html(f"<h1>All features</h1><table>{rows}</table>", kind)
        assert [(claim.name, claim.status.value) for claim in page.features] == [
            ("Scans", "offered"),
            ("Export", "offered"),
            ("Fax", "absent"),
        ]


def test_a_table_of_data_tells_nothing_of_the_product(read_html):
    rows = "".join(
        f"<tr><td>{name}</td><td>{words}</td></tr>"
        for name, words in (("Founded", "2016"), ("City", "Kiel"), ("Staff", "40"))
    )
    assert read_html(f"<h1>About</h1><table>{rows}</table>", "features").features == ()
