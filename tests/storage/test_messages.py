"""Statements over the nights: what is told when messages, integrations, customers and roles change."""

import pytest
from sqlalchemy import select, text

from rivalscope.domain.page import StatementKind
from storage.engine import reading
from storage.tables import ChangeRow, NoiseRow, StatementRow


def told(engine):
    query = select(ChangeRow.kind, ChangeRow.mode, ChangeRow.subject, ChangeRow.before, ChangeRow.after)
    with reading(engine) as connection:
        return [tuple(row) for row in connection.execute(query.order_by(ChangeRow.id))]


def standing(engine):
    query = select(StatementRow.kind, StatementRow.subject, StatementRow.value)
    with reading(engine) as connection:
        return [tuple(row) for row in connection.execute(query.where(StatementRow.ended.is_(None)))]


def test_new_words_in_a_title_are_a_change_of_messaging(pricing, made):
    for number, words in enumerate(["Meet anywhere", "Meet  Anywhere", "Work anywhere"]):
        pricing.show(number, statements=[made.statement(StatementKind.TITLE, "title", words)])
    assert told(pricing.engine) == [("messaging", "changed", "Title", "Meet anywhere", "Work anywhere")]
    assert standing(pricing.engine) == [("title", "title", "Work anywhere")]


@pytest.mark.parametrize(
    ("kind", "change", "subject"),
    [
        (StatementKind.INTEGRATION, "feature", "Integration: Slack"),
        (StatementKind.CERTIFICATION, "feature", "Certification: Slack"),
        (StatementKind.CUSTOMER, "messaging", "Customer: Slack"),
        (StatementKind.RIVAL, "messaging", "Rival: Slack"),
    ],
)
def test_a_name_that_comes_is_told_at_once_and_one_that_goes_ends_on_its_second_night_away(
    pricing, made, kind, change, subject
):
    first, second = made.statement(kind, "Zapier"), made.statement(kind, "Slack")
    for number, shown in enumerate([[first], [first, second], [first], [first, second], [first]]):
        pricing.show(number, statements=shown)
    assert told(pricing.engine) == [(change, "added", subject, None, "named")]
    pricing.show(5, statements=[first])
    assert [name for _, name, _ in standing(pricing.engine)] == ["Zapier"]


def test_roles_are_hiring_and_their_function_is_no_change(pricing, made):
    pricing.show(0, roles=[made.role("Account executive", "sales")])
    pricing.show(1, roles=[made.role("Account executive"), made.role("Data engineer", "engineering")])
    assert told(pricing.engine) == [("hiring", "added", "Role: Data engineer", None, "engineering")]


def test_the_state_of_a_component_is_kept_and_not_told(pricing, made):
    for number, state in enumerate(["Operational", "Degraded", "Operational"]):
        pricing.show(number, statements=[made.statement(StatementKind.STATUS, "API", state)])
    assert told(pricing.engine) == []
    assert standing(pricing.engine) == [("status", "API", "Operational")]


def test_a_page_that_was_read_before_statements_were_looked_for_tells_none_as_new(pricing, made):
    pricing.show(0, made.plan("Pro", made.price("9")))
    slack = made.statement(StatementKind.INTEGRATION, "Slack")
    pricing.show(1, made.plan("Pro", made.price("8")), statements=[slack])
    assert [kind for kind, *_ in told(pricing.engine)] == ["price"]
    pricing.show(2, made.plan("Pro", made.price("8")), statements=[slack, made.statement(slack.kind, "Zoom")])
    assert told(pricing.engine)[-1] == ("feature", "added", "Integration: Zoom", None, "named")


def test_a_rival_is_joined_to_the_product_of_the_market_that_it_means(pricing, made):
    names = ["OURS", "Our s", "Rival", "Someone", "Ours: Polls"]
    shown = [made.statement(StatementKind.RIVAL, name, "compared") for name in names]
    pricing.show(0, statements=[*shown, made.statement(StatementKind.CUSTOMER, "Ours")])
    query = (
        "SELECT s.subject, p.name FROM statements s LEFT JOIN products p ON p.product = s.rival_product"
        " WHERE s.kind = 'rival' ORDER BY s.id"
    )
    with reading(pricing.engine) as connection:
        found = [tuple(row) for row in connection.execute(text(query))]
        (customer,) = connection.execute(text("SELECT rival_product FROM statements WHERE kind = 'customer'"))
    assert found == [
        ("OURS", "Ours"),
        ("Our s", "Ours"),
        ("Rival", None),
        ("Someone", None),
        ("Ours: Polls", "Ours"),
    ]
    assert customer == (None,)


CLAUSES = ["You may cancel at any time and owe nothing.", "Refunds are paid within 14 days of a request.",
           "Last updated: 1 May 2026 by our counsel", "We keep data for as long as the law asks us to."]  # fmt: skip


def terms(made, *texts, subject="Terms"):
    return [made.statement(StatementKind.CLAUSE, subject, text) for text in texts]


def noise(engine):
    with reading(engine) as connection:
        return {
            (row.kind, row.passages) for row in connection.execute(select(NoiseRow.kind, NoiseRow.passages))
        }


def test_a_clause_that_says_something_else_is_a_legal_change_with_both_sides(pricing, made):
    pricing.show(0, statements=terms(made, *CLAUSES))
    changed = CLAUSES[1].replace("14", "30")
    pricing.show(1, statements=terms(made, CLAUSES[0], changed, *CLAUSES[2:]))
    assert told(pricing.engine) == [("legal", "changed", "Terms", CLAUSES[1], changed)]
    with reading(pricing.engine) as connection:
        (row,) = connection.execute(select(ChangeRow.evidence_before, ChangeRow.evidence_after))
    assert None not in row
    assert noise(pricing.engine) == set()


def test_clauses_that_move_or_carry_another_date_are_counted_as_noise_and_not_told(pricing, made):
    pricing.show(0, statements=terms(made, *CLAUSES))
    later = CLAUSES[2].replace("1 May", "9 June")
    pricing.show(1, statements=terms(made, CLAUSES[3], CLAUSES[0], CLAUSES[1], later))
    assert told(pricing.engine) == []
    assert noise(pricing.engine) == {("date", 1), ("order", 1)}


def test_a_banner_and_a_part_that_did_not_load_are_no_clauses(pricing, made):
    pricing.show(0, statements=terms(made, *CLAUSES))
    shown = [
        *CLAUSES[:1],
        "This page isn't available right now",
        "We use cookies: accept or reject them here.",
    ]
    pricing.show(1, statements=terms(made, *shown))
    pricing.show(2, statements=terms(made, *CLAUSES))
    assert told(pricing.engine) == []


def test_a_sentence_of_an_article_that_changes_is_a_change_of_messaging(pricing, made):
    before, after = (
        f"Rooms are open on {days} days of the week, all year round." for days in ("five", "seven")
    )
    pricing.show(0, statements=[made.statement(StatementKind.ARTICLE, "Hours", before)])
    pricing.show(1, statements=[made.statement(StatementKind.ARTICLE, "Hours", after)])
    assert told(pricing.engine) == [("messaging", "changed", "Hours", before, after)]


def test_a_passage_of_documentation_is_a_change_of_docs_under_its_heading(pricing, made):
    shown = [made.statement(StatementKind.PASSAGE, "Limits", "The interface answers 100 calls a minute.")]
    pricing.show(0, statements=shown)
    shown = [
        *shown,
        made.statement(StatementKind.PASSAGE, "Keys", "Keys are made in the settings of an account."),
    ]
    pricing.show(1, statements=shown)
    assert told(pricing.engine) == [
        ("docs", "added", "Keys", None, "Keys are made in the settings of an account.")
    ]
