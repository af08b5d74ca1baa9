from rivalscope.domain.market import Product
from storage.product_names import known_names


def test_a_product_is_known_by_its_names_and_by_its_host_where_no_other_goes_by_that_name():
    named = [
        Product(slug="zoom", name="Zoom", site="https://www.zoom.example", aliases=("Zoom Meetings",)),
        Product(slug="zoom-rooms", name="Zoom Rooms", site="https://zoom.example"),
        Product(slug="teams", name="Teams", aliases=("Meet",), site="https://app.teams.example/"),
        Product(slug="meet", name="Google Meet", aliases=("Meet",)),
    ]
    assert known_names(named) == {
        "zoom": "zoom",
        "zoommeetings": "zoom",
        "zoomrooms": "zoom-rooms",
        "teams": "teams",
        "appteamsexample": "teams",
        "googlemeet": "meet",
    }
