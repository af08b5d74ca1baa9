# ruff: noqa: S608 - fixed text from this package only; no value of a user is ever written into it
"""Views of what customers say: reviews, mentions, sentiment by week, requests, comparisons, switches."""

from storage.views.wording import Wording

COMMENTS = {
    "reviews": "Reviews, tickets and survey answers as published, personal data masked.",
    "mentions": "Spans of reviews that name a feature, with the opinion of it.",
    "feature_sentiment_weekly": "Opinions of a product's feature by the week of the review; a review counts once.",
    "requests": "Sentences in which customers ask for something.",
    "comparisons": "Products set against each other in reviews.",
    "switches": "Customers who went from one product to another, with the reason.",
}

_REVIEW = """JOIN review r ON r.id = f.review_id
JOIN source s ON s.id = r.source_id
JOIN product p ON p.id = r.product_id
JOIN evidence_passage e ON e.id = f.evidence_id"""


def selects(say: Wording) -> dict[str, str]:
    """Return the SELECT of each view in the words of one engine."""
    return {
        "reviews": _reviews(say),
        "mentions": _mentions(say),
        "feature_sentiment_weekly": _weekly(say),
        "requests": _requests(say),
        "comparisons": _comparisons(),
        "switches": _switches(),
    }


def _reviews(say: Wording) -> str:
    return f"""SELECT r.id AS id, p.slug AS product, s.key AS source, l.url AS url, r.published AS date,
       {say.number("r.rating")} AS rating, {say.number("r.rating_raw")} AS rating_raw,
       {say.number("r.best")} AS best, r.title AS title, r.text AS text, r.words AS words, r.version AS version,
       r.author_key AS author_key, r.polarity AS polarity, r.language AS language, r.first_seen AS first_seen,
       r.last_seen AS last_seen, r.learnt_at AS learnt_at, r.model AS model, r.taxonomy AS taxonomy,
       r.evidence_id AS evidence_id
FROM review r
JOIN location l ON l.id = r.location_id
JOIN source s ON s.id = r.source_id
JOIN product p ON p.id = r.product_id"""


def _mentions(say: Wording) -> str:
    return f"""SELECT f.id AS id, f.review_id AS review, p.slug AS product, s.key AS source, t.name AS feature,
       f.phrase AS phrase, f.polarity AS polarity, f.confidence AS confidence, r.published AS date,
       {say.number("r.rating")} AS rating, r.model AS model, r.taxonomy AS taxonomy, f.evidence_id AS evidence_id
FROM mention f
LEFT JOIN feature t ON t.id = f.feature_id
{_REVIEW}"""


def _weekly(say: Wording) -> str:
    return f"""WITH voices AS (
    SELECT r.product_id, f.feature_id, {say.week("r.published")} AS week, f.review_id,
           MAX(CASE WHEN f.polarity IN ('positive', 'mixed') THEN 1 ELSE 0 END) AS good,
           MAX(CASE WHEN f.polarity IN ('negative', 'mixed') THEN 1 ELSE 0 END) AS bad,
           MIN(f.evidence_id) AS evidence_id
    FROM mention f JOIN review r ON r.id = f.review_id
    WHERE f.feature_id IS NOT NULL AND r.published IS NOT NULL
    GROUP BY r.product_id, f.feature_id, {say.week("r.published")}, f.review_id
)
SELECT p.slug AS product, t.name AS feature, v.week AS week, COUNT(*) AS n,
       SUM(CASE WHEN v.good = 1 AND v.bad = 0 THEN 1 ELSE 0 END) AS positive,
       SUM(CASE WHEN v.good = 0 AND v.bad = 1 THEN 1 ELSE 0 END) AS negative,
       SUM(CASE WHEN v.good = 0 AND v.bad = 0 THEN 1 ELSE 0 END) AS neutral,
       SUM(CASE WHEN v.good = 1 AND v.bad = 1 THEN 1 ELSE 0 END) AS mixed,
       MIN(v.evidence_id) AS evidence_id
FROM voices v
JOIN product p ON p.id = v.product_id
JOIN feature t ON t.id = v.feature_id
GROUP BY p.slug, t.name, v.week"""


def _requests(say: Wording) -> str:
    return f"""SELECT f.id AS id, f.review_id AS review, p.slug AS product, s.key AS source, t.name AS feature,
       f.confidence AS confidence, r.published AS date, {say.number("r.rating")} AS rating,
       r.author_key AS author_key, e.quote AS quote, f.evidence_id AS evidence_id
FROM intent f
LEFT JOIN feature t ON t.id = f.feature_id
{_REVIEW}
WHERE f.label = 'request'"""


def _comparisons() -> str:
    return f"""SELECT f.id AS id, f.review_id AS review, p.slug AS product, s.key AS source, f.winner AS winner,
       f.loser AS loser, f.aspect AS aspect, f.relation AS relation, r.published AS date, e.quote AS quote,
       f.evidence_id AS evidence_id
FROM comparison f
{_REVIEW}"""


def _switches() -> str:
    return f"""SELECT f.id AS id, f.review_id AS review, p.slug AS product, s.key AS source, f.loser AS from_product,
       f.winner AS to_product, f.aspect AS reason, r.published AS date, e.quote AS quote,
       f.evidence_id AS evidence_id
FROM comparison f
{_REVIEW}
WHERE f.relation = 'switch'"""
