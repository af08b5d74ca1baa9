-- chapter: Rivals and gaps

-- name: gaps-now
-- title: Our gaps in order
-- asks: Where do we fall short, how much is it worth, and how sure is that?
SELECT place, kind, feature, ours, rivals, ROUND(CAST(opportunity AS NUMERIC), 1) AS opportunity,
       ROUND(CAST(low AS NUMERIC), 1) AS low, ROUND(CAST(high AS NUMERIC), 1) AS high, n, thin, evidence_id
FROM gaps ORDER BY place

-- name: roadmap-now
-- title: What to work on
-- asks: Which gaps call for work, in order?
SELECT rank, feature, kind, ROUND(CAST(opportunity AS NUMERIC), 1) AS opportunity, n, summary, evidence_id
FROM roadmap ORDER BY rank

-- name: gap-over-time
-- title: A gap over time
-- asks: How did a gap grow or close from one analysis to the next?
-- param feature = 'time tracking': canonical name of the feature
SELECT as_of, kind, ours, ROUND(CAST(opportunity AS NUMERIC), 1) AS opportunity, n, thin, evidence_id
FROM gap_history WHERE feature = :feature ORDER BY as_of, kind

-- name: claim-against-experience
-- title: What is claimed against what is felt
-- asks: Which features do pages offer that customers do not like? Only with enough opinions.
SELECT m.product, m.feature, m.status, s.n, ROUND(CAST(s.score AS NUMERIC), 2) AS score, s.requests,
       m.evidence_id AS claim_evidence_id, s.evidence_id
FROM feature_matrix m JOIN feature_scores s ON s.product = m.product AND s.feature = m.feature
WHERE m.status IN ('offered', 'limited', 'add-on', 'beta') AND s.ranked = 1 AND s.score < 0.5
ORDER BY s.score, m.product, m.feature

-- name: felt-not-claimed
-- title: What is felt and claimed nowhere
-- asks: Of which features do customers speak while the product's page says nothing?
SELECT s.product, s.feature, s.n, ROUND(CAST(s.score AS NUMERIC), 2) AS score, s.evidence_id
FROM feature_scores s JOIN feature_matrix m ON m.product = s.product AND m.feature = s.feature
WHERE m.status = 'unknown' AND s.ranked = 1 ORDER BY s.n DESC, s.product, s.feature

-- name: head-to-head
-- title: Us against a rival, feature by feature
-- asks: Where are we better liked than a rival, and where worse?
-- param rival = 'dasperdesk': slug of the rival
SELECT o.feature, o.n AS our_n, ROUND(CAST(o.score AS NUMERIC), 2) AS our_score, r.n AS their_n,
       ROUND(CAST(r.score AS NUMERIC), 2) AS their_score, ROUND(CAST(o.score - r.score AS NUMERIC), 2) AS lead,
       CASE WHEN o.low > r.high OR r.low > o.high THEN 1 ELSE 0 END AS clear, o.evidence_id
FROM feature_scores o JOIN products p ON p.product = o.product AND p.ours = 1
JOIN feature_scores r ON r.feature = o.feature AND r.product = :rival
WHERE o.ranked = 1 AND r.ranked = 1 ORDER BY lead, o.feature

-- name: switch-graph
-- title: Who goes from whom to whom
-- asks: Between which products do customers say that they moved?
SELECT from_product, to_product, COUNT(DISTINCT review) AS writers, MIN(reason) AS one_reason, MIN(evidence_id) AS evidence_id
FROM switches WHERE from_product IS NOT NULL AND to_product IS NOT NULL
GROUP BY from_product, to_product ORDER BY writers DESC, from_product, to_product

-- name: why-they-leave
-- title: Why customers leave a product
-- asks: What do those who left a product say, in their own words?
-- param product = 'quillemar': slug of the product that they left
-- param top = 8: lines
SELECT date, to_product, reason, quote, evidence_id FROM switches
WHERE from_product = :product AND to_product IS NOT NULL
ORDER BY CASE WHEN date IS NULL THEN 1 ELSE 0 END, date DESC, to_product, quote LIMIT CAST(:top AS INTEGER)

-- name: compared-on
-- title: What products are compared on
-- asks: Whom do reviews call better than whom, and on what?
SELECT winner, loser, aspect, COUNT(DISTINCT review) AS writers, MIN(evidence_id) AS evidence_id
FROM comparisons WHERE relation = 'better' AND winner IS NOT NULL AND loser IS NOT NULL
GROUP BY winner, loser, aspect ORDER BY writers DESC, winner, loser, COALESCE(aspect, '')
