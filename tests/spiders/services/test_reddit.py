"""Reddit in the shape of its listings; every post is made up."""

import datetime as dt

URL = "https://oauth.reddit.com/search?q=Acme&sort=new&limit=100&raw_json=1&type=link"


def post(number, text, **more):
    data = {
        "approved_at_utc": None, "author": f"user{number}", "author_fullname": f"t2_{number}", "clicked": False,
        "created_utc": 1791192600.0, "id": f"p{number}", "is_self": True, "name": f"t3_p{number}", "num_comments": 4,
        "permalink": f"/r/boards/comments/p{number}/made/", "score": 12, "selftext": text, "subreddit": "boards",
        "title": f"Post {number}", "url": f"https://www.reddit.com/r/boards/comments/p{number}/made/",
    }  # fmt: skip
    return {"kind": "t3", "data": data | more}


def listing(*children, after=None):
    data = {"after": after, "before": None, "children": list(children), "dist": len(children), "geo_filter": "",
            "modhash": None}  # fmt: skip
    return {"kind": "Listing", "data": data}


def test_a_post_is_a_voice_and_the_token_leads_on(service):
    document = listing(post(1, "We left **Acme**.\n\nMail me at jo@made.example"), after="t3_p1")
    page = service.read("reddit", document, URL)
    (review,) = page.reviews
    assert review.text == "We left **Acme**. Mail me at •••••••••••••••"
    assert (review.title, review.key, review.author) == ("Post 1", "t3_p1", "user1")
    assert review.date == dt.date(2026, 10, 5)
    assert page.next_page == f"{URL}&after=t3_p1"
    assert service.evident(page, document)


def test_the_last_listing_has_no_token(service):
    assert service.read("reddit", listing(post(1, "Text.")), f"{URL}&after=t3_p0").next_page is None


def test_an_empty_listing_ends_the_list_even_with_a_token(service):
    page = service.read("reddit", listing(after="t3_p1"), URL)
    assert (page.verdict, page.next_page) == ("ok", None)


def test_what_was_deleted_or_is_a_bare_link_is_nobody_s_voice(service):
    page = service.read(
        "reddit", listing(post(1, "[removed]"), post(2, ""), post(3, "Kept.", author="[deleted]")), URL
    )
    assert [(review.text, review.author) for review in page.reviews] == [("Kept.", None)]


def test_a_comment_has_its_text_in_body(service):
    child = {
        "kind": "t1",
        "data": {"name": "t1_c", "body": "Fine &amp; quick.", "author": "a", "link_title": "Acme?"},
    }
    (review,) = service.read("reddit", listing(child), URL).reviews
    assert (review.text, review.title) == ("Fine & quick.", "Acme?")


def test_an_error_says_what_it_is(service):
    page = service.read("reddit", {"message": "Too Many Requests", "error": 429}, URL)
    assert (page.verdict, page.reason) == ("blocked", "Reddit answered: Too Many Requests")
    assert service.read("reddit", {"message": "Not Found", "error": 404}, URL).verdict == "partial"
