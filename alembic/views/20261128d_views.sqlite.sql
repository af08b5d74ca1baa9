CREATE VIEW products AS
SELECT p.slug AS product, p.name AS name, CASE WHEN p.ours THEN 1 ELSE 0 END AS ours, p.site AS site,
       p.aliases AS aliases, CASE WHEN p.active THEN 1 ELSE 0 END AS active
FROM product p
;
CREATE VIEW sources AS
SELECT s.key AS source, p.slug AS product, s.kind AS kind, s.url AS url, s.origin AS origin,
       s.expect AS expect, s.most AS most, CASE WHEN s.active THEN 1 ELSE 0 END AS active,
       (SELECT MAX(l.newest_at) FROM location l WHERE l.source_id = s.id) AS last_ok,
       s.service AS service, s.terms AS terms, s.licence AS licence, s.walked_on AS walked_on
FROM source s JOIN product p ON p.id = s.product_id
;
CREATE VIEW coverage AS
WITH fetched AS (
    SELECT l.source_id, c.night, c.id, c.verdict, c.reason, c.items, c.seen_at, c.stated, c.ending,
           CASE c.verdict WHEN 'ok' THEN 0 WHEN 'not-modified' THEN 1 ELSE 2 END AS severity
    FROM capture c JOIN location l ON l.id = c.location_id
), ranked AS (
    SELECT f.*, ROW_NUMBER() OVER (PARTITION BY f.source_id, f.night ORDER BY f.severity DESC, f.id) AS place
    FROM fetched f
), worst AS (
    SELECT r.source_id, r.night, r.verdict, r.reason FROM ranked r WHERE r.place = 1
), summed AS (
    SELECT f.source_id, f.night, COUNT(*) AS captures, SUM(f.items) AS items,
           MAX(CASE WHEN f.severity < 2 THEN f.seen_at END) AS good_at,
           MAX(f.seen_at) AS last_at, MAX(f.stated) AS stated, MAX(f.ending) AS ending
    FROM fetched f GROUP BY f.source_id, f.night
), planned AS (
    SELECT q.source_id, q.night,
           SUM(CASE WHEN q.state IN ('pending', 'claimed') THEN 1 ELSE 0 END) AS pending,
           SUM(CASE WHEN q.state = 'not-due' THEN 1 ELSE 0 END) AS idle
    FROM frontier q GROUP BY q.source_id, q.night
), counted AS (
    SELECT n.source_id, n.night, SUM(n.passages) AS lines FROM noise n GROUP BY n.source_id, n.night
), due AS (
    SELECT source_id, night FROM summed UNION SELECT source_id, night FROM planned
)
SELECT d.night AS night, p.slug AS product, s.key AS source, s.kind AS kind, s.url AS url,
       w.verdict AS verdict,
       CASE WHEN w.verdict IS NOT NULL THEN w.reason WHEN w.verdict IS NULL AND q.idle > 0 AND q.pending = 0 THEN 'not due'
            ELSE 'due, but not fetched' END AS reason,
       CASE WHEN w.verdict IS NULL AND q.idle > 0 AND q.pending = 0 THEN 0 ELSE 1 END AS due,
       CASE WHEN w.verdict IN ('ok', 'not-modified') THEN 1 ELSE 0 END AS ok,
       CASE WHEN w.verdict IN ('ok', 'not-modified') THEN 'published' WHEN w.verdict IS NULL AND q.idle > 0 AND q.pending = 0 THEN NULL
            WHEN w.verdict = 'partial' AND EXISTS (
                SELECT 1 FROM quarantine k JOIN location l ON l.id = k.location_id
                WHERE l.source_id = d.source_id AND d.night BETWEEN k.first_night AND k.last_night
            ) THEN 'quarantined' ELSE 'kept' END AS outcome,
       COALESCE(t.captures, 0) AS captures, COALESCE(t.items, 0) AS items,
       COALESCE(q.pending, 0) AS pending,
       MAX(t.good_at) OVER (PARTITION BY d.source_id ORDER BY d.night) AS last_ok,
       t.stated AS stated,
       CASE WHEN t.ending IS NULL AND t.stated IS NULL THEN NULL
            ELSE (SELECT COUNT(DISTINCT r.key) FROM review r WHERE r.source_id = d.source_id AND r.first_seen <= t.last_at)
            END AS held,
       t.ending AS ending, COALESCE(z.lines, 0) AS noise
FROM due d
JOIN source s ON s.id = d.source_id
JOIN product p ON p.id = s.product_id
LEFT JOIN worst w ON w.source_id = d.source_id AND w.night = d.night
LEFT JOIN summed t ON t.source_id = d.source_id AND t.night = d.night
LEFT JOIN planned q ON q.source_id = d.source_id AND q.night = d.night
LEFT JOIN counted z ON z.source_id = d.source_id AND z.night = d.night
;
CREATE VIEW evidence AS
SELECT e.id AS id, p.slug AS product, s.key AS source, l.url AS url, e.snapshot AS snapshot,
       e.selector AS selector, e.start_offset AS start, e.end_offset AS "end", e.quote AS quote,
       e.seen_at AS seen_at, e.extractor AS extractor
FROM evidence_passage e
JOIN location l ON l.id = e.location_id
JOIN source s ON s.id = l.source_id
JOIN product p ON p.id = s.product_id
;
CREATE VIEW host_ledger AS
SELECT h.night AS night, h.host AS host, h.requests AS requests, h.bytes AS bytes,
       h.not_modified AS not_modified, h.throttled AS throttled, h.failures AS failures, h.refusals AS refusals,
       h.left_out AS left_out, h.waits_seconds AS waits_seconds, h.robots AS robots
FROM host_night h
;
CREATE VIEW plans AS
SELECT f.id AS id, p.slug AS product, s.key AS source, l.url AS url, f.name AS plan, f.position + 1 AS place,
       CASE WHEN f.extra THEN 1 ELSE 0 END AS extra, f.first_seen AS first_seen, f.last_seen AS last_seen, f.ended AS ended,
       f.learnt_at AS learnt_at, f.ended_learnt_at AS end_learnt_at, CASE WHEN f.unstable THEN 1 ELSE 0 END AS unstable, f.evidence_id AS evidence_id
FROM plan_fact f
JOIN location l ON l.id = f.location_id
JOIN source s ON s.id = l.source_id
JOIN product p ON p.id = s.product_id
;
CREATE VIEW plan_limits AS
SELECT f.id AS id, p.slug AS product, s.key AS source, l.url AS url, f.plan AS plan, f.name AS name,
       f.value AS value, f.unit AS unit, f.first_seen AS first_seen, f.last_seen AS last_seen, f.ended AS ended,
       f.learnt_at AS learnt_at, f.ended_learnt_at AS end_learnt_at, CASE WHEN f.unstable THEN 1 ELSE 0 END AS unstable, f.evidence_id AS evidence_id
FROM limit_fact f
JOIN location l ON l.id = f.location_id
JOIN source s ON s.id = l.source_id
JOIN product p ON p.id = s.product_id
;
CREATE VIEW price_history AS
SELECT f.id AS id, p.slug AS product, s.key AS source, l.url AS url, f.plan AS plan, f.kind AS kind,
       CAST(f.amount AS REAL) AS amount, f.amount AS amount_text, f.currency AS currency,
       f.period AS period, f.billed AS billed, f.unit AS unit, f.qualifier AS qualifier, f.raw AS raw,
       f.first_seen AS first_seen, f.last_seen AS last_seen, f.ended AS ended,
       f.learnt_at AS learnt_at, f.ended_learnt_at AS end_learnt_at, CASE WHEN f.unstable THEN 1 ELSE 0 END AS unstable, f.evidence_id AS evidence_id
FROM price_fact f
JOIN location l ON l.id = f.location_id
JOIN source s ON s.id = l.source_id
JOIN product p ON p.id = s.product_id
WHERE NOT f.extra
;
CREATE VIEW current_prices AS
SELECT f.id AS id, p.slug AS product, s.key AS source, l.url AS url, f.plan AS plan, f.kind AS kind,
       CAST(f.amount AS REAL) AS amount, f.amount AS amount_text, f.currency AS currency,
       f.period AS period, f.billed AS billed, f.unit AS unit, f.qualifier AS qualifier, f.raw AS raw,
       f.first_seen AS first_seen, f.last_seen AS last_seen, f.ended AS ended,
       f.learnt_at AS learnt_at, f.ended_learnt_at AS end_learnt_at, CASE WHEN f.unstable THEN 1 ELSE 0 END AS unstable, f.evidence_id AS evidence_id
FROM price_fact f
JOIN location l ON l.id = f.location_id
JOIN source s ON s.id = l.source_id
JOIN product p ON p.id = s.product_id
WHERE NOT f.extra
  AND f.ended IS NULL
;
CREATE VIEW extra_prices AS
SELECT f.id AS id, p.slug AS product, s.key AS source, l.url AS url, f.plan AS plan, f.kind AS kind,
       CAST(f.amount AS REAL) AS amount, f.amount AS amount_text, f.currency AS currency,
       f.period AS period, f.billed AS billed, f.unit AS unit, f.qualifier AS qualifier, f.raw AS raw,
       f.first_seen AS first_seen, f.last_seen AS last_seen, f.ended AS ended,
       f.learnt_at AS learnt_at, f.ended_learnt_at AS end_learnt_at, CASE WHEN f.unstable THEN 1 ELSE 0 END AS unstable, f.evidence_id AS evidence_id
FROM price_fact f
JOIN location l ON l.id = f.location_id
JOIN source s ON s.id = l.source_id
JOIN product p ON p.id = s.product_id
WHERE f.extra
;
CREATE VIEW feature_history AS
SELECT f.id AS id, p.slug AS product, s.key AS source, l.url AS url, f.plan AS plan, t.name AS feature,
       f.name AS name, f.status AS status, f.value AS value, f.first_seen AS first_seen, f.last_seen AS last_seen, f.ended AS ended,
       f.learnt_at AS learnt_at, f.ended_learnt_at AS end_learnt_at, CASE WHEN f.unstable THEN 1 ELSE 0 END AS unstable,
       f.evidence_id AS evidence_id
FROM claim_fact f
JOIN feature t ON t.id = f.feature_id
JOIN location l ON l.id = f.location_id
JOIN source s ON s.id = l.source_id
JOIN product p ON p.id = s.product_id
;
CREATE VIEW feature_matrix AS
WITH stated AS (
    SELECT s.product_id, f.feature_id, f.location_id, CASE s.kind WHEN 'docs' THEN 'docs' WHEN 'pricing' THEN 'pricing' WHEN 'changelog' THEN 'releases' WHEN 'feed' THEN 'releases' ELSE 'marketing' END AS voice,
           f.id, f.plan, f.position, f.status, f.value, f.last_seen AS last_seen, f.evidence_id,
           CASE f.status WHEN 'offered' THEN 0 WHEN 'limited' THEN 1 WHEN 'beta' THEN 2 WHEN 'add-on' THEN 3 WHEN 'planned' THEN 4 WHEN 'withdrawn' THEN 5 WHEN 'unknown' THEN 6 WHEN 'absent' THEN 7 END AS grade
    FROM claim_fact f JOIN location l ON l.id = f.location_id JOIN source s ON s.id = l.source_id
WHERE f.ended IS NULL
), paged AS (
    SELECT g.*, MIN(g.grade) OVER (PARTITION BY g.product_id, g.feature_id, g.location_id) AS page_best
    FROM stated g
), named AS (
    SELECT g.product_id, COUNT(DISTINCT g.plan) AS plans FROM stated g GROUP BY g.product_id
), pages AS (
    SELECT g.product_id, g.feature_id, g.location_id, g.voice, g.page_best,
           (strftime('%s', (SELECT MAX(last_seen) FROM stated)) - strftime('%s', MAX(CASE WHEN g.grade = g.page_best THEN g.last_seen END))) / 86400 AS days,
           CASE WHEN g.page_best IN (5, 7) AND (MAX(CASE WHEN g.plan IS NULL AND g.grade IN (5, 7) THEN 1 ELSE 0 END) = 1
                OR COUNT(DISTINCT CASE WHEN g.grade IN (5, 7) THEN g.plan END) = MIN(n.plans)) THEN 1 ELSE 0 END AS denies
    FROM paged g JOIN named n ON n.product_id = g.product_id
    GROUP BY g.product_id, g.feature_id, g.location_id, g.voice, g.page_best
), words AS (
    SELECT w.*, CASE WHEN w.page_best <= 3 THEN 'yes' WHEN w.page_best <= 4 THEN 'planned'
            WHEN w.page_best IN (5, 7) THEN 'no' ELSE 'open' END AS side, CAST(CASE WHEN (w.days & 1) <> 0 THEN 0.99615658722057520702 ELSE 1 END AS DOUBLE PRECISION)
           * CASE WHEN (w.days & 2) <> 0 THEN 0.99232794626294351659 ELSE 1 END
           * CASE WHEN (w.days & 4) <> 0 THEN 0.98471475293443122556 ELSE 1 END
           * CASE WHEN (w.days & 8) <> 0 THEN 0.96966314464671798934 ELSE 1 END
           * CASE WHEN (w.days & 16) <> 0 THEN 0.94024661408616183600 ELSE 1 END
           * CASE WHEN (w.days & 32) <> 0 THEN 0.88406369530049189187 ELSE 1 END
           * CASE WHEN (w.days & 64) <> 0 THEN 0.78156861734836091671 ELSE 1 END
           * CASE WHEN (w.days & 128) <> 0 THEN 0.61084950362382861577 ELSE 1 END
           * CASE WHEN (w.days & 256) <> 0 THEN 0.37313711607747773735 ELSE 1 END
           * CASE WHEN (w.days & 512) <> 0 THEN 0.13923130739461711536 ELSE 1 END
           * CASE WHEN (w.days & 1024) <> 0 THEN 0.01938535695881436066 ELSE 1 END
           * CASE WHEN (w.days & 2048) <> 0 THEN 0.00037579206442065236 ELSE 1 END
           * CASE WHEN (w.days & 4096) <> 0 THEN 0.00000014121967568154 ELSE 1 END
           * CASE WHEN (w.days & 8192) <> 0 THEN 0.00000000000001994300 ELSE 1 END
           * CASE WHEN (w.days & 16384) <> 0 THEN 0.00000000000000000000 ELSE 1 END AS fresh
    FROM pages w
), sides AS (
    SELECT w.product_id, w.feature_id, MAX(CASE WHEN w.side = 'yes' THEN 1 ELSE 0 END) AS granted, MAX(w.denies) AS denied,
           1 - (1 - 0.95 * MAX(CASE WHEN w.side = 'yes' AND w.voice = 'docs' THEN w.fresh ELSE 0 END))
             * (1 - 0.9 * MAX(CASE WHEN w.side = 'yes' AND w.voice = 'pricing' THEN w.fresh ELSE 0 END))
             * (1 - 0.85 * MAX(CASE WHEN w.side = 'yes' AND w.voice = 'releases' THEN w.fresh ELSE 0 END))
             * (1 - 0.7 * MAX(CASE WHEN w.side = 'yes' AND w.voice = 'marketing' THEN w.fresh ELSE 0 END)) AS yes,
           1 - (1 - 0.95 * MAX(CASE WHEN w.side = 'planned' AND w.voice = 'docs' THEN w.fresh ELSE 0 END))
             * (1 - 0.9 * MAX(CASE WHEN w.side = 'planned' AND w.voice = 'pricing' THEN w.fresh ELSE 0 END))
             * (1 - 0.85 * MAX(CASE WHEN w.side = 'planned' AND w.voice = 'releases' THEN w.fresh ELSE 0 END))
             * (1 - 0.7 * MAX(CASE WHEN w.side = 'planned' AND w.voice = 'marketing' THEN w.fresh ELSE 0 END)) AS planned,
           1 - (1 - 0.95 * MAX(CASE WHEN w.side = 'no' AND w.voice = 'docs' THEN w.fresh ELSE 0 END))
             * (1 - 0.9 * MAX(CASE WHEN w.side = 'no' AND w.voice = 'pricing' THEN w.fresh ELSE 0 END))
             * (1 - 0.85 * MAX(CASE WHEN w.side = 'no' AND w.voice = 'releases' THEN w.fresh ELSE 0 END))
             * (1 - 0.7 * MAX(CASE WHEN w.side = 'no' AND w.voice = 'marketing' THEN w.fresh ELSE 0 END)) AS lacking,
           1 - (1 - 0.95 * MAX(CASE WHEN w.denies = 1 AND w.voice = 'docs' THEN w.fresh ELSE 0 END))
             * (1 - 0.9 * MAX(CASE WHEN w.denies = 1 AND w.voice = 'pricing' THEN w.fresh ELSE 0 END))
             * (1 - 0.85 * MAX(CASE WHEN w.denies = 1 AND w.voice = 'releases' THEN w.fresh ELSE 0 END))
             * (1 - 0.7 * MAX(CASE WHEN w.denies = 1 AND w.voice = 'marketing' THEN w.fresh ELSE 0 END)) AS no
    FROM words w GROUP BY w.product_id, w.feature_id
), ruled AS (
    SELECT d.*, CASE WHEN d.granted = 0 OR d.denied = 0 THEN 'agreed' WHEN d.yes > 0.5 AND d.no > 0.5 THEN 'conflict'
           WHEN d.no > d.yes + 0.000001 THEN 'no' ELSE 'yes' END AS ruling
    FROM sides d
), judged AS (
    SELECT g.*, w.side, w.denies, r.ruling
    FROM paged g
    JOIN words w ON w.product_id = g.product_id AND w.feature_id = g.feature_id AND w.location_id = g.location_id
    JOIN ruled r ON r.product_id = g.product_id AND r.feature_id = g.feature_id
), graded AS (
    SELECT g.*, MIN(g.grade) OVER (PARTITION BY g.product_id, g.feature_id) AS best,
           ROW_NUMBER() OVER (PARTITION BY g.product_id, g.feature_id ORDER BY g.grade, g.position, g.id) AS place
    FROM judged g WHERE g.ruling <> 'no' OR g.denies = 1
), opposed AS (
    SELECT g.product_id, g.feature_id, g.evidence_id,
           ROW_NUMBER() OVER (PARTITION BY g.product_id, g.feature_id ORDER BY g.page_best, g.position, g.id) AS place
    FROM judged g
    WHERE g.grade = g.page_best
      AND ((g.ruling IN ('yes', 'conflict') AND g.denies = 1) OR (g.ruling = 'no' AND g.side = 'yes'))
), winners AS (
    SELECT g.product_id, g.feature_id, MAX(g.last_seen) AS last_seen
    FROM graded g WHERE g.grade = g.best GROUP BY g.product_id, g.feature_id
), included AS (
    SELECT g.product_id, g.feature_id, g.plan, g.position, g.id,
           ROW_NUMBER() OVER (PARTITION BY g.product_id, g.feature_id, g.plan ORDER BY g.position, g.id) AS turn
    FROM graded g
    WHERE g.plan IS NOT NULL AND g.ruling <> 'conflict' AND g.best <= 4
      AND g.grade <= CASE WHEN g.best > 2 THEN g.best ELSE 2 END
), listed AS (
    SELECT i.product_id, i.feature_id,
           group_concat(i.plan, ', ') OVER (PARTITION BY i.product_id, i.feature_id ORDER BY i.position, i.id
               ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS plans,
           ROW_NUMBER() OVER (PARTITION BY i.product_id, i.feature_id ORDER BY i.position, i.id) AS place
    FROM included i WHERE i.turn = 1
)
SELECT p.slug AS product, t.name AS feature,
       CASE WHEN g.ruling = 'conflict' THEN 'conflicting' ELSE COALESCE(g.status, 'unknown') END AS status,
       i.plans AS plans, CASE WHEN g.ruling <> 'conflict' THEN g.value END AS value,
       CASE WHEN g.ruling = 'conflict' THEN CASE WHEN r.yes < r.no THEN r.yes ELSE r.no END
            WHEN g.ruling = 'no' THEN r.no
            ELSE CASE CASE WHEN g.best <= 3 THEN 'yes' WHEN g.best <= 4 THEN 'planned'
            WHEN g.best IN (5, 7) THEN 'no' ELSE 'open' END WHEN 'yes' THEN r.yes WHEN 'planned' THEN r.planned WHEN 'no' THEN r.lacking END
       END AS confidence,
       w.last_seen AS last_seen, g.evidence_id AS evidence_id, o.evidence_id AS evidence_against
FROM product p CROSS JOIN feature t
LEFT JOIN graded g ON g.product_id = p.id AND g.feature_id = t.id AND g.place = 1
LEFT JOIN ruled r ON r.product_id = p.id AND r.feature_id = t.id
LEFT JOIN winners w ON w.product_id = p.id AND w.feature_id = t.id
LEFT JOIN listed i ON i.product_id = p.id AND i.feature_id = t.id AND i.place = 1
LEFT JOIN opposed o ON o.product_id = p.id AND o.feature_id = t.id AND o.place = 1
WHERE p.active
;
CREATE VIEW statements AS
SELECT f.id AS id, p.slug AS product, s.key AS source, l.url AS url, f.kind AS kind, f.subject AS subject,
       f.value AS value, r.slug AS rival_product, f.first_seen AS first_seen, f.last_seen AS last_seen, f.ended AS ended,
       f.learnt_at AS learnt_at, f.ended_learnt_at AS end_learnt_at, CASE WHEN f.unstable THEN 1 ELSE 0 END AS unstable, f.evidence_id AS evidence_id
FROM statement f
JOIN location l ON l.id = f.location_id
JOIN source s ON s.id = l.source_id
JOIN product p ON p.id = s.product_id
LEFT JOIN product_name n ON n.key = f.rival_key AND n.product_id <> p.id
LEFT JOIN product r ON r.id = n.product_id
;
CREATE VIEW releases AS
SELECT f.id AS id, p.slug AS product, s.key AS source, l.url AS url, f.published AS date, f.version AS version,
       f.title AS title, f.first_seen AS first_seen, f.last_seen AS last_seen, f.learnt_at AS learnt_at,
       f.evidence_id AS evidence_id
FROM release_fact f
JOIN location l ON l.id = f.location_id
JOIN source s ON s.id = f.source_id
JOIN product p ON p.id = s.product_id
;
CREATE VIEW release_items AS
SELECT f.id AS release, e.key + 1 AS place, p.slug AS product, s.key AS source, f.published AS date,
       f.version AS version, f.title AS title, json_extract(f.types, '$[' || (e.key + 1 - 1) || ']') AS type, e.value AS text,
       f.evidence_id AS evidence_id
FROM release_fact f
JOIN source s ON s.id = f.source_id
JOIN product p ON p.id = s.product_id
CROSS JOIN json_each(f.items) e
;
CREATE VIEW changes AS
SELECT c.id AS id, c.night AS night, p.slug AS product, s.key AS source, c.kind AS kind, c.mode AS mode,
       c.subject AS subject, c.before AS before, c.after AS after, c.score AS score, c.reason AS reason,
       c.learnt_at AS learnt_at, COALESCE(c.evidence_after, c.evidence_before) AS evidence_id,
       c.evidence_before AS evidence_before, c.evidence_after AS evidence_after,
       json_extract(c.parts, '$.type') AS type_weight, json_extract(c.parts, '$.size') AS size_weight, json_extract(c.parts, '$.page') AS page_weight, json_extract(c.parts, '$.persistence') AS persistence_weight, json_extract(c.parts, '$.novelty') AS novelty_weight, CASE WHEN c.extra THEN 1 ELSE 0 END AS extra
FROM change c
JOIN source s ON s.id = c.source_id
JOIN product p ON p.id = s.product_id
;
CREATE VIEW noise_by_kind AS
SELECT n.night AS night, p.slug AS product, s.key AS source, s.kind AS page, n.kind AS kind, n.passages AS lines
FROM noise n
JOIN source s ON s.id = n.source_id
JOIN product p ON p.id = s.product_id
;
CREATE VIEW reviews AS
SELECT r.id AS id, p.slug AS product, s.key AS source, l.url AS url, r.published AS date,
       CAST(r.rating AS REAL) AS rating, CAST(r.rating_raw AS REAL) AS rating_raw,
       CAST(r.best AS REAL) AS best, r.title AS title, r.text AS text, r.words AS words, r.version AS version,
       r.author_key AS author_key, r.polarity AS polarity, r.language AS language, r.first_seen AS first_seen,
       r.last_seen AS last_seen, r.learnt_at AS learnt_at, r.model AS model, r.taxonomy AS taxonomy,
       r.edition AS edition, r.edited_at AS edited_at, r.cluster_id AS cluster,
       r.counted AS counted, CASE WHEN EXISTS (SELECT 1 FROM burst b
    WHERE b.source_id = r.source_id AND r.published BETWEEN b.since AND b.until) THEN 1 ELSE 0 END AS burst, r.evidence_id AS evidence_id
FROM review r
JOIN location l ON l.id = r.location_id
JOIN source s ON s.id = r.source_id
JOIN product p ON p.id = r.product_id
WHERE r.superseded_at IS NULL
;
CREATE VIEW review_editions AS
SELECT r.id AS id, c.id AS review, p.slug AS product, s.key AS source, l.url AS url, r.edition AS edition,
       r.published AS date, CAST(r.rating AS REAL) AS rating, r.title AS title, r.text AS text,
       r.polarity AS polarity, COALESCE(r.edited_at, r.first_seen) AS first_seen,
       r.last_seen AS last_seen, r.superseded_at AS ended, r.learnt_at AS learnt_at,
       r.evidence_id AS evidence_id
FROM review r
JOIN review c ON c.source_id = r.source_id AND c.key = r.key AND c.superseded_at IS NULL
JOIN location l ON l.id = r.location_id
JOIN source s ON s.id = r.source_id
JOIN product p ON p.id = r.product_id
;
CREATE VIEW bursts AS
SELECT b.id AS id, p.slug AS product, s.key AS source, b.since AS since, b.until AS until, b.n AS n,
       b.usual AS usual, b.z AS z
FROM burst b
JOIN source s ON s.id = b.source_id
JOIN product p ON p.id = b.product_id
;
CREATE VIEW mentions AS
SELECT f.id AS id, f.review_id AS review, p.slug AS product, s.key AS source, t.name AS feature,
       f.phrase AS phrase, f.polarity AS polarity, f.confidence AS confidence, r.published AS date,
       CAST(r.rating AS REAL) AS rating, r.model AS model, r.taxonomy AS taxonomy, f.evidence_id AS evidence_id
FROM mention f
LEFT JOIN feature t ON t.id = f.feature_id
JOIN review r ON r.id = f.review_id
JOIN source s ON s.id = r.source_id
JOIN product p ON p.id = r.product_id
WHERE r.superseded_at IS NULL
  AND r.counted = 1
;
CREATE VIEW feature_sentiment_weekly AS
SELECT p.slug AS product, t.name AS feature, f.week AS week, f.n AS n, f.positive AS positive,
       f.negative AS negative, f.neutral AS neutral, f.mixed AS mixed, f.passage AS evidence_id
FROM opinion_week f
JOIN product p ON p.id = f.product_id
JOIN feature t ON t.id = f.feature_id
;
CREATE VIEW requests AS
SELECT f.id AS id, f.review_id AS review, p.slug AS product, s.key AS source, t.name AS feature,
       f.confidence AS confidence, r.published AS date, CAST(r.rating AS REAL) AS rating,
       r.author_key AS author_key, e.quote AS quote, f.evidence_id AS evidence_id
FROM intent f
LEFT JOIN feature t ON t.id = f.feature_id
JOIN review r ON r.id = f.review_id
JOIN source s ON s.id = r.source_id
JOIN product p ON p.id = r.product_id
JOIN evidence_passage e ON e.id = f.evidence_id
WHERE f.label = 'request'
  AND r.superseded_at IS NULL
  AND r.counted = 1
;
CREATE VIEW comparisons AS
SELECT f.id AS id, f.review_id AS review, p.slug AS product, s.key AS source, f.winner AS winner,
       f.loser AS loser, f.aspect AS aspect, f.relation AS relation, r.published AS date, e.quote AS quote,
       f.evidence_id AS evidence_id
FROM comparison f
JOIN review r ON r.id = f.review_id
JOIN source s ON s.id = r.source_id
JOIN product p ON p.id = r.product_id
JOIN evidence_passage e ON e.id = f.evidence_id
WHERE r.superseded_at IS NULL
  AND r.counted = 1
;
CREATE VIEW switches AS
SELECT f.id AS id, f.review_id AS review, p.slug AS product, s.key AS source, f.loser AS from_product,
       f.winner AS to_product, f.aspect AS reason, r.published AS date, e.quote AS quote,
       f.evidence_id AS evidence_id
FROM comparison f
JOIN review r ON r.id = f.review_id
JOIN source s ON s.id = r.source_id
JOIN product p ON p.id = r.product_id
JOIN evidence_passage e ON e.id = f.evidence_id
WHERE f.relation = 'switch'
  AND r.superseded_at IS NULL
  AND r.counted = 1
;
CREATE VIEW feature_scores AS
SELECT f.product AS product, f.feature AS feature, f.n AS n, f.neutral AS neutral,
       f.positive_share AS positive_share, f.score AS score, f.low AS low, f.high AS high,
       f.importance AS importance, f.requests AS requests, CASE WHEN f.ranked THEN 1 ELSE 0 END AS ranked, a.as_of AS as_of,
       json_extract(f.evidence, '$[0]') AS evidence_id, f.evidence AS evidence_ids,
       f.uncorrected AS uncorrected, f.standing AS standing, f.better AS better, f.place AS place, f.best AS best,
       f.order_chance AS order_chance, f.compared AS compared, f.platforms AS platforms,
       f.caveat AS caveat
FROM feature_score f
JOIN analysis_run a ON a.id = f.run_id
WHERE a.as_of = (SELECT MAX(n.as_of) FROM analysis_run n)
;
CREATE VIEW gaps AS
SELECT f.position + 1 AS place, f.kind AS kind, f.feature AS feature, f.ours AS ours,
       f.rivals AS rivals, f.opportunity AS opportunity, f.low AS low, f.high AS high, f.n AS n,
       f.importance AS importance, f.our_score AS our_score, f.best_score AS best_score,
       CASE WHEN f.thin THEN 1 ELSE 0 END AS thin, f.summary AS summary, a.as_of AS as_of,
       json_extract(f.evidence, '$[0]') AS evidence_id, f.evidence AS evidence_ids,
       f.severity AS severity, f.severity_low AS severity_low, f.severity_high AS severity_high,
       f.first_chance AS first_chance, f.top_chance AS top_chance, f.spread AS spread,
       f.platforms AS platforms, f.chance AS chance, f.caveat AS caveat
FROM gap f
JOIN analysis_run a ON a.id = f.run_id
WHERE a.as_of = (SELECT MAX(n.as_of) FROM analysis_run n)
;
CREATE VIEW roadmap AS
SELECT ROW_NUMBER() OVER (ORDER BY f.opportunity DESC, f.position) AS rank, f.feature AS feature,
       f.kind AS kind, f.opportunity AS opportunity, f.low AS low, f.high AS high, f.n AS n, f.ours AS ours,
       f.rivals AS rivals, f.summary AS summary, a.as_of AS as_of, json_extract(f.evidence, '$[0]') AS evidence_id,
       f.evidence AS evidence_ids
FROM gap f
JOIN analysis_run a ON a.id = f.run_id
WHERE a.as_of = (SELECT MAX(n.as_of) FROM analysis_run n)
  AND f.kind IN ('parity', 'quality', 'white space') AND NOT f.thin
;
CREATE VIEW score_history AS
SELECT f.product AS product, f.feature AS feature, f.n AS n, f.neutral AS neutral,
       f.positive_share AS positive_share, f.score AS score, f.low AS low, f.high AS high,
       f.importance AS importance, f.requests AS requests, CASE WHEN f.ranked THEN 1 ELSE 0 END AS ranked, a.as_of AS as_of,
       json_extract(f.evidence, '$[0]') AS evidence_id, f.evidence AS evidence_ids,
       f.uncorrected AS uncorrected, f.standing AS standing, f.better AS better, f.place AS place, f.best AS best,
       f.order_chance AS order_chance, f.compared AS compared, f.platforms AS platforms,
       f.caveat AS caveat
FROM feature_score f
JOIN analysis_run a ON a.id = f.run_id
;
CREATE VIEW gap_history AS
SELECT f.position + 1 AS place, f.kind AS kind, f.feature AS feature, f.ours AS ours,
       f.rivals AS rivals, f.opportunity AS opportunity, f.low AS low, f.high AS high, f.n AS n,
       f.importance AS importance, f.our_score AS our_score, f.best_score AS best_score,
       CASE WHEN f.thin THEN 1 ELSE 0 END AS thin, f.summary AS summary, a.as_of AS as_of,
       json_extract(f.evidence, '$[0]') AS evidence_id, f.evidence AS evidence_ids,
       f.severity AS severity, f.severity_low AS severity_low, f.severity_high AS severity_high,
       f.first_chance AS first_chance, f.top_chance AS top_chance, f.spread AS spread,
       f.platforms AS platforms, f.chance AS chance, f.caveat AS caveat
FROM gap f
JOIN analysis_run a ON a.id = f.run_id
;
