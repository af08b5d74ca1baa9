"""Services where software is made: releases, and what its users report and ask."""

from __future__ import annotations

import json
from collections.abc import Mapping
from urllib.parse import parse_qsl, quote, urldefrag, urlencode

from rivalscope.domain.market import SourceKind
from rivalscope.services.service import Basis, Option, Request, Service, Terms, Token

_REPOSITORY = Option(
    name="repository",
    note="owner and name of the repository",
    example="acme/boards",
    pattern=r"[A-Za-z0-9-]{1,39}/(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}",
)
_GITHUB_TERMS = Terms(
    basis=Basis.API,
    url="https://docs.github.com/en/site-policy/github-terms/github-terms-of-service#h-api-terms",
    read=None,
    note="The interface is documented for programs, within its rate limits.",
)
_GITHUB_ACCEPT = "application/vnd.github+json"
_LEAVE = (
    "A fine-grained personal access token without any permission is enough for public repositories: "
    "https://github.com/settings/personal-access-tokens."
)
_LIMITS = "60 requests an hour without a token, 5,000 with one; pages that have not changed cost none."


def _github(options: Mapping[str, str], list_: str, **query: str) -> str:
    return f"https://api.github.com/repos/{options['repository']}/{list_}?{urlencode(query)}"


GITHUB_RELEASES = Service(
    name="github-releases",
    title="GitHub releases",
    kind=SourceKind.FEED,
    options=(_REPOSITORY,),
    address=lambda options: _github(options, "releases", per_page="100", page="1"),
    terms=_GITHUB_TERMS,
    pace=1.0,
    most_pages=10,
    cap="1,000 releases",
    note=f"Published releases with the points of their notes, newest first, 100 a page. {_LIMITS}",
    hosts=("api.github.com",),
    token=Token(required=False, name="GITHUB", note=_LEAVE),
    accept=_GITHUB_ACCEPT,
)

GITHUB_ISSUES = Service(
    name="github-issues",
    title="GitHub issues",
    kind=SourceKind.REVIEWS,
    options=(_REPOSITORY,),
    address=lambda options: _github(
        options, "issues", state="all", sort="created", direction="desc", per_page="100", page="1"
    ),
    terms=_GITHUB_TERMS,
    pace=1.0,
    most_pages=50,
    note="Issues, open and closed, as tickets: title and text, newest first, 100 a page. Pull requests, what bots "
    f"write, and comments are not read. {_LIMITS}",
    hosts=("api.github.com",),
    token=Token(required=False, name="GITHUB", note=_LEAVE),
    accept=_GITHUB_ACCEPT,
)

_DISCUSSIONS = """query($owner: String!, $name: String!, $after: String) {
  repository(owner: $owner, name: $name) {
    discussions(first: 100, after: $after, orderBy: {field: CREATED_AT, direction: DESC}) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes { id title body createdAt author { login } }
    }
  }
}"""


def _discussions(options: Mapping[str, str]) -> str:
    fragment = urlencode({"repository": options["repository"]}, safe="/")
    return f"https://api.github.com/graphql#{fragment}"


def _question(url: str, options: Mapping[str, str]) -> Request:
    """Return the question for a page of discussions, whose place stands in the URL's fragment."""
    address, fragment = urldefrag(url)
    owner, _, name = options["repository"].partition("/")
    variables = {"owner": owner, "name": name, "after": dict(parse_qsl(fragment)).get("after")}
    return Request(
        url=address,
        method="POST",
        body=json.dumps({"query": _DISCUSSIONS, "variables": variables}).encode(),
        headers=(("Content-Type", "application/json"),),
    )


GITHUB_DISCUSSIONS = Service(
    name="github-discussions",
    title="GitHub discussions",
    kind=SourceKind.REVIEWS,
    options=(_REPOSITORY,),
    address=_discussions,
    terms=_GITHUB_TERMS,
    pace=1.0,
    most_pages=50,
    note="Discussions with title and text, newest first, 100 a page; answers and comments are not read. The interface "
    "(GraphQL) answers nobody without a token.",
    hosts=("api.github.com",),
    request=_question,
    token=Token(required=True, name="GITHUB", note=_LEAVE),
    accept=_GITHUB_ACCEPT,
)


def _pypi(options: Mapping[str, str]) -> str:
    if options["form"] == "json":
        return f"https://pypi.org/pypi/{options['project']}/json"
    return f"https://pypi.org/rss/project/{options['project'].lower()}/releases.xml"


PYPI = Service(
    name="pypi",
    title="PyPI",
    kind=SourceKind.FEED,
    options=(
        Option(
            name="project",
            note="name of the project",
            example="acme-boards",
            pattern=r"[A-Za-z0-9]([A-Za-z0-9._-]{0,98}[A-Za-z0-9])?",
        ),
        Option(
            name="form",
            note="feed, or json for all versions",
            example="feed",
            pattern="feed|json",
            default="feed",
        ),
    ),
    address=_pypi,
    terms=Terms(
        basis=Basis.API,
        url="https://docs.pypi.org/api/",
        read=None,
        note="The documentation points programs that look for updates to the feeds. robots.txt of pypi.org keeps "
        "crawlers from the JSON, which we honour: the form json is for mirrors and indexes of your own.",
    ),
    pace=1.0,
    most_pages=1,
    note="Versions with their day. The feed gives the last 40; the JSON gives all, and says which were withdrawn.",
    hosts=("pypi.org",),
    accept="application/rss+xml, application/json;q=0.9",
)

NPM = Service(
    name="npm",
    title="npm",
    kind=SourceKind.FEED,
    options=(
        Option(
            name="package",
            note="name of the package",
            example="@acme/boards",
            pattern=r"(@[A-Za-z0-9._~-]{1,100}/)?(?!\.{1,2}$)[A-Za-z0-9._~-]{1,200}",
        ),
    ),
    address=lambda options: f"https://registry.npmjs.org/{quote(options['package'], safe='@')}",
    terms=Terms(
        basis=Basis.API,
        url="https://docs.npmjs.com/policies/open-source-terms",
        read=None,
        note="The registry's interface is documented for programs; its terms ask for moderate use.",
    ),
    pace=1.0,
    most_pages=1,
    note="Versions with their day, and which are deprecated. The document of a package with very many versions can "
    "exceed the limit of bytes a page: the verdict is then too-large.",
    hosts=("registry.npmjs.org",),
)

SERVICES = (GITHUB_RELEASES, GITHUB_ISSUES, GITHUB_DISCUSSIONS, PYPI, NPM)
