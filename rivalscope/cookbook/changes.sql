-- chapter: Changes

-- name: biggest-changes
-- title: The weightiest changes, with their words
-- asks: What changed since a night that matters most, and where does the page say so?
-- param since = '2026-11-01': first night
-- param top = 10: lines
SELECT c.night, c.product, c.kind, c.mode, c.subject, c.before, c.after, c.score, e.quote, c.evidence_id
FROM changes c LEFT JOIN evidence e ON e.id = c.evidence_id
WHERE c.night >= :since AND c.score IS NOT NULL
ORDER BY c.score DESC, c.night DESC, c.product, c.subject LIMIT CAST(:top AS INTEGER)

-- name: why-this-score
-- title: Why a change weighs what it weighs
-- asks: Of which parts is the score of each change made? Their product is a hundredth of it.
-- param top = 8: lines
SELECT night, product, subject, score, type_weight, size_weight, page_weight, persistence_weight, novelty_weight, reason,
       evidence_id
FROM changes WHERE score IS NOT NULL
ORDER BY score DESC, night DESC, product, subject LIMIT CAST(:top AS INTEGER)

-- name: change-calendar
-- title: Changes by product and month
-- asks: Who is moving, and when?
SELECT SUBSTR(CAST(night AS TEXT), 1, 7) AS month, product, COUNT(*) AS changes,
       ROUND(CAST(MAX(score) AS NUMERIC), 1) AS weightiest
FROM changes GROUP BY SUBSTR(CAST(night AS TEXT), 1, 7), product ORDER BY month, product

-- name: unstable-values
-- title: Values that come and go
-- asks: Which prices and features returned within five captures? An experiment, or a fault: not a decision.
SELECT product, 'price' AS kind, plan AS subject, COALESCE(raw, '') AS says, first_seen, ended, evidence_id
FROM price_history WHERE unstable = 1
UNION ALL
SELECT product, 'feature', feature, status, first_seen, ended, evidence_id FROM feature_history WHERE unstable = 1
ORDER BY product, kind, subject, first_seen

-- name: noise
-- title: What differed and said nothing
-- asks: How many lines differed and said the same, by kind of page and reason?
SELECT page, kind, COUNT(DISTINCT night) AS nights, SUM(lines) AS lines
FROM noise_by_kind GROUP BY page, kind ORDER BY lines DESC, page, kind
