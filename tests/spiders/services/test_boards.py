"""Job boards in the shapes of their interfaces; every role is made up."""

import datetime as dt

import pytest

GREENHOUSE = {
    "jobs": [
        {"id": 1, "internal_job_id": 2, "title": "Engineer, Sync", "updated_at": "2026-10-02T10:55:28-05:00",
         "first_published": "2026-09-01T10:00:00-05:00", "location": {"name": "Lisbon"}, "metadata": None,
         "absolute_url": "https://boards.greenhouse.io/acme/jobs/1", "content": "&lt;p&gt;Hi&lt;/p&gt;",
         "departments": [{"id": 3, "name": "Engineering", "parent_id": None, "child_ids": []}], "offices": []},
        {"id": 4, "title": "Designer", "updated_at": "2026-10-02T10:55:28-05:00", "location": {"name": None}},
    ],
    "meta": {"total": 3},
}  # fmt: skip
LEVER = [
    {"id": "a-b", "text": "Engineer, Sync", "createdAt": 1791192600000, "country": "PT", "workplaceType": "hybrid",
     "categories": {"team": "Platform", "department": "Engineering", "location": "Lisbon", "commitment": "Full-time"},
     "hostedUrl": "https://jobs.lever.co/acme/a-b"},
    {"id": "c-d", "text": "Designer", "createdAt": 1791192600000, "workplaceType": "remote", "categories": {}},
]  # fmt: skip
ASHBY = {
    "apiVersion": "1",
    "jobs": [
        {"title": "Engineer, Sync", "team": "Platform", "department": "Engineering", "location": "Lisbon",
         "isRemote": False, "isListed": True, "publishedAt": "2026-10-05T18:36:29.484+00:00",
         "jobUrl": "https://jobs.ashbyhq.com/acme/1"},
        {"title": "Secret role", "isListed": False},
        {"title": "Designer", "department": "Design", "isRemote": True, "isListed": True},
    ],
}  # fmt: skip
WORKABLE = {
    "name": "Acme", "description": None,
    "jobs": [
        {"title": "Engineer, Sync", "shortcode": "ABC", "code": "", "employment_type": "Full-time", "telecommuting": False,
         "department": "Engineering", "url": "https://apply.workable.com/j/ABC", "published_on": "2026-10-05",
         "created_at": "2026-09-01", "country": "Portugal", "city": "Lisbon", "state": "Lisbon District"},
        {"title": "Designer", "telecommuting": True, "country": "", "city": "", "state": ""},
    ],
}  # fmt: skip
PERSONIO = b"""<?xml version="1.0" encoding="UTF-8"?><!-- made for these tests -->
<workzag-jobs>
  <position><id>1</id><subcompany>Acme GmbH</subcompany><office>Lisbon</office><department>Engineering</department>
    <recruitingCategory>Tech</recruitingCategory><name>Engineer, Sync &amp; Search</name>
    <jobDescriptions><jobDescription><name>Your tasks</name><value><![CDATA[<p>Sync.</p>]]></value></jobDescription></jobDescriptions>
    <employmentType>permanent</employmentType><createdAt>2026-10-05T10:00:00+00:00</createdAt></position>
  <position><name></name></position>
  <position><name>Designer</name></position>
</workzag-jobs>"""


def roles(page):
    return [(role.title, role.team, role.location, role.date) for role in page.roles]


@pytest.mark.parametrize(
    ("name", "document", "expected"),
    [
        ("greenhouse", GREENHOUSE, [("Engineer, Sync", "Engineering", "Lisbon", dt.date(2026, 9, 1)),
                                    ("Designer", None, None, dt.date(2026, 10, 2))]),
        ("lever", LEVER, [("Engineer, Sync", "Platform", "Lisbon", dt.date(2026, 10, 5)),
                          ("Designer", None, "remote", dt.date(2026, 10, 5))]),
        ("ashby", ASHBY, [("Engineer, Sync", "Platform", "Lisbon", dt.date(2026, 10, 5)),
                          ("Designer", "Design", "remote", None)]),
        ("workable", WORKABLE, [
            ("Engineer, Sync", "Engineering", "Lisbon, Lisbon District, Portugal", dt.date(2026, 10, 5)),
            ("Designer", None, "remote", None)]),
        ("personio", PERSONIO, [("Engineer, Sync & Search", "Engineering", "Lisbon", dt.date(2026, 10, 5)),
                                ("Designer", None, None, None)]),
    ],
)  # fmt: skip
def test_a_board_s_roles_have_title_team_place_and_day(service, name, document, expected):
    page = service.read(name, document)
    assert (page.verdict, page.kind, roles(page)) == ("ok", "careers", expected)
    assert page.items == len(expected)
    assert service.evident(page, document)


def test_a_board_s_total_may_disagree_with_what_it_lists(service):
    page = service.read("greenhouse", GREENHOUSE)
    assert (page.stated, len(page.roles)) == (3, 2)


def test_a_full_page_of_postings_leads_on(service):
    url = "https://api.lever.co/v0/postings/acme?mode=json&skip=0&limit=2"
    page = service.read("lever", LEVER, url)
    assert page.next_page == url.replace("skip=0", "skip=2")
    assert service.read("lever", LEVER[:1], page.next_page).next_page is None
    assert service.read("lever", [], page.next_page).next_page is None


@pytest.mark.parametrize("name", ["greenhouse", "lever", "ashby", "workable", "personio"])
@pytest.mark.parametrize(
    "document", [{"status": 404, "error": "Job not found"}, {"jobs": {}}, b"", b"<html>No</html>"]
)
def test_an_answer_without_a_list_updates_nothing(service, name, document):
    page = service.read(name, document)
    assert (page.verdict, page.roles, page.kind) == ("partial", (), "careers")
    assert page.reason


def test_no_open_role_is_no_error(service):
    assert service.read("greenhouse", {"jobs": [], "meta": {"total": 0}}).verdict == "ok"
    assert service.read("personio", b"<workzag-jobs></workzag-jobs>").verdict == "ok"
