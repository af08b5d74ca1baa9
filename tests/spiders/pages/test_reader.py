from spiders.pages.reader import read_page


def test_a_page_of_one_plan_is_read():
    page = read_page(
        b"<html><body><main><section><h2>Pro</h2><p>$12/user/month</p></section>"
        b"<section><h2>Max</h2><p>$24/user/month</p></section></main></body></html>",
        url="https://example.test/pricing",
    )
    assert [(plan.name, [str(price.amount) for price in plan.prices]) for plan in page.plans] == [("Pro", ["12"]), ("Max", ["24"])]
