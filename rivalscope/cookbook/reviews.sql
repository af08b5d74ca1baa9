-- chapter: Reviews

-- name: requests-by-feature
-- title: What is asked for
-- asks: Which features do customers ask for, counted by distinct writers?
SELECT feature, COUNT(DISTINCT COALESCE(author_key, CAST(review AS TEXT))) AS writers, COUNT(DISTINCT product) AS products,
       MAX(date) AS newest, MIN(evidence_id) AS evidence_id
FROM requests WHERE feature IS NOT NULL
GROUP BY feature ORDER BY writers DESC, feature

-- name: requests-for
-- title: Requests in their own words
-- asks: Who asks for a feature, of which product, in which words?
-- param feature = 'offline mode': canonical name of the feature
-- param top = 8: lines
SELECT r.date, r.product, r.rating, (SELECT e.quote FROM evidence e WHERE e.id = r.evidence_id) AS quote, r.evidence_id
FROM requests r WHERE r.feature = :feature
ORDER BY CASE WHEN r.date IS NULL THEN 1 ELSE 0 END, r.date DESC, r.product, r.evidence_id LIMIT CAST(:top AS INTEGER)

-- name: negative-mentions
-- title: Complaints about a feature of late
-- asks: Who was unhappy with a feature in the newest weeks in which reviews speak of it?
-- param feature = 'mobile app': canonical name of the feature
-- param weeks = 4: weeks in which reviews speak of it, counted back from the newest
-- param until = '2099-12-31': last day
-- param top = 10: lines
WITH newest AS (
    SELECT DISTINCT week FROM feature_sentiment_weekly WHERE feature = :feature AND week <= :until
    ORDER BY week DESC LIMIT CAST(:weeks AS INTEGER)
), late AS MATERIALIZED (
    SELECT m.date, m.product, m.phrase, m.rating, m.evidence_id FROM mentions m
    WHERE m.feature = :feature AND m.polarity = 'negative' AND m.date >= (SELECT MIN(week) FROM newest)
        AND m.date <= :until
)
SELECT l.date, l.product, l.phrase, l.rating, (SELECT e.quote FROM evidence e WHERE e.id = l.evidence_id) AS quote, l.evidence_id
FROM late l
ORDER BY l.date DESC, l.product, quote, l.phrase LIMIT CAST(:top AS INTEGER)

-- name: sentiment-by-week
-- title: How a feature is felt, week by week
-- asks: How many reviews of a product speak well and ill of a feature each week?
-- param product = 'quillemar': slug of the product
-- param feature = 'mobile app': canonical name of the feature
SELECT week, n, positive, negative, neutral, mixed, evidence_id FROM feature_sentiment_weekly
WHERE product = :product AND feature = :feature ORDER BY week

-- name: sentiment-by-version
-- title: Ratings by version
-- asks: How is each version of a product rated? Only where reviews name one.
SELECT product, COALESCE(version, 'none stated') AS version, COUNT(*) AS reviews,
       ROUND(CAST(AVG(rating) AS NUMERIC), 2) AS mean_rating,
       SUM(CASE WHEN polarity = 'negative' THEN 1 ELSE 0 END) AS negative, MIN(evidence_id) AS evidence_id
FROM reviews WHERE counted = 1 GROUP BY product, COALESCE(version, 'none stated') ORDER BY product, version

-- name: best-and-worst
-- title: What each product is liked and disliked for
-- asks: Which features have enough opinions to be ranked, and how do they stand?
-- param product = 'quillemar': slug of the product
SELECT feature, n, ROUND(CAST(score AS NUMERIC), 3) AS score, ROUND(CAST(low AS NUMERIC), 3) AS low,
       ROUND(CAST(high AS NUMERIC), 3) AS high, ROUND(CAST(importance AS NUMERIC), 3) AS importance, evidence_id
FROM feature_scores WHERE product = :product AND ranked = 1 ORDER BY score DESC, feature

-- name: share-of-voice
-- title: Share of voice
-- asks: Whose customers write, how much, and what do they give?
SELECT product, COUNT(*) AS reviews,
       ROUND(CAST(100.0 * COUNT(*) / SUM(COUNT(*)) OVER () AS NUMERIC), 1) AS percent,
       ROUND(CAST(AVG(rating) AS NUMERIC), 2) AS mean_rating, MAX(date) AS newest, MIN(evidence_id) AS evidence_id
FROM reviews WHERE counted = 1 GROUP BY product ORDER BY reviews DESC, product

-- name: ratings-by-month
-- title: Ratings by month
-- asks: How does the mean rating of each product move?
-- param product = 'dasperdesk': slug of the product
SELECT SUBSTR(CAST(date AS TEXT), 1, 7) AS month, COUNT(*) AS reviews, ROUND(CAST(AVG(rating) AS NUMERIC), 2) AS mean_rating,
       SUM(CASE WHEN rating <= 2 THEN 1 ELSE 0 END) AS two_or_less, MIN(evidence_id) AS evidence_id
FROM reviews WHERE product = :product AND counted = 1 AND date IS NOT NULL
GROUP BY SUBSTR(CAST(date AS TEXT), 1, 7) ORDER BY month

-- name: review-bursts
-- title: Sudden crowds of reviews
-- asks: On which days came unusually many reviews? A launch looks the same as a campaign.
SELECT product, source, since, until, n, usual, ROUND(CAST(z AS NUMERIC), 1) AS z FROM bursts
ORDER BY since, product, source

-- name: duplicates
-- title: Reviews that say the same
-- asks: Which reviews are copies of one another, and which one of them counts?
SELECT cluster, product, source, date, counted, SUBSTR(text, 1, 60) AS begins, evidence_id
FROM reviews WHERE cluster IS NOT NULL ORDER BY counted DESC, product, source, date, begins

-- name: edited-reviews
-- title: Reviews that were rewritten
-- asks: Which reviews say something else than they did, and what did they say?
SELECT product, source, edition, rating, SUBSTR(text, 1, 60) AS begins, first_seen, ended, evidence_id
FROM review_editions WHERE review IN (SELECT review FROM review_editions WHERE edition > 1)
ORDER BY product, source, review, edition

-- name: phrases-without-feature
-- title: Phrases that no feature answers to
-- asks: What do reviews speak of that the taxonomy does not know?
-- param top = 8: lines
WITH spelt AS (
    SELECT phrase, product, COUNT(*) AS n, MIN(evidence_id) AS evidence_id FROM mentions WHERE feature IS NULL
    GROUP BY phrase, product
)
SELECT LOWER(phrase) AS phrase, CAST(SUM(n) AS INTEGER) AS mentions, COUNT(DISTINCT product) AS products, MIN(evidence_id) AS evidence_id
FROM spelt GROUP BY LOWER(phrase) ORDER BY mentions DESC, LOWER(phrase) LIMIT CAST(:top AS INTEGER)
