-- chapter: What was collected

-- name: coverage-by-night
-- title: Coverage of each night
-- asks: How many of the sources that were due gave facts, and what became of the rest?
SELECT night, COUNT(*) AS due, SUM(ok) AS gave_facts, SUM(CASE WHEN outcome = 'quarantined' THEN 1 ELSE 0 END) AS quarantined,
       SUM(CASE WHEN outcome = 'kept' THEN 1 ELSE 0 END) AS kept,
       ROUND(CAST(100.0 * SUM(ok) / COUNT(*) AS NUMERIC), 1) AS percent
FROM coverage WHERE due = 1 GROUP BY night ORDER BY night

-- name: failing-sources
-- title: Sources that fail
-- asks: Which sources gave no facts on a night, and why?
SELECT night, source, verdict, outcome, reason, last_ok FROM coverage
WHERE due = 1 AND ok = 0 ORDER BY night DESC, source

-- name: stale-sources
-- title: How fresh each source is
-- asks: When did each source last give facts?
SELECT source, kind, last_ok FROM sources WHERE active = 1
ORDER BY CASE WHEN last_ok IS NULL THEN 0 ELSE 1 END, last_ok, source

-- name: manners
-- title: What collecting costs the sites
-- asks: How many requests did each host get a night, and how many of them brought nothing new?
SELECT night, SUM(requests) AS requests, SUM(not_modified) AS not_modified, SUM(throttled) AS throttled,
       SUM(failures) AS failures, SUM(refusals) AS refusals
FROM host_ledger GROUP BY night ORDER BY night

-- name: evidence-of
-- title: The words behind a number
-- asks: What are the words behind the weightiest change, in which stored page do they stand, and where?
SELECT e.quote, e.selector, e.start, e."end", e.extractor, e.seen_at, e.product, e.source, e.id AS evidence_id
FROM evidence e
WHERE e.id = (SELECT evidence_id FROM changes WHERE score IS NOT NULL ORDER BY score DESC, night, product, subject LIMIT 1)

-- name: evidence-by-reader
-- title: Which reader read what
-- asks: How many words behind facts did each version of a reader find, and how many stored pages do they need?
WITH page AS (
    SELECT extractor, snapshot, COUNT(*) AS passages FROM evidence GROUP BY extractor, snapshot
)
SELECT extractor, CAST(SUM(passages) AS INTEGER) AS passages, COUNT(*) AS pages FROM page
GROUP BY extractor ORDER BY passages DESC, extractor
