def test_what_a_page_says_of_its_product(read):
    page = read("jsonld.html")
    assert page.product == (
        ("name", "Copperleaf"),
        ("description", "Invoices & time"),
        ("category", "BusinessApplication"),
        ("tagline", "Prices"),
    )
    assert (page.title, page.language) == ("Pricing | Copperleaf", "en")


def test_meta_elements_stand_in_for_structured_data(read):
    page = read("cards.html")
    assert dict(page.product)["description"] == "Tidewell plans projects for small teams"
    assert page.language == "en-us"


def test_a_page_without_title_is_called_by_its_heading(read_html):
    assert read_html("<h1>Hello there</h1>").title == "Hello there"
