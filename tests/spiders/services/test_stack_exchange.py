"""Stack Exchange in the shape of its wrapper; every question is made up."""

import datetime as dt

URL = "https://api.stackexchange.com/2.3/search/advanced?q=acme&site=stackoverflow&pagesize=100&page=1"


def question(number, body, **more):
    item = {
        "tags": ["acme"], "owner": {"account_id": number, "reputation": 1, "user_id": number, "user_type": "registered",
        "display_name": f"Asker {number}", "link": f"https://stackoverflow.com/users/{number}"},
        "is_answered": False, "view_count": 10, "answer_count": 0, "score": 1, "last_activity_date": 1791192600,
        "creation_date": 1791192600, "question_id": 7000 + number, "content_license": "CC BY-SA 4.0",
        "link": f"https://stackoverflow.com/questions/{7000 + number}", "title": "Export &quot;all&quot; boards?",
    }  # fmt: skip
    return item | ({} if body is None else {"body": body}) | more


def wrapper(*items, more=False, **fields):
    return {"items": list(items), "has_more": more, "quota_max": 300, "quota_remaining": 299} | fields


def test_a_question_is_a_ticket_with_title_and_text(service):
    document = wrapper(question(1, "<p>How do I <em>export</em>?</p>\n<pre><code>acme --all</code></pre>"))
    page = service.read("stack-exchange", document, URL)
    (review,) = page.reviews
    assert (review.title, review.text) == ('Export "all" boards?', "How do I export? acme --all")
    assert (review.key, review.author, review.date) == ("7001", "Asker 1", dt.date(2026, 10, 5))
    assert (page.verdict, page.next_page, page.pause) == ("ok", None, None)
    assert service.evident(page, document)


def test_without_a_text_the_title_is_what_is_said(service):
    (review,) = service.read("stack-exchange", wrapper(question(1, None)), URL).reviews
    assert (review.title, review.text) == (None, 'Export "all" boards?')


def test_more_pages_are_counted_on(service):
    assert service.read("stack-exchange", wrapper(question(1, "x"), more=True), URL).next_page.endswith(
        "page=2"
    )


def test_more_without_a_single_item_is_the_end(service):
    assert service.read("stack-exchange", wrapper(more=True), URL).next_page is None


def test_a_backoff_in_the_body_is_a_pause(service):
    page = service.read("stack-exchange", wrapper(question(1, "x"), more=True, backoff=11), URL)
    assert (page.verdict, page.pause) == ("ok", 11.0)


def test_a_spent_quota_ends_the_host_s_night(service):
    page = service.read("stack-exchange", wrapper(question(1, "x"), more=True, quota_remaining=0), URL)
    assert (page.verdict, page.pause, len(page.reviews)) == ("ok", 86_400.0, 1)


def test_throttling_says_why_and_updates_nothing(service):
    error = {"error_id": 502, "error_message": "too many requests from this IP, more requests available in 80000 seconds",
             "error_name": "throttle_violation"}  # fmt: skip
    page = service.read("stack-exchange", error, URL)
    assert (page.verdict, page.pause) == ("blocked", 86_400.0)
    assert "throttle_violation" in page.reason
    wrong = {"error_id": 400, "error_message": "site is required", "error_name": "bad_parameter"}
    assert service.read("stack-exchange", wrong, URL).verdict == "partial"


def test_a_total_is_what_the_service_says_there_are(service):
    assert service.read("stack-exchange", wrapper(question(1, "x"), total=812), URL).stated == 812
