"""Statements over the nights: what is told when messages, integrations, customers and roles change."""

import pytest
from sqlalchemy import select

from rivalscope.domain.page import StatementKind
from storage.engine import reading
from storage.tables import ChangeRow, StatementRow


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
