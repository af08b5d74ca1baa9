-- chapter: Prices

-- name: prices-now
-- title: What everybody charges now
-- asks: What does each plan cost today, and in which words does the page say so?
SELECT c.product, c.plan, c.kind, c.amount, c.currency, c.period, c.billed, c.unit, e.quote, c.evidence_id
FROM current_prices c JOIN evidence e ON e.id = c.evidence_id
ORDER BY c.product, c.plan, COALESCE(c.billed, ''), c.amount

-- name: price-history
-- title: The prices of a product over time
-- asks: What did each plan of a product cost, from when to when?
-- param product = 'dasperdesk': slug of the product
SELECT plan, amount, currency, period, billed, unit, first_seen, ended, unstable, evidence_id
FROM price_history WHERE product = :product
ORDER BY plan, COALESCE(billed, ''), first_seen, amount

-- name: price-rises
-- title: Who raised prices
-- asks: Which plans cost more than before since a date, and by how many per cent?
-- param since = '2026-09-01': first night
WITH moves AS (
    SELECT b.product, b.plan, b.currency, b.billed, b.amount AS before, a.amount AS after, a.first_seen, a.evidence_id
    FROM price_history b
    JOIN price_history a ON a.product = b.product AND a.source = b.source AND a.plan = b.plan AND a.first_seen = b.ended
        AND a.currency = b.currency AND a.period = b.period AND a.unit = b.unit
        AND COALESCE(a.billed, '') = COALESCE(b.billed, '') AND COALESCE(a.qualifier, '') = COALESCE(b.qualifier, '')
    WHERE b.kind = 'priced' AND a.kind = 'priced' AND a.first_seen >= :since
)
SELECT product, plan, billed, currency, before, after,
       ROUND(CAST(100.0 * (after - before) / before AS NUMERIC), 1) AS percent, first_seen AS since, evidence_id
FROM moves WHERE after > before
ORDER BY percent DESC, product, plan, COALESCE(billed, '')

-- name: price-cuts
-- title: Who lowered prices
-- asks: Which plans cost less than before since a date, and by how many per cent?
-- param since = '2026-09-01': first night
WITH moves AS (
    SELECT b.product, b.plan, b.currency, b.billed, b.amount AS before, a.amount AS after, a.first_seen, a.evidence_id
    FROM price_history b
    JOIN price_history a ON a.product = b.product AND a.source = b.source AND a.plan = b.plan AND a.first_seen = b.ended
        AND a.currency = b.currency AND a.period = b.period AND a.unit = b.unit
        AND COALESCE(a.billed, '') = COALESCE(b.billed, '') AND COALESCE(a.qualifier, '') = COALESCE(b.qualifier, '')
    WHERE b.kind = 'priced' AND a.kind = 'priced' AND a.first_seen >= :since
)
SELECT product, plan, billed, currency, before, after,
       ROUND(CAST(100.0 * (after - before) / before AS NUMERIC), 1) AS percent, first_seen AS since, evidence_id
FROM moves WHERE after < before
ORDER BY percent, product, plan, COALESCE(billed, '')

-- name: cheapest-with-feature
-- title: The cheapest plan with a feature
-- asks: For how much a month is a feature to be had, at each product? Currencies are not compared.
-- param feature = 'reporting': canonical name of the feature
WITH offers AS (
    SELECT c.product, c.plan, c.amount, c.currency, c.billed, c.unit, f.status, f.evidence_id,
           ROW_NUMBER() OVER (PARTITION BY c.product, c.currency ORDER BY c.amount, c.plan, COALESCE(c.billed, '')) AS place
    FROM current_prices c
    JOIN feature_history f ON f.product = c.product AND f.plan = c.plan AND f.ended IS NULL
    WHERE f.feature = :feature AND f.status IN ('offered', 'limited', 'beta')
      AND c.kind IN ('priced', 'free') AND (c.period = 'month' OR c.kind = 'free')
)
SELECT product, plan, amount, currency, billed, unit, status, evidence_id FROM offers WHERE place = 1
ORDER BY COALESCE(currency, ''), amount, product

-- name: free-plans
-- title: Free plans and contact sales
-- asks: Who has a free plan, and whose price is told by sales only?
SELECT c.product, c.plan, c.kind, c.raw, c.evidence_id
FROM current_prices c WHERE c.kind IN ('free', 'contact')
ORDER BY c.kind DESC, c.product, c.plan

-- name: annual-discount
-- title: What paying by the year saves
-- asks: How much less a month does a plan cost when it is charged annually?
SELECT m.product, m.plan, m.currency, m.amount AS monthly, y.amount AS annually,
       ROUND(CAST(100.0 * (m.amount - y.amount) / m.amount AS NUMERIC), 1) AS percent_saved, y.evidence_id
FROM current_prices m
JOIN current_prices y ON y.product = m.product AND y.plan = m.plan AND y.currency = m.currency AND y.period = m.period
    AND y.unit = m.unit AND y.billed = 'annually'
WHERE m.billed = 'monthly' AND m.period = 'month' AND m.amount > 0
ORDER BY percent_saved DESC, m.product, m.plan

-- name: plans-that-went
-- title: Plans that came, went or were renamed
-- asks: Which plans did products add, drop or rename?
SELECT night, product, mode, subject, before, after, score, evidence_id
FROM changes WHERE kind = 'packaging' AND extra = 0
ORDER BY night DESC, product, subject

-- name: limits-now
-- title: What plans allow
-- asks: Which quantities does each plan allow today, and in which words?
SELECT l.product, l.plan, l.name, l.value, l.unit, e.quote, l.evidence_id
FROM plan_limits l JOIN evidence e ON e.id = l.evidence_id WHERE l.ended IS NULL
ORDER BY l.product, l.plan, l.name, l.value
