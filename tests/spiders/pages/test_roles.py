"""Roles of careers pages; every page here is made up."""

import datetime as dt
import json

from rivalscope.domain.market import SourceKind
from spiders.pages.passages import Selections
from spiders.pages.reader import read_page

POSTING = {
    "@context": "https://schema.org/",
    "@type": "JobPosting",
    "title": "Engineer, Sync &amp; Search",
    "datePosted": "2026-10-05",
    "employmentUnit": {"@type": "Organization", "name": "Platform"},
    "hiringOrganization": {"@type": "Organization", "name": "Tidewell"},
    "jobLocation": {
        "@type": "Place",
        "address": {"@type": "PostalAddress", "addressLocality": "Lisbon", "addressCountry": "PT"},
    },
}


def careers(*postings):
    scripts = "".join(f"<script type='application/ld+json'>{json.dumps(one)}</script>" for one in postings)
    words = "We are a small team that makes boards. " * 20
    html = (
        f"<!doctype html><html><head><title>Careers</title>{scripts}</head><body><p>{words}</p></body></html>"
    )
    return html.encode()


def read(body, kind=SourceKind.CAREERS):
    return read_page(body, url="https://made.example/careers", kind=kind)


def roles(*postings):
    return [(role.title, role.team, role.location, role.date) for role in read(careers(*postings)).roles]


def test_a_posting_is_a_role_with_team_place_and_day():
    body = careers(POSTING)
    page = read(body)
    assert [(role.title, role.team, role.location, role.date) for role in page.roles] == [
        ("Engineer, Sync & Search", "Platform", "Lisbon, PT", dt.date(2026, 10, 5))
    ]
    assert page.items == 1
    assert all(Selections(body).confirm(role.passage) for role in page.roles)


def test_a_posting_told_twice_is_one_role():
    assert len(roles(POSTING, {"@graph": [POSTING]})) == 1


def test_several_places_and_remote_work_are_told():
    places = [{"address": {"addressLocality": name}} for name in ("Lisbon", "Berlin", "Lisbon")]
    remote = POSTING | {"title": "B", "jobLocation": None, "jobLocationType": "TELECOMMUTE"}
    assert [role[2] for role in roles(POSTING | {"jobLocation": places}, remote)] == [
        "Lisbon; Berlin",
        "remote",
    ]


def test_a_page_of_another_kind_is_not_asked_for_roles():
    assert read(careers(POSTING), SourceKind.BLOG).roles == ()


def test_any_value_of_a_posting_may_be_anything():
    for key in POSTING:
        for value in (
            None,
            True,
            7,
            "",
            [],
            {},
            [None],
            [[]],
            {"name": []},
            {"address": {"addressLocality": {}}},
            "x" * 900,
        ):
            for role in read(careers(POSTING | {key: value})).roles:
                assert role.title
                assert len(role.team or "") <= 200


LINKS = b"""<!-- made --><body><nav><a href=/careers/life>Life of an engineer</a></nav><main>
<a href=/careers/senior-backend-engineer><h3>Senior Backend Engineer</h3><p>Berlin</p></a>
<a href=/careers/account-executive>Account Executive</a><a href=/careers/benefits>Benefits</a>
<a href=/about/manager>A word from our manager</a></main></body>"""


def test_links_to_positions_are_roles_where_no_posting_is_stated():
    page = read_page(LINKS, url="https://roomly.example/careers", kind=SourceKind.CAREERS)
    assert [(role.title, role.function) for role in page.roles] == [
        ("Senior Backend Engineer", "engineering"),
        ("Account Executive", "sales"),
    ]
    assert all(Selections(LINKS).confirm(role.passage) for role in page.roles)


def test_one_link_that_reads_like_a_position_is_no_list_of_them():
    one = LINKS.replace(b"Account Executive", b"Perks")
    assert read_page(one, url="https://roomly.example/careers", kind=SourceKind.CAREERS).roles == ()
