"""Functions of positions, by their titles."""

import pytest

from spiders.pages.functions import function_of, is_role_title


@pytest.mark.parametrize(
    ("title", "function"),
    [
        ("Senior Backend Engineer", "engineering"),
        ("Security Engineer", "engineering"),
        ("Enterprise Account Executive", "sales"),
        ("Solutions Engineer, EMEA", "sales"),
        ("Customer Success Manager", "support"),
        ("Product Marketing Manager", "marketing"),
        ("Senior Product Designer", "design"),
        ("Group Product Manager", "product"),
        ("Data Analyst", "data"),
        ("Technical Recruiter", "people"),
        ("Legal Counsel", "legal"),
        ("Payroll Specialist", "finance"),
        ("Chief Happiness Officer", None),
    ],
)
def test_a_title_tells_its_function(title, function):
    assert function_of(title) == function
    assert is_role_title(title)


@pytest.mark.parametrize("text", ["Read more", "Our values", "Berlin", "See all jobs"])
def test_what_is_no_position_reads_like_none(text):
    assert not is_role_title(text)
