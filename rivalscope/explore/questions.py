"""What our own pages ask of the views; each is answered by index or left out when it takes too long."""

PRODUCTS = "SELECT product, name, ours, site FROM products WHERE active = 1 ORDER BY ours DESC, product"
FEATURES = "SELECT DISTINCT feature FROM feature_matrix ORDER BY feature"

PRODUCT = "SELECT product, name, ours, site, active FROM products WHERE product = :product"
SOURCES = (
    "SELECT source, kind, url, last_ok FROM sources WHERE product = :product AND active = 1 ORDER BY source"
)
PRICES = (
    "SELECT plan, kind, amount_text, currency, period, billed, unit, qualifier, raw, first_seen, evidence_id "
    "FROM current_prices WHERE product = :product ORDER BY id LIMIT 100"
)
PRICE_HISTORY = "SELECT * FROM price_history WHERE product = :product ORDER BY id LIMIT 1000"
CHANGES = (
    "SELECT night, kind, mode, subject, before, after, score, evidence_id FROM changes WHERE product = :product "
    "ORDER BY night DESC, score DESC, id LIMIT 25"
)
PRODUCT_FEATURES = (
    "SELECT feature, status, ROUND(confidence, 2) AS confidence, plans, value, evidence_id, evidence_against "
    "FROM feature_matrix "
    "WHERE product = :product AND status <> 'unknown' ORDER BY feature LIMIT 300"
)
PRODUCT_SCORES = (
    "SELECT feature, n, positive_share, low, high, requests, ranked, evidence_id FROM feature_scores "
    "WHERE product = :product ORDER BY n DESC, feature LIMIT 40"
)
PRODUCT_WEEKS = (
    "SELECT week, SUM(positive) AS positive, SUM(negative) AS negative FROM feature_sentiment_weekly "
    "WHERE product = :product GROUP BY week ORDER BY week"
)
RELEASES = (
    "SELECT date, version, title, evidence_id FROM releases WHERE product = :product "
    "ORDER BY date DESC, id DESC LIMIT 12"
)

FEATURE_STATUS = (
    "SELECT product, status, ROUND(confidence, 2) AS confidence, plans, value, evidence_id, evidence_against "
    "FROM feature_matrix WHERE feature = :feature ORDER BY product"
)
FEATURE_HISTORY = (
    "SELECT product, plan, status, value, first_seen, ended, evidence_id FROM feature_history "
    "WHERE feature = :feature ORDER BY product, first_seen, id LIMIT 100"
)
FEATURE_SCORES = (
    "SELECT product, n, positive_share, low, high, importance, requests, ranked, evidence_id FROM feature_scores "
    "WHERE feature = :feature ORDER BY product"
)
FEATURE_WEEKS = (
    "SELECT week, SUM(positive) AS positive, SUM(negative) AS negative FROM feature_sentiment_weekly "
    "WHERE feature = :feature GROUP BY week ORDER BY week"
)
FEATURE_REQUESTS = "SELECT date, product, quote, evidence_id FROM requests WHERE feature = :feature ORDER BY date DESC, id LIMIT 25"
FEATURE_GAPS = "SELECT kind, opportunity, n, thin, summary, evidence_id FROM gaps WHERE feature = :feature ORDER BY place"

EVIDENCE = "SELECT * FROM evidence WHERE id = :id"
CITING = {
    "price_history": "SELECT product, plan, raw, first_seen, ended FROM price_history WHERE evidence_id = :id LIMIT 6",
    "feature_history": (
        "SELECT product, plan, feature, status, value, ended FROM feature_history WHERE evidence_id = :id LIMIT 6"
    ),
    "releases": "SELECT product, date, version, title FROM releases WHERE evidence_id = :id LIMIT 6",
    "statements": "SELECT product, kind, subject, value FROM statements WHERE evidence_id = :id LIMIT 6",
    "changes": (
        "SELECT product, night, kind, mode, subject, before, after FROM changes "
        "WHERE evidence_before = :id OR evidence_after = :id LIMIT 6"
    ),
    "reviews": "SELECT id, product, date, rating, title FROM reviews WHERE evidence_id = :id LIMIT 6",
    "mentions": "SELECT review, product, feature, phrase, polarity FROM mentions WHERE evidence_id = :id LIMIT 6",
    "requests": "SELECT review, product, feature, quote FROM requests WHERE evidence_id = :id LIMIT 6",
    "comparisons": (
        "SELECT review, winner, loser, relation, aspect FROM comparisons WHERE evidence_id = :id LIMIT 6"
    ),
    "switches": "SELECT review, from_product, to_product, reason FROM switches WHERE evidence_id = :id LIMIT 6",
}
"""By view, the rows that stand on an evidence."""
