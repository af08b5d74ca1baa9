"""Marks from a mail's links: opening one changes nothing, a signed form does, and nothing else is let through."""

import asyncio
from datetime import UTC, datetime

import httpx
import pytest

from rivalscope.domain.feedback import Mark, ToldItem
from rivalscope.errors import StoreError
from rivalscope.explore.feedback import Feedback, FeedbackPage
from rivalscope.explore.gate import Gate
from rivalscope.feedback_link import link
from storage.feedback import feedback, give_feedback, note_told, told_item
from storage.migrate import ready

HOST, KEY, READER = "127.0.0.1:8765", "s3cret", "5d4936a2"
CODE, UNKNOWN = "0123456789", "abcdefabcd"
TITLE = 'Rival: <script>"Pro"</script> (price changed)'


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    engine = ready(f"sqlite:///{tmp_path_factory.mktemp('store') / 'rivalscope.db'}")
    item = ToldItem(code=CODE, kind="price", product="rival", title=TITLE, week="2026-W47", score=80.0)
    note_told(engine, [item])
    yield engine
    engine.dispose()


async def never(scope, receive, send):
    raise AssertionError(f"{scope['path']} went on to the pages that read the store")


def gate(engine, *, key=KEY):
    taking = Feedback(
        key=key,
        told=lambda code: told_item(engine, code),
        give=lambda code, mark, by: give_feedback(
            engine, code, mark, by=by, at=datetime(2026, 11, 24, 9, tzinfo=UTC)
        ),
    )
    page = FeedbackPage(taking, market="Made <b>market</b>") if key else None
    return Gate(never, hosts=(HOST,), names={}, feedback=page)


def ask(application, address, *, method="GET", form=None, host=HOST):
    async def asked():
        transport = httpx.ASGITransport(app=application)
        async with httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}") as client:
            return await client.request(method, address, data=form, headers={"host": host})

    return asyncio.run(asked())


def address(code=CODE, mark=Mark.NOISE, by=READER, key=KEY):
    return link(f"http://{HOST}", key, code, by, mark)


def test_opening_a_link_asks_and_stores_nothing(engine):
    for method in ("GET", "HEAD"):
        answer = ask(gate(engine), address(), method=method)
        assert answer.status_code == 200
    page = ask(gate(engine), address()).text
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert page.index('value="noise"') < page.index('value="useful"')
    assert feedback(engine) == []


def test_the_form_stores_the_mark_and_a_second_one_takes_its_place(engine):
    for given in (Mark.NOISE, Mark.USEFUL):
        answer = ask(gate(engine), address(), method="POST", form={"mark": given.value})
        assert (answer.status_code, f"<strong>{given.value}</strong>" in answer.text) == (200, True)
    (one,) = feedback(engine)
    assert (one.mark, one.by, one.item.title) == (Mark.USEFUL, READER, TITLE)


@pytest.mark.parametrize(
    "changed",
    [
        lambda url: url.replace(READER, "5d4936a3"),
        lambda url: url.replace(CODE, "0123456788"),
        lambda url: url.replace("sig=", "sig=0"),
        lambda url: url.partition("&sig=")[0],
        lambda url: url.partition("?")[0],
        lambda _: address(key="another"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_link_that_was_changed_is_refused(engine, changed, method):
    before = feedback(engine)
    answer = ask(gate(engine), changed(address()), method=method, form={"mark": "noise"})
    assert answer.status_code == 403
    assert feedback(engine) == before


@pytest.mark.parametrize("form", [{}, {"mark": "nonsense"}, {"mark": "noise", "more": "x" * 2000}])
def test_a_form_that_is_no_mark_stores_nothing(engine, form):
    before = feedback(engine)
    assert ask(gate(engine), address(), method="POST", form=form).status_code == 400
    assert feedback(engine) == before


def test_an_item_that_was_never_told_is_said_to_be_none(engine):
    assert ask(gate(engine), address(UNKNOWN)).status_code == 404
    assert ask(gate(engine), address(UNKNOWN), method="POST", form={"mark": "noise"}).status_code == 404


def test_a_store_that_does_not_answer_says_so(engine):
    def locked(_code):
        raise StoreError("the database is <locked>")

    page = FeedbackPage(Feedback(key=KEY, told=locked, give=never), market="Made")
    answer = ask(Gate(never, hosts=(HOST,), names={}, feedback=page), address())
    assert (answer.status_code, "the database is &lt;locked&gt;" in answer.text) == (503, True)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_no_other_method_is_answered(engine, method):
    assert ask(gate(engine), address(), method=method).status_code == 405


@pytest.mark.parametrize("path", ["/", "/rivalscope/products", "/feedback/", "/feedback/0123456789/x"])
def test_nothing_else_takes_a_form(engine, path):
    assert ask(gate(engine), path, method="POST", form={"mark": "noise"}).status_code == 405


def test_a_foreign_host_is_refused(engine):
    answer = ask(gate(engine), address(), method="POST", form={"mark": "noise"}, host="evil.example")
    assert answer.status_code == 421


def test_without_a_key_there_is_no_such_page(engine):
    assert ask(gate(engine, key=None), address()).status_code == 404
    assert ask(gate(engine, key=None), address(), method="POST").status_code == 405


def test_every_answer_forbids_scripts(engine):
    assert "default-src 'none'" in ask(gate(engine), address()).headers["content-security-policy"]
