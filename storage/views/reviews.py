# ruff: noqa: S608 - fixed text from this package only; no value of a user is ever written into it
"""Views of what customers say: reviews and their editions, mentions, sentiment by week, requests, comparisons."""

from storage.views.instants import counted, edition_seen, edition_stands, last_seen, superseded, where
from storage.views.wording import Wording

COMMENTS = {
    "reviews": "Reviews, tickets and survey answers as they stand, personal data masked; copies are not `counted`.",
    "review_editions": "What each review said before it was changed, and what it says now.",
    "bursts": "Days with unusually many reviews of a product at a source: a launch, a campaign, or anything else.",
    "mentions": "Spans of reviews that name a feature, with the opinion of it.",
    "feature_sentiment_weekly": "Opinions of a product's feature by the week of the review; a review counts once.",
    "requests": "Sentences in which customers ask for something.",
    "comparisons": "Products set against each other in reviews.",
    "switches": "Customers who went from one product to another, with the reason.",
}

_IN_BURST = """EXISTS (SELECT 1 FROM burst b
    WHERE b.source_id = r.source_id AND r.published BETWEEN b.since AND b.until)"""


def selects(say: Wording) -> dict[str, str]:
    """Return the SELECT of each view in the words of one engine."""
    return {
        "reviews": _reviews(say),
        "review_editions": _editions(say),
        "bursts": _bursts(say),
        "mentions": _mentions(say),
        "feature_sentiment_weekly": _weekly(say),
        "requests": _requests(say),
        "comparisons": _comparisons(say),
        "switches": _switches(say),
    }


def _review(say: Wording) -> str:
    return f"""JOIN review r ON r.id = f.review_id
{say.beside} source s ON s.id = r.source_id
JOIN product p ON p.id = r.product_id"""


def _quoted(say: Wording) -> str:
    return f"""{_review(say)}
{say.beside} evidence_passage e ON e.id = f.evidence_id"""


def _heard(say: Wording, *conditions: str) -> str:
    """Return the WHERE of what is read of reviews that stood and are no copies."""
    return where(*conditions, *edition_stands(say, "r"), counted(say, "r"))


def _reviews(say: Wording) -> str:
    return f"""SELECT r.id AS id, p.slug AS product, s.key AS source, l.url AS url, r.published AS date,
       {say.number("r.rating")} AS rating, {say.number("r.rating_raw")} AS rating_raw,
       {say.number("r.best")} AS best, r.title AS title, r.text AS text, r.words AS words, r.version AS version,
       r.author_key AS author_key, r.polarity AS polarity, r.language AS language, r.first_seen AS first_seen,
       {last_seen(say, "r")} AS last_seen, r.learnt_at AS learnt_at, r.model AS model, r.taxonomy AS taxonomy,
       r.edition AS edition, r.edited_at AS edited_at, r.cluster_id AS cluster,
       {_flag(say)} AS counted, {say.flag(_IN_BURST)} AS burst, r.evidence_id AS evidence_id
FROM review r
{say.beside} location l ON l.id = r.location_id
{say.beside} source s ON s.id = r.source_id
JOIN product p ON p.id = r.product_id{where(*edition_stands(say, "r"))}"""


def _flag(say: Wording) -> str:
    # A column by itself is what PostgreSQL knows the share of.
    return "r.counted" if say.until is None else say.flag(counted(say, "r"))


def _editions(say: Wording) -> str:
    return f"""SELECT r.id AS id, c.id AS review, p.slug AS product, s.key AS source, l.url AS url, r.edition AS edition,
       r.published AS date, {say.number("r.rating")} AS rating, r.title AS title, r.text AS text,
       r.polarity AS polarity, COALESCE(r.edited_at, r.first_seen) AS first_seen,
       {last_seen(say, "r")} AS last_seen, {superseded(say, "r")} AS ended, r.learnt_at AS learnt_at,
       r.evidence_id AS evidence_id
FROM review r
JOIN review c ON c.source_id = r.source_id AND c.key = r.key AND {" AND ".join(edition_stands(say, "c"))}
{say.beside} location l ON l.id = r.location_id
{say.beside} source s ON s.id = r.source_id
JOIN product p ON p.id = r.product_id{where(*edition_seen(say, "r"))}"""


def _bursts(say: Wording) -> str:
    begun = [] if say.until is None else [f"b.since <= {say.day(say.until)}"]
    return f"""SELECT b.id AS id, p.slug AS product, s.key AS source, b.since AS since, b.until AS until, b.n AS n,
       b.usual AS usual, b.z AS z
FROM burst b
JOIN source s ON s.id = b.source_id
JOIN product p ON p.id = b.product_id{where(*begun)}"""


def _mentions(say: Wording) -> str:
    if say.sqlite:
        return _mentioned(say, "t.name", "LEFT JOIN feature t ON t.id = f.feature_id\n")
    # Apart, since PostgreSQL would look at every mention for those of no feature.
    known = _mentioned(say, "t.name", "JOIN feature t ON t.id = f.feature_id\n")
    unknown = _mentioned(say, "CAST(NULL AS TEXT)", "", "f.feature_id IS NULL")
    return f"{known}\nUNION ALL\n{unknown}"


def _mentioned(say: Wording, feature: str, join: str, *conditions: str) -> str:
    return f"""SELECT f.id AS id, f.review_id AS review, p.slug AS product, s.key AS source, {feature} AS feature,
       f.phrase AS phrase, f.polarity AS polarity, f.confidence AS confidence, r.published AS date,
       {say.number("r.rating")} AS rating, r.model AS model, r.taxonomy AS taxonomy, f.evidence_id AS evidence_id
FROM mention f
{join}{_review(say)}{_heard(say, *conditions)}"""


def opinions(say: Wording, *conditions: str) -> str:
    """Return the SELECT of opinions by product, feature and week, by number, as the table `opinion_week` has them."""
    week = say.week("r.published")
    wanted = _heard(say, "r.published IS NOT NULL", "f.feature_id IS NOT NULL", *conditions)
    return f"""SELECT r.product_id AS product_id, f.feature_id AS feature_id, {week} AS week, {_TOLD}, MIN(f.evidence_id) AS passage
FROM mention f
JOIN review r ON r.id = f.review_id{wanted}
GROUP BY r.product_id, f.feature_id, {week}"""


def _tallies() -> str:
    """Return the counts of reviews; one that says both is neither positive nor negative but mixed."""
    told = "COUNT(DISTINCT CASE WHEN f.polarity <> 'neutral' THEN f.review_id END)"
    good = "COUNT(DISTINCT CASE WHEN f.polarity IN ('positive', 'mixed') THEN f.review_id END)"
    bad = "COUNT(DISTINCT CASE WHEN f.polarity IN ('negative', 'mixed') THEN f.review_id END)"
    return f"""COUNT(DISTINCT f.review_id) AS n, {told} - {bad} AS positive, {told} - {good} AS negative,
       COUNT(DISTINCT f.review_id) - {told} AS neutral, {good} + {bad} - {told} AS mixed"""


_TOLD = _tallies()


def _weekly(say: Wording) -> str:
    if say.until is None:
        return """SELECT p.slug AS product, t.name AS feature, f.week AS week, f.n AS n, f.positive AS positive,
       f.negative AS negative, f.neutral AS neutral, f.mixed AS mixed, f.passage AS evidence_id
FROM opinion_week f
JOIN product p ON p.id = f.product_id
JOIN feature t ON t.id = f.feature_id"""
    # Counted at one level: a condition on product or feature then reaches the rows before they are grouped, in SQLite
    # too.
    week = say.week("r.published")
    return f"""SELECT p.slug AS product, t.name AS feature, {week} AS week, {_TOLD}, MIN(f.evidence_id) AS evidence_id
FROM mention f
JOIN review r ON r.id = f.review_id
JOIN product p ON p.id = r.product_id
JOIN feature t ON t.id = f.feature_id
{_heard(say, "r.published IS NOT NULL")}
GROUP BY p.slug, t.name, {week}"""


def _requests(say: Wording) -> str:
    return f"""SELECT f.id AS id, f.review_id AS review, p.slug AS product, s.key AS source, t.name AS feature,
       f.confidence AS confidence, r.published AS date, {say.number("r.rating")} AS rating,
       r.author_key AS author_key, e.quote AS quote, f.evidence_id AS evidence_id
FROM intent f
LEFT JOIN feature t ON t.id = f.feature_id
{_quoted(say)}{_heard(say, "f.label = 'request'")}"""


def _comparisons(say: Wording) -> str:
    return f"""SELECT f.id AS id, f.review_id AS review, p.slug AS product, s.key AS source, f.winner AS winner,
       f.loser AS loser, f.aspect AS aspect, f.relation AS relation, r.published AS date, e.quote AS quote,
       f.evidence_id AS evidence_id
FROM comparison f
{_quoted(say)}{_heard(say)}"""


def _switches(say: Wording) -> str:
    return f"""SELECT f.id AS id, f.review_id AS review, p.slug AS product, s.key AS source, f.loser AS from_product,
       f.winner AS to_product, f.aspect AS reason, r.published AS date, e.quote AS quote,
       f.evidence_id AS evidence_id
FROM comparison f
{_quoted(say)}{_heard(say, "f.relation = 'switch'")}"""
