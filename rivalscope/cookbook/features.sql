-- chapter: Features

-- name: we-lack
-- title: What rivals have and we lack
-- asks: Which features do rivals offer while our pages say no, or nothing? Unknown is not absent.
SELECT o.feature, o.status AS ours, COUNT(*) AS rivals, MIN(r.product) AS one_of_them, MIN(r.evidence_id) AS evidence_id
FROM feature_matrix o
JOIN products p ON p.product = o.product AND p.ours = 1
JOIN feature_matrix r ON r.feature = o.feature AND r.product <> o.product
    AND r.status IN ('offered', 'limited', 'add-on', 'beta')
WHERE o.status NOT IN ('offered', 'limited', 'add-on', 'beta', 'conflicting')
GROUP BY o.feature, o.status
ORDER BY rivals DESC, o.feature

-- name: only-we-have
-- title: What only we have
-- asks: Which features do we offer that no rival's page states?
SELECT o.feature, o.status, o.plans, o.evidence_id
FROM feature_matrix o JOIN products p ON p.product = o.product AND p.ours = 1
WHERE o.status IN ('offered', 'limited', 'add-on', 'beta') AND NOT EXISTS (
    SELECT 1 FROM feature_matrix r WHERE r.feature = o.feature AND r.product <> o.product
    AND r.status IN ('offered', 'limited', 'add-on', 'beta', 'conflicting'))
ORDER BY o.feature

-- name: who-has
-- title: Who has a feature
-- asks: What does each product say of a feature, and in which plans is it?
-- param feature = 'time tracking': canonical name of the feature
SELECT m.product, m.status, m.plans, m.value, (SELECT e.quote FROM evidence e WHERE e.id = m.evidence_id) AS quote,
       m.evidence_id
FROM feature_matrix m WHERE m.feature = :feature ORDER BY m.product

-- name: contradictions
-- title: Where pages contradict each other
-- asks: Which features does one page of a product offer and another deny, in which words?
SELECT m.product, m.feature, m.confidence, y.quote AS yes, n.quote AS no, m.evidence_id, m.evidence_against
FROM feature_matrix m
JOIN evidence y ON y.id = m.evidence_id
JOIN evidence n ON n.id = m.evidence_against
WHERE m.status = 'conflicting' ORDER BY m.confidence DESC, m.product, m.feature

-- name: first-offered
-- title: Who offered a feature first
-- asks: Since when does each page say that a product has a feature?
-- param feature = 'answer suggestions': canonical name of the feature
WITH ranked AS (
    SELECT product, plan, status, first_seen, evidence_id,
           ROW_NUMBER() OVER (PARTITION BY product ORDER BY first_seen, COALESCE(plan, '')) AS place
    FROM feature_history
    WHERE feature = :feature AND status IN ('offered', 'limited', 'add-on', 'beta')
)
SELECT product, plan, status, first_seen, evidence_id FROM ranked WHERE place = 1
ORDER BY first_seen, product

-- name: features-withdrawn
-- title: Features withdrawn
-- asks: Which features did products offer and no longer do, and when were they last seen?
SELECT f.product, f.feature, MAX(f.last_seen) AS last_seen, MAX(f.ended) AS ended, MAX(f.evidence_id) AS evidence_id
FROM feature_history f
WHERE f.ended IS NOT NULL AND f.status IN ('offered', 'limited', 'add-on', 'beta') AND NOT EXISTS (
    SELECT 1 FROM feature_history s WHERE s.product = f.product AND s.feature = f.feature AND s.ended IS NULL
    AND s.status IN ('offered', 'limited', 'add-on', 'beta'))
GROUP BY f.product, f.feature ORDER BY ended DESC, f.product, f.feature

-- name: new-features
-- title: Features that are new
-- asks: Which features did pages begin to state since a night?
-- param since = '2026-10-01': first night
SELECT night, product, mode, subject, before, after, score, evidence_id
FROM changes WHERE kind = 'feature' AND mode IN ('added', 'changed') AND night >= :since
ORDER BY night DESC, product, subject

-- name: on-their-way
-- title: What rivals announce
-- asks: Which features are planned or in beta, and at whom?
SELECT m.product, m.feature, m.status, (SELECT e.quote FROM evidence e WHERE e.id = m.evidence_id) AS quote, m.evidence_id
FROM feature_matrix m
WHERE m.status IN ('planned', 'beta') ORDER BY m.product, m.feature

-- name: parity
-- title: How complete each product is
-- asks: Of how many features does each product's page say that it has them, has them not, or nothing?
SELECT product, SUM(CASE WHEN status IN ('offered', 'limited', 'add-on', 'beta') THEN 1 ELSE 0 END) AS has,
       SUM(CASE WHEN status = 'planned' THEN 1 ELSE 0 END) AS planned,
       SUM(CASE WHEN status IN ('absent', 'withdrawn') THEN 1 ELSE 0 END) AS has_not,
       SUM(CASE WHEN status = 'conflicting' THEN 1 ELSE 0 END) AS conflicting,
       SUM(CASE WHEN status = 'unknown' THEN 1 ELSE 0 END) AS unknown
FROM feature_matrix GROUP BY product ORDER BY has DESC, product

-- name: releases
-- title: What was released
-- asks: What did a product's changelog bring, newest first?
-- param product = 'obrixy': slug of the product
-- param top = 10: lines
SELECT date, title, type, text, evidence_id FROM release_items
WHERE product = :product AND date IS NOT NULL ORDER BY date DESC, title, text LIMIT CAST(:top AS INTEGER)

-- name: release-pace
-- title: How often rivals release
-- asks: How many releases did each product date, and what are they made of?
SELECT product, COUNT(DISTINCT title) AS releases, MIN(date) AS first, MAX(date) AS newest,
       SUM(CASE WHEN type = 'added' THEN 1 ELSE 0 END) AS added, SUM(CASE WHEN type = 'changed' THEN 1 ELSE 0 END) AS changed,
       SUM(CASE WHEN type = 'fixed' THEN 1 ELSE 0 END) AS fixed
FROM release_items WHERE date IS NOT NULL GROUP BY product ORDER BY releases DESC, product

-- name: positioning
-- title: What products say they are
-- asks: With which words does each product's page present it today?
SELECT product, kind, COALESCE(value, subject) AS words, first_seen, evidence_id FROM statements
WHERE ended IS NULL AND kind IN ('title', 'hero', 'tagline') ORDER BY product, kind, words
