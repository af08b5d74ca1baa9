-- chapter: As of a date

-- name: prices-as-of
-- title: Prices as of a date
-- asks: What did plans cost at the end of a date? The same as `--as-of` with `current_prices`.
-- param until = '2026-10-01T23:59:59Z': the instant
SELECT product, plan, kind, amount, currency, billed, evidence_id FROM price_history
WHERE first_seen <= :until AND (ended IS NULL OR ended > :until)
ORDER BY product, plan, COALESCE(billed, ''), amount

-- name: prices-known-on
-- title: Prices as they were known on a date
-- asks: What would this store have answered on a date? What was learnt later is left out, and ends that were not known yet.
-- param until = '2030-01-01T00:00:00Z': the instant
SELECT product, COUNT(*) AS prices FROM price_history
WHERE learnt_at <= :until AND (ended IS NULL OR end_learnt_at IS NULL OR end_learnt_at > :until)
GROUP BY product ORDER BY product

-- name: features-as-of
-- title: Features as of a date
-- asks: What did the pages of a product say of features at the end of a date?
-- param product = 'obrixy': slug of the product
-- param until = '2026-10-01T23:59:59Z': the instant
SELECT feature, plan, status, value, evidence_id FROM feature_history
WHERE product = :product AND first_seen <= :until AND (ended IS NULL OR ended > :until)
ORDER BY feature, COALESCE(plan, '')

-- name: gaps-as-of
-- title: Gaps as of a date
-- asks: What did the newest analysis up to a date find?
-- param until = '2026-10-01T23:59:59Z': the instant
SELECT place, kind, feature, ours, ROUND(CAST(opportunity AS NUMERIC), 1) AS opportunity, n, thin, as_of, evidence_id
FROM gap_history WHERE as_of = (SELECT MAX(as_of) FROM gap_history WHERE as_of <= :until) ORDER BY place

-- name: learnt-late
-- title: Facts that were learnt late
-- asks: Which prices were stored a day or more after the night that first showed them? Accepted or imported later.
SELECT product, plan, raw, first_seen, learnt_at, evidence_id FROM price_history
WHERE SUBSTR(CAST(learnt_at AS TEXT), 1, 10) > SUBSTR(CAST(first_seen AS TEXT), 1, 10)
ORDER BY product, plan, first_seen, raw LIMIT 5
