"""Services where people talk: discussions that name a product, read as reviews without a rating."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from rivalscope.domain.market import SourceKind
from rivalscope.services.service import Basis, Option, Service, Terms, Token

SEARCHED = (
    "The search term says which product a text is about: choose one that means nothing else, since such texts often "
    "speak of several products. Texts have no rating."
)
"""What is true of every source that is a search, for docs/sources.md."""

_QUERY = Option(
    name="query", note="what to search for", example="Acme Boards", pattern=r"[^\x00-\x1f\x7f]{1,100}"
)


def _hacker_news(options: Mapping[str, str]) -> str:
    query = {
        "query": options["query"],
        "tags": options["tags"],
        "hitsPerPage": "100",
        "typoTolerance": "false",
        "page": "0",
    }
    return f"https://hn.algolia.com/api/v1/search_by_date?{urlencode(query, safe='(),')}"


HACKER_NEWS = Service(
    name="hacker-news",
    title="Hacker News",
    kind=SourceKind.REVIEWS,
    options=(
        _QUERY,
        Option(
            name="tags",
            note="comment, story or (comment,story)",
            example="(comment,story)",
            pattern=r"comment|story|\(comment,story\)",
            default="comment",
        ),
    ),
    address=_hacker_news,
    terms=Terms(
        basis=Basis.API,
        url="https://hn.algolia.com/api",
        read=None,
        note="Algolia offers the search to programs without a key; the page names the shape, not terms of use.",
    ),
    pace=1.0,
    most_pages=50,
    note="Comments, and stories with a text of their own, newest first, 100 a page. A search gives 1,000 hits; older "
    f"ones are had by asking again from the oldest hit backwards. {SEARCHED}",
    hosts=("hn.algolia.com",),
)


def _reddit(options: Mapping[str, str]) -> str:
    query = {"q": options["query"], "sort": "new", "limit": "100", "raw_json": "1", "type": "link"}
    if options["subreddit"]:
        return f"https://oauth.reddit.com/r/{options['subreddit']}/search?{urlencode(query | {'restrict_sr': '1'})}"
    return f"https://oauth.reddit.com/search?{urlencode(query)}"


REDDIT = Service(
    name="reddit",
    title="Reddit",
    kind=SourceKind.REVIEWS,
    options=(
        _QUERY,
        Option(
            name="subreddit",
            note="subreddit to stay within; all of them without one",
            example="projectmanagement",
            pattern=r"\w{0,50}",
            default="",
        ),
    ),
    address=_reddit,
    terms=Terms(
        basis=Basis.ASK,
        url="https://support.reddithelp.com/hc/en-us/articles/16160319875092-Reddit-Data-API-Wiki",
        read=None,
        note="Its help pages say that every program must be registered and use OAuth under the Developer and Data API "
        "Terms, and that commercial use needs Reddit's approval.",
    ),
    pace=1.0,
    most_pages=10,
    cap="about 1,000 posts a search",
    note=f"Posts with a text of their own, newest first, 100 a page; comments under them are not read. {SEARCHED}",
    hosts=("reddit.com",),
    token=Token(
        required=True,
        note="An access token of your registered app, which lasts a day at most: have it renewed into a file and name "
        "the file in RIVALSCOPE_TOKEN_REDDIT_FILE.",
    ),
)


def _stack_exchange(options: Mapping[str, str]) -> str:
    query = {
        "q": options["query"],
        "site": options["site"],
        "sort": "creation",
        "order": "desc",
        "pagesize": "100",
        "filter": "withbody",
        "page": "1",
    }
    if options["tagged"]:
        query["tagged"] = options["tagged"]
    return f"https://api.stackexchange.com/2.3/search/advanced?{urlencode(query)}"


STACK_EXCHANGE = Service(
    name="stack-exchange",
    title="Stack Exchange",
    kind=SourceKind.REVIEWS,
    options=(
        _QUERY,
        Option(
            name="site",
            note="site of the network",
            example="softwarerecs",
            pattern=r"[a-z0-9.]{2,40}",
            default="stackoverflow",
        ),
        Option(
            name="tagged",
            note="tags that a question must have, with ; between them",
            example="acme;mobile",
            pattern=r"[a-z0-9.#+;-]{0,200}",
            default="",
        ),
    ),
    address=_stack_exchange,
    terms=Terms(
        basis=Basis.API,
        url="https://stackoverflow.com/legal/api-terms-of-use",
        read=None,
        note="The API is documented for programs; what people write there is under CC BY-SA, so quote it with its link.",
    ),
    pace=1.0,
    most_pages=25,
    cap="25 pages without a key",
    note="Questions with title and text, newest first, 100 a page; answers and comments are not read. 300 requests a "
    "day and address without a key, 10,000 with one; when the day's quota is spent, or the service asks for a pause of "
    f"more than a minute, the rest waits for another night and coverage says so. {SEARCHED}",
    hosts=("api.stackexchange.com",),
    token=Token(
        required=False, parameter="key", note="Register an app at https://stackapps.com/apps/oauth/register."
    ),
)

SERVICES = (HACKER_NEWS, REDDIT, STACK_EXCHANGE)
