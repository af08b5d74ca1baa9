"""Threads: posts found as blocks of one name, and what is beside them left out. The pages are made."""

import pytest

from spiders.pages.articles import is_discussion
from spiders.pages.document import Document
from spiders.pages.main_text import read_main_text
from spiders.pages.threads import thread_of

SAID = [
    f"My room number {n} was given to somebody else, though the calendar had said that it was mine."
    for n in range(6)
]
TOLD = '<meta name=generator content="phpBB">'


WRITERS = iter(f"Writer {n}" for n in range(1000))


def post(said, *, name="post"):
    profile = f"<div class=postprofile><b>{next(WRITERS)}</b><dl><dt>Joined</dt><dd>May 2019</dd></dl></div>"
    return (
        f"<div class={name}>{profile}<div class=content>{said}</div><ul><li>Reply with quote</li></ul></div>"
    )


def page(*posts, head=TOLD, before="", after=""):
    return Document(f"<html>{head}<body><div>{before}{''.join(posts)}{after}</div></body></html>".encode())


def test_posts_are_found_by_the_name_that_they_share():
    thread = thread_of(page(*map(post, SAID)))
    assert thread is not None
    assert len(thread.posts) == len(SAID)


def test_the_writer_stays_and_rank_labels_and_what_follows_the_last_post_go():
    beneath = "<div><h3>Who is online</h3><div>Users browsing this forum: nobody at all</div></div>"
    told = read_main_text(page(*map(post, SAID), after=beneath))
    assert told.startswith("Writer ")
    assert told.split("\n")[1] == SAID[0]
    assert told.endswith(SAID[-1])
    assert "Joined" not in told
    assert "Reply with quote" not in told


def test_notices_before_the_first_post_go_and_a_question_above_its_answers_stays():
    notice = "<div>Your browser is out of date.</div>"
    assert "out of date" not in read_main_text(page(*map(post, SAID), before=notice))
    question = f"<div><p>{' '.join(SAID)}</p></div>"
    answers = [post(f"Answer {n}: {said}", name="answer") for n, said in enumerate(SAID)]
    assert SAID[5] in read_main_text(page(*answers, before=question)).split("\n")[0]


def test_remarks_on_a_post_go_and_posts_within_a_post_stay():
    remarks = "<ul class=comments-list><li>I had the same, and never knew why it was.</li></ul>"
    assert "never knew" not in read_main_text(page(*(post(said + remarks) for said in SAID)))
    within = f"<div class=comments>{post(SAID[1])}</div>"
    assert SAID[1] in read_main_text(page(post(SAID[0] + within), *map(post, SAID[2:])))


def test_what_is_quoted_again_is_read_once():
    told = read_main_text(page(*map(post, SAID), post(f"<blockquote>{SAID[0]}</blockquote>It was mine.")))
    assert told.count(SAID[0]) == 1


@pytest.mark.parametrize("name", ["post-card", "faq-answer", "entry"])
def test_a_page_that_tells_nothing_of_a_forum_has_posts_only_where_they_are_named_just_that(name):
    assert thread_of(page(*map(post, SAID), head="")) is not None
    assert thread_of(page(*(post(said, name=name) for said in SAID), head="")) is None


def test_posts_that_are_a_small_part_of_a_page_and_two_of_them_are_no_thread():
    essay = f"<p>{' '.join(SAID * 4)}</p>"
    assert thread_of(page(*map(post, SAID[:4]), head="", before=essay)) is None
    assert thread_of(page(*map(post, SAID[:2]), head="")) is None
    assert thread_of(page(*map(post, SAID[:2]))) is not None


def test_the_comments_of_an_article_are_no_thread():
    head = "<meta property=og:type content=article>"
    assert thread_of(page(*(post(said, name="comment") for said in SAID), head=head)) is None


def test_each_mark_of_a_discussion_is_found_through_its_hint():
    marks = [
        "<div itemtype=https://schema.org/DiscussionForumPosting>",
        '<script type=application/ld+json>{"@type": "QAPage"}</script>',
        '<META CONTENT="Discourse 3.1">',
        '<html id="XF">',
        "<footer>Powered by vBulletin",
    ]
    assert all(is_discussion(Document(mark.encode())) for mark in marks)
    assert not is_discussion(Document(b"<footer>Powered by WordPress"))
