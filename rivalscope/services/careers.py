"""Services where companies list their open roles."""

from __future__ import annotations

from collections.abc import Mapping

from rivalscope.domain.market import SourceKind
from rivalscope.services.service import Basis, Option, Service, Terms

_READ = (
    "Roles with title, team, location and day; they are counted and shown by `extract`, not stored as facts."
)


def _name(note: str, example: str) -> Option:
    return Option(name="name", note=note, example=example, pattern=r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")


def _terms(url: str, note: str) -> Terms:
    return Terms(basis=Basis.OPEN, url=url, read=None, note=note)


def _lever(options: Mapping[str, str]) -> str:
    host = "api.eu.lever.co" if options["region"] == "eu" else "api.lever.co"
    return f"https://{host}/v0/postings/{options['name']}?mode=json&skip=0&limit=100"


GREENHOUSE = Service(
    name="greenhouse",
    title="Greenhouse job boards",
    kind=SourceKind.CAREERS,
    options=(_name("token of the board, as in its address", "acme"),),
    address=lambda options: f"https://boards-api.greenhouse.io/v1/boards/{options['name']}/jobs?content=true",
    terms=_terms(
        "https://developers.greenhouse.io/job-board.html",
        "The interface is public and documented, without a key.",
    ),
    pace=1.0,
    most_pages=1,
    note=_READ,
    hosts=("boards-api.greenhouse.io",),
)

LEVER = Service(
    name="lever",
    title="Lever job sites",
    kind=SourceKind.CAREERS,
    options=(
        _name("name of the site, as in its address", "acme"),
        Option(name="region", note="global or eu", example="eu", pattern="global|eu", default="global"),
    ),
    address=_lever,
    terms=_terms(
        "https://github.com/lever/postings-api", "The interface is public and documented, without a key."
    ),
    pace=1.0,
    most_pages=20,
    note=f"{_READ} 100 a page.",
    hosts=("api.lever.co", "api.eu.lever.co"),
)

ASHBY = Service(
    name="ashby",
    title="Ashby job boards",
    kind=SourceKind.CAREERS,
    options=(_name("name of the board, as in its address", "acme"),),
    address=lambda options: f"https://api.ashbyhq.com/posting-api/job-board/{options['name']}",
    terms=_terms(
        "https://developers.ashbyhq.com/docs/public-job-posting-api",
        "The interface is public and documented, without a key.",
    ),
    pace=1.0,
    most_pages=1,
    note=_READ,
    hosts=("api.ashbyhq.com",),
)

WORKABLE = Service(
    name="workable",
    title="Workable careers pages",
    kind=SourceKind.CAREERS,
    options=(_name("name of the account, as in its address", "acme"),),
    address=lambda options: f"https://apply.workable.com/api/v1/widget/accounts/{options['name']}",
    terms=_terms(
        "https://www.workable.com/terms", "The widget's data are public; they are sparsely documented."
    ),
    pace=2.0,
    most_pages=1,
    note=_READ,
    hosts=("apply.workable.com",),
)

PERSONIO = Service(
    name="personio",
    title="Personio careers pages",
    kind=SourceKind.CAREERS,
    options=(
        _name("name of the account, as in its address", "acme"),
        Option(
            name="domain", note="de or com, as in its address", example="de", pattern="de|com", default="de"
        ),
    ),
    address=lambda options: f"https://{options['name']}.jobs.personio.{options['domain']}/xml?language=en",
    terms=_terms(
        "https://developer.personio.de/docs/retrieving-open-job-positions",
        "The feed is public where its account has switched it on.",
    ),
    pace=1.0,
    most_pages=1,
    note=_READ,
    hosts=("jobs.personio.de", "jobs.personio.com"),
    accept="application/xml, text/xml;q=0.9",
)

SERVICES = (GREENHOUSE, LEVER, ASHBY, WORKABLE, PERSONIO)
