CREATE VIEW products AS
SELECT p.slug AS product, p.name AS name, CASE WHEN p.ours THEN 1 ELSE 0 END AS ours, p.site AS site,
       CAST(p.aliases AS TEXT) AS aliases, CASE WHEN p.active THEN 1 ELSE 0 END AS active
FROM product p
;
COMMENT ON VIEW products IS 'Products of the market; one is ours.'
;
COMMENT ON COLUMN products."product" IS 'Slug of the product. Never null. Example: zoom'
;
COMMENT ON COLUMN products."name" IS 'Name as written in reports. Never null. Example: Zoom'
;
COMMENT ON COLUMN products."ours" IS '1 for our own product. Unit: 1 or 0. Never null. Example: 0'
;
COMMENT ON COLUMN products."site" IS 'Root URL under which pages are discovered. May be null. Example: https://zoom.us'
;
COMMENT ON COLUMN products."aliases" IS 'Other names that customers use. Unit: JSON array. Never null. Example: ["zoom.us"]'
;
COMMENT ON COLUMN products."active" IS '1 when the market file still names it, or it is still read. Unit: 1 or 0. Never null. Example: 1'
;
CREATE VIEW sources AS
SELECT s.key AS source, p.slug AS product, s.kind AS kind, s.url AS url, s.origin AS origin,
       s.expect AS expect, s.most AS most, CASE WHEN s.active THEN 1 ELSE 0 END AS active,
       (SELECT MAX(l.newest_at) FROM location l WHERE l.source_id = s.id) AS last_ok,
       s.service AS service, s.terms AS terms, s.licence AS licence, s.walked_on AS walked_on
FROM source s JOIN product p ON p.id = s.product_id
;
COMMENT ON VIEW sources IS 'Where products publish and are reviewed, and when each last gave facts.'
;
COMMENT ON COLUMN sources."source" IS 'Key of the source: product and kind, numbered from the second on. Never null. Example: zoom/pricing'
;
COMMENT ON COLUMN sources."product" IS 'Slug of the product. Never null. Example: zoom'
;
COMMENT ON COLUMN sources."kind" IS 'Kind of source: home, pricing, features, changelog, docs, reviews, feed… Never null. Example: pricing'
;
COMMENT ON COLUMN sources."url" IS 'URL of the page, or file:NAME for an import. Never null. Example: https://zoom.us/pricing'
;
COMMENT ON COLUMN sources."origin" IS 'How it came to be known: given, discovered or imported. Never null. Example: given'
;
COMMENT ON COLUMN sources."expect" IS 'Least items of a healthy page; null when not stated. Unit: items. May be null. Example: 4'
;
COMMENT ON COLUMN sources."most" IS 'Most items of a healthy page; null when not stated. Unit: items. May be null. Example: 400'
;
COMMENT ON COLUMN sources."active" IS '1 when the market file still names it, or it is still read. Unit: 1 or 0. Never null. Example: 1'
;
COMMENT ON COLUMN sources."last_ok" IS 'Newest capture that gave facts. Unit: UTC instant, ISO 8601. May be null. Example: 2026-11-23T02:00:00Z'
;
COMMENT ON COLUMN sources."service" IS 'Service of the catalogue that it belongs to (docs/sources.md). May be null. Example: app-store'
;
COMMENT ON COLUMN sources."terms" IS 'Note on the site''s terms by whoever read them. May be null. Example: allows collection; read 2026-11-02'
;
COMMENT ON COLUMN sources."licence" IS 'Leave under which it is read, where the terms ask for one. May be null. Example: contract of 2026-09-01'
;
COMMENT ON COLUMN sources."walked_on" IS 'Night on which its list was last followed to its end. Unit: date, ISO 8601. May be null. Example: 2026-11-16'
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
COMMENT ON VIEW coverage IS 'What each source gave on each night: the worst verdict of its captures, or that it was not due.'
;
COMMENT ON COLUMN coverage."night" IS 'UTC date of the run''s scheduled instant. Unit: date, ISO 8601. Never null. Example: 2026-11-23'
;
COMMENT ON COLUMN coverage."product" IS 'Slug of the product. Never null. Example: zoom'
;
COMMENT ON COLUMN coverage."source" IS 'Key of the source: product and kind, numbered from the second on. Never null. Example: zoom/pricing'
;
COMMENT ON COLUMN coverage."kind" IS 'Kind of source. Never null. Example: pricing'
;
COMMENT ON COLUMN coverage."url" IS 'URL of the page, or file:NAME for an import. Never null. Example: https://zoom.us/pricing'
;
COMMENT ON COLUMN coverage."verdict" IS 'Worst verdict of the night''s captures; null when nothing was fetched. May be null. Example: login'
;
COMMENT ON COLUMN coverage."reason" IS 'Why, in plain words; empty for ok. Never null. Example: the page asks for a password'
;
COMMENT ON COLUMN coverage."due" IS '0 when no page of it needed a check that night; what stood stands. Unit: 1 or 0. Never null. Example: 1'
;
COMMENT ON COLUMN coverage."ok" IS '1 when every capture of the night gave facts. Unit: 1 or 0. Never null. Example: 0'
;
COMMENT ON COLUMN coverage."outcome" IS 'published: its facts were taken; quarantined: a page waits for a decision; kept: last good facts stand; null when not due. May be null. Example: published'
;
COMMENT ON COLUMN coverage."captures" IS 'URLs fetched for the source that night. Unit: captures. Never null. Example: 3'
;
COMMENT ON COLUMN coverage."items" IS 'Plans, features, releases and reviews on those pages. Unit: items. Never null. Example: 57'
;
COMMENT ON COLUMN coverage."pending" IS 'URLs planned for the night and not fetched. Unit: URLs. Never null. Example: 0'
;
COMMENT ON COLUMN coverage."last_ok" IS 'Newest capture that gave facts, up to that night. Unit: UTC instant, ISO 8601. May be null. Example: 2026-11-22T02:00:00Z'
;
COMMENT ON COLUMN coverage."stated" IS 'Items that the source itself says there are; null when it does not say. Unit: items. May be null. Example: 1204'
;
COMMENT ON COLUMN coverage."held" IS 'Reviews of the source stored by the end of the night; null when it is no list. Unit: reviews. May be null. Example: 312'
;
COMMENT ON COLUMN coverage."ending" IS 'Why its list was not followed further: end, cap, limit, loop, known, elsewhere. May be null. Example: cap'
;
COMMENT ON COLUMN coverage."noise" IS 'Lines that differed and said the same; by kind in `noise_by_kind`. Unit: lines. Never null. Example: 14'
;
CREATE VIEW evidence AS
SELECT e.id AS id, p.slug AS product, s.key AS source, l.url AS url, e.snapshot AS snapshot,
       e.selector AS selector, e.start_offset AS start, e.end_offset AS "end", e.quote AS quote,
       e.seen_at AS seen_at, e.extractor AS extractor
FROM evidence_passage e
LEFT JOIN location l ON l.id = e.location_id
LEFT JOIN source s ON s.id = l.source_id
LEFT JOIN product p ON p.id = s.product_id
;
COMMENT ON VIEW evidence IS 'The verbatim words behind every fact, and where they stand in a stored page.'
;
COMMENT ON COLUMN evidence."id" IS 'Number that `evidence_id` of every view leads to. Unit: number. Never null. Example: 4711'
;
COMMENT ON COLUMN evidence."product" IS 'Slug of the product. Never null. Example: zoom'
;
COMMENT ON COLUMN evidence."source" IS 'Key of the source: product and kind, numbered from the second on. Never null. Example: zoom/pricing'
;
COMMENT ON COLUMN evidence."url" IS 'URL of the page, or file:NAME for an import. Never null. Example: https://zoom.us/pricing'
;
COMMENT ON COLUMN evidence."snapshot" IS 'SHA-256 of the stored page in the archive. Unit: hex. Never null. Example: 9f86d081884c7d65…'
;
COMMENT ON COLUMN evidence."selector" IS 'Path of the element or datum in the page. Never null. Example: main > p:nth-of-type(2)'
;
COMMENT ON COLUMN evidence."start" IS 'Characters of its text before the quote. Unit: characters. Never null. Example: 14'
;
COMMENT ON COLUMN evidence."end" IS 'Characters up to the quote''s end; write "end" in SQL. Unit: characters. Never null. Example: 31'
;
COMMENT ON COLUMN evidence."quote" IS 'The words; a character masked for privacy is •. Never null. Example: $15.99/month/user'
;
COMMENT ON COLUMN evidence."seen_at" IS 'Capture that first showed them. Unit: UTC instant, ISO 8601. Never null. Example: 2026-11-23T02:00:00Z'
;
COMMENT ON COLUMN evidence."extractor" IS 'What read them. Never null. Example: pages/1'
;
CREATE VIEW host_ledger AS
SELECT h.night AS night, h.host AS host, h.requests AS requests, h.bytes AS bytes,
       h.not_modified AS not_modified, h.throttled AS throttled, h.failures AS failures, h.refusals AS refusals,
       h.left_out AS left_out, h.waits_seconds AS waits_seconds, h.robots AS robots
FROM host_night h
;
COMMENT ON VIEW host_ledger IS 'What each night cost each host: requests, bytes, waits, and what was not sent.'
;
COMMENT ON COLUMN host_ledger."night" IS 'UTC date of the run''s scheduled instant. Unit: date, ISO 8601. Never null. Example: 2026-11-23'
;
COMMENT ON COLUMN host_ledger."host" IS 'Host, with its port where it is not the usual one. Never null. Example: zoom.us'
;
COMMENT ON COLUMN host_ledger."requests" IS 'Requests sent, robots.txt and sitemaps included. Unit: requests. Never null. Example: 23'
;
COMMENT ON COLUMN host_ledger."bytes" IS 'Size of the bodies received, before they were unpacked. Unit: bytes. Never null. Example: 412345'
;
COMMENT ON COLUMN host_ledger."not_modified" IS 'Answers 304: pages that were not sent again. Unit: answers. Never null. Example: 19'
;
COMMENT ON COLUMN host_ledger."throttled" IS 'Answers 429 and 503. Unit: answers. Never null. Example: 0'
;
COMMENT ON COLUMN host_ledger."failures" IS 'Requests that got no whole answer. Unit: requests. Never null. Example: 1'
;
COMMENT ON COLUMN host_ledger."refusals" IS 'Requests not sent: robots.txt, address, the host''s wish, budget. Unit: requests. Never null. Example: 2'
;
COMMENT ON COLUMN host_ledger."left_out" IS 'Pages found that the site''s budget left out. Unit: pages. Never null. Example: 0'
;
COMMENT ON COLUMN host_ledger."waits_seconds" IS 'Time waited so as not to press the host. Unit: seconds. Never null. Example: 24.5'
;
COMMENT ON COLUMN host_ledger."robots" IS 'rules, none, last copy, unreachable; empty when not asked for. Never null. Example: rules'
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
COMMENT ON VIEW plans IS 'Every plan, and every extra sold beside the plans, over the time it stood on the page.'
;
COMMENT ON COLUMN plans."id" IS 'Number of the row. Unit: number. Never null. Example: 17'
;
COMMENT ON COLUMN plans."product" IS 'Slug of the product. Never null. Example: zoom'
;
COMMENT ON COLUMN plans."source" IS 'Key of the source: product and kind, numbered from the second on. Never null. Example: zoom/pricing'
;
COMMENT ON COLUMN plans."url" IS 'URL of the page, or file:NAME for an import. Never null. Example: https://zoom.us/pricing'
;
COMMENT ON COLUMN plans."plan" IS 'Name of the plan as the page writes it. Never null. Example: Pro'
;
COMMENT ON COLUMN plans."place" IS 'Order on the page, from 1; extras have their own. Unit: number. Never null. Example: 2'
;
COMMENT ON COLUMN plans."extra" IS '1 when it is no plan but an add-on, a service, a fee or a rate. Unit: 1 or 0. Never null. Example: 0'
;
COMMENT ON COLUMN plans."first_seen" IS 'First capture that showed it. Unit: UTC instant, ISO 8601. Never null. Example: 2026-11-23T02:00:00Z'
;
COMMENT ON COLUMN plans."last_seen" IS 'Newest capture that showed it. Unit: UTC instant, ISO 8601. Never null. Example: 2026-11-30T02:00:00Z'
;
COMMENT ON COLUMN plans."ended" IS 'First capture that no longer showed it; null while it stands. Unit: UTC instant, ISO 8601. May be null. Example: 2026-12-01T02:00:00Z'
;
COMMENT ON COLUMN plans."learnt_at" IS 'When it was stored. Unit: UTC instant, ISO 8601. Never null. Example: 2026-11-23T02:00:07Z'
;
COMMENT ON COLUMN plans."end_learnt_at" IS 'When its end was stored; null while it stands. Unit: UTC instant, ISO 8601. May be null. Example: 2026-12-02T02:00:09Z'
;
COMMENT ON COLUMN plans."unstable" IS '1 when the value came back within five captures. Unit: 1 or 0. Never null. Example: 0'
;
COMMENT ON COLUMN plans."evidence_id" IS 'Number of the words that say so: `evidence.id`. Unit: number. May be null. Example: 4711'
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
COMMENT ON VIEW plan_limits IS 'Every quantity that a plan allows over the time it stood on the page.'
;
COMMENT ON COLUMN plan_limits."id" IS 'Number of the row. Unit: number. Never null. Example: 17'
;
COMMENT ON COLUMN plan_limits."product" IS 'Slug of the product. Never null. Example: zoom'
;
COMMENT ON COLUMN plan_limits."source" IS 'Key of the source: product and kind, numbered from the second on. Never null. Example: zoom/pricing'
;
COMMENT ON COLUMN plan_limits."url" IS 'URL of the page, or file:NAME for an import. Never null. Example: https://zoom.us/pricing'
;
COMMENT ON COLUMN plan_limits."plan" IS 'Name of the plan as the page writes it. Never null. Example: Pro'
;
COMMENT ON COLUMN plan_limits."name" IS 'The limit as the page calls it. Never null. Example: Meeting duration'
;
COMMENT ON COLUMN plan_limits."value" IS 'As written. Never null. Example: 40'
;
COMMENT ON COLUMN plan_limits."unit" IS 'What is counted; null when not stated. May be null. Example: minutes'
;
COMMENT ON COLUMN plan_limits."first_seen" IS 'First capture that showed it. Unit: UTC instant, ISO 8601. Never null. Example: 2026-11-23T02:00:00Z'
;
COMMENT ON COLUMN plan_limits."last_seen" IS 'Newest capture that showed it. Unit: UTC instant, ISO 8601. Never null. Example: 2026-11-30T02:00:00Z'
;
COMMENT ON COLUMN plan_limits."ended" IS 'First capture that no longer showed it; null while it stands. Unit: UTC instant, ISO 8601. May be null. Example: 2026-12-01T02:00:00Z'
;
COMMENT ON COLUMN plan_limits."learnt_at" IS 'When it was stored. Unit: UTC instant, ISO 8601. Never null. Example: 2026-11-23T02:00:07Z'
;
COMMENT ON COLUMN plan_limits."end_learnt_at" IS 'When its end was stored; null while it stands. Unit: UTC instant, ISO 8601. May be null. Example: 2026-12-02T02:00:09Z'
;
COMMENT ON COLUMN plan_limits."unstable" IS '1 when the value came back within five captures. Unit: 1 or 0. Never null. Example: 0'
;
COMMENT ON COLUMN plan_limits."evidence_id" IS 'Number of the words that say so: `evidence.id`. Unit: number. Never null. Example: 4711'
;
CREATE VIEW price_history AS
SELECT f.id AS id, p.slug AS product, s.key AS source, l.url AS url, f.plan AS plan, f.kind AS kind,
       f.amount AS amount, CAST(f.amount AS TEXT) AS amount_text, f.currency AS currency,
       f.period AS period, f.billed AS billed, f.unit AS unit, f.qualifier AS qualifier, f.raw AS raw,
       f.first_seen AS first_seen, f.last_seen AS last_seen, f.ended AS ended,
       f.learnt_at AS learnt_at, f.ended_learnt_at AS end_learnt_at, CASE WHEN f.unstable THEN 1 ELSE 0 END AS unstable, f.evidence_id AS evidence_id
FROM price_fact f
JOIN location l ON l.id = f.location_id
JOIN source s ON s.id = l.source_id
JOIN product p ON p.id = s.product_id
WHERE NOT f.extra
;
COMMENT ON VIEW price_history IS 'Every price of every plan over the time it stood on the page.'
;
COMMENT ON COLUMN price_history."id" IS 'Number of the row. Unit: number. Never null. Example: 17'
;
COMMENT ON COLUMN price_history."product" IS 'Slug of the product. Never null. Example: zoom'
;
COMMENT ON COLUMN price_history."source" IS 'Key of the source: product and kind, numbered from the second on. Never null. Example: zoom/pricing'
;
COMMENT ON COLUMN price_history."url" IS 'URL of the page, or file:NAME for an import. Never null. Example: https://zoom.us/pricing'
;
COMMENT ON COLUMN price_history."plan" IS 'Name of the plan as the page writes it. Never null. Example: Pro'
;
COMMENT ON COLUMN price_history."kind" IS 'What the statement is: free, priced, contact or unknown. Never null. Example: priced'
;
COMMENT ON COLUMN price_history."amount" IS 'Amount; 0 when free. SQLite gives the nearest double. Unit: units of the currency. May be null. Example: 15.99'
;
COMMENT ON COLUMN price_history."amount_text" IS 'The same amount, every digit as given. Unit: decimal text. May be null. Example: 15.99'
;
COMMENT ON COLUMN price_history."currency" IS 'Currency; null when the page leaves it open. Unit: ISO 4217. May be null. Example: USD'
;
COMMENT ON COLUMN price_history."period" IS 'What the amount pays for: month, year, once or use. May be null. Example: month'
;
COMMENT ON COLUMN price_history."billed" IS 'How it is charged: monthly or annually. May be null. Example: annually'
;
COMMENT ON COLUMN price_history."unit" IS 'What is counted: seat, flat, or the thing in the singular. May be null. Example: seat'
;
COMMENT ON COLUMN price_history."qualifier" IS 'What makes it less than a plain price: from, up to or was. May be null. Example: from'
;
COMMENT ON COLUMN price_history."raw" IS 'The words of the page. Never null. Example: $15.99/month/user'
;
COMMENT ON COLUMN price_history."first_seen" IS 'First capture that showed it. Unit: UTC instant, ISO 8601. Never null. Example: 2026-11-23T02:00:00Z'
;
COMMENT ON COLUMN price_history."last_seen" IS 'Newest capture that showed it. Unit: UTC instant, ISO 8601. Never null. Example: 2026-11-30T02:00:00Z'
;
COMMENT ON COLUMN price_history."ended" IS 'First capture that no longer showed it; null while it stands. Unit: UTC instant, ISO 8601. May be null. Example: 2026-12-01T02:00:00Z'
;
COMMENT ON COLUMN price_history."learnt_at" IS 'When it was stored. Unit: UTC instant, ISO 8601. Never null. Example: 2026-11-23T02:00:07Z'
;
COMMENT ON COLUMN price_history."end_learnt_at" IS 'When its end was stored; null while it stands. Unit: UTC instant, ISO 8601. May be null. Example: 2026-12-02T02:00:09Z'
;
COMMENT ON COLUMN price_history."unstable" IS '1 when the value came back within five captures. Unit: 1 or 0. Never null. Example: 0'
;
COMMENT ON COLUMN price_history."evidence_id" IS 'Number of the words that say so: `evidence.id`. Unit: number. Never null. Example: 4711'
;
CREATE VIEW current_prices AS
SELECT f.id AS id, p.slug AS product, s.key AS source, l.url AS url, f.plan AS plan, f.kind AS kind,
       f.amount AS amount, CAST(f.amount AS TEXT) AS amount_text, f.currency AS currency,
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
COMMENT ON VIEW current_prices IS 'Prices that stand on the page today, as far as the newest good capture shows.'
;
COMMENT ON COLUMN current_prices."id" IS 'Number of the row. Unit: number. Never null. Example: 17'
;
COMMENT ON COLUMN current_prices."product" IS 'Slug of the product. Never null. Example: zoom'
;
COMMENT ON COLUMN current_prices."source" IS 'Key of the source: product and kind, numbered from the second on. Never null. Example: zoom/pricing'
;
COMMENT ON COLUMN current_prices."url" IS 'URL of the page, or file:NAME for an import. Never null. Example: https://zoom.us/pricing'
;
COMMENT ON COLUMN current_prices."plan" IS 'Name of the plan as the page writes it. Never null. Example: Pro'
;
COMMENT ON COLUMN current_prices."kind" IS 'What the statement is: free, priced, contact or unknown. Never null. Example: priced'
;
COMMENT ON COLUMN current_prices."amount" IS 'Amount; 0 when free. SQLite gives the nearest double. Unit: units of the currency. May be null. Example: 15.99'
;
COMMENT ON COLUMN current_prices."amount_text" IS 'The same amount, every digit as given. Unit: decimal text. May be null. Example: 15.99'
;
COMMENT ON COLUMN current_prices."currency" IS 'Currency; null when the page leaves it open. Unit: ISO 4217. May be null. Example: USD'
;
COMMENT ON COLUMN current_prices."period" IS 'What the amount pays for: month, year, once or use. May be null. Example: month'
;
COMMENT ON COLUMN current_prices."billed" IS 'How it is charged: monthly or annually. May be null. Example: annually'
;
COMMENT ON COLUMN current_prices."unit" IS 'What is counted: seat, flat, or the thing in the singular. May be null. Example: seat'
;
COMMENT ON COLUMN current_prices."qualifier" IS 'What makes it less than a plain price: from, up to or was. May be null. Example: from'
;
COMMENT ON COLUMN current_prices."raw" IS 'The words of the page. Never null. Example: $15.99/month/user'
;
COMMENT ON COLUMN current_prices."first_seen" IS 'First capture that showed it. Unit: UTC instant, ISO 8601. Never null. Example: 2026-11-23T02:00:00Z'
;
COMMENT ON COLUMN current_prices."last_seen" IS 'Newest capture that showed it. Unit: UTC instant, ISO 8601. Never null. Example: 2026-11-30T02:00:00Z'
;
COMMENT ON COLUMN current_prices."ended" IS 'First capture that no longer showed it; null while it stands. Unit: UTC instant, ISO 8601. May be null. Example: 2026-12-01T02:00:00Z'
;
COMMENT ON COLUMN current_prices."learnt_at" IS 'When it was stored. Unit: UTC instant, ISO 8601. Never null. Example: 2026-11-23T02:00:07Z'
;
COMMENT ON COLUMN current_prices."end_learnt_at" IS 'When its end was stored; null while it stands. Unit: UTC instant, ISO 8601. May be null. Example: 2026-12-02T02:00:09Z'
;
COMMENT ON COLUMN current_prices."unstable" IS '1 when the value came back within five captures. Unit: 1 or 0. Never null. Example: 0'
;
COMMENT ON COLUMN current_prices."evidence_id" IS 'Number of the words that say so: `evidence.id`. Unit: number. Never null. Example: 4711'
;
CREATE VIEW extra_prices AS
SELECT f.id AS id, p.slug AS product, s.key AS source, l.url AS url, f.plan AS plan, f.kind AS kind,
       f.amount AS amount, CAST(f.amount AS TEXT) AS amount_text, f.currency AS currency,
       f.period AS period, f.billed AS billed, f.unit AS unit, f.qualifier AS qualifier, f.raw AS raw,
       f.first_seen AS first_seen, f.last_seen AS last_seen, f.ended AS ended,
       f.learnt_at AS learnt_at, f.ended_learnt_at AS end_learnt_at, CASE WHEN f.unstable THEN 1 ELSE 0 END AS unstable, f.evidence_id AS evidence_id
FROM price_fact f
JOIN location l ON l.id = f.location_id
JOIN source s ON s.id = l.source_id
JOIN product p ON p.id = s.product_id
WHERE f.extra
;
COMMENT ON VIEW extra_prices IS 'Every price of add-ons, services, fees and rates sold beside plans, over the time it stood.'
;
COMMENT ON COLUMN extra_prices."id" IS 'Number of the row. Unit: number. Never null. Example: 17'
;
COMMENT ON COLUMN extra_prices."product" IS 'Slug of the product. Never null. Example: zoom'
;
COMMENT ON COLUMN extra_prices."source" IS 'Key of the source: product and kind, numbered from the second on. Never null. Example: zoom/pricing'
;
COMMENT ON COLUMN extra_prices."url" IS 'URL of the page, or file:NAME for an import. Never null. Example: https://zoom.us/pricing'
;
COMMENT ON COLUMN extra_prices."plan" IS 'Name of the add-on, service, fee or rate as the page writes it. Never null. Example: Phone number'
;
COMMENT ON COLUMN extra_prices."kind" IS 'What the statement is: free, priced, contact or unknown. Never null. Example: priced'
;
COMMENT ON COLUMN extra_prices."amount" IS 'Amount; 0 when free. SQLite gives the nearest double. Unit: units of the currency. May be null. Example: 15.99'
;
COMMENT ON COLUMN extra_prices."amount_text" IS 'The same amount, every digit as given. Unit: decimal text. May be null. Example: 15.99'
;
COMMENT ON COLUMN extra_prices."currency" IS 'Currency; null when the page leaves it open. Unit: ISO 4217. May be null. Example: USD'
;
COMMENT ON COLUMN extra_prices."period" IS 'What the amount pays for: month, year, once or use. May be null. Example: month'
;
COMMENT ON COLUMN extra_prices."billed" IS 'How it is charged: monthly or annually. May be null. Example: annually'
;
COMMENT ON COLUMN extra_prices."unit" IS 'What is counted: seat, flat, or the thing in the singular. May be null. Example: seat'
;
COMMENT ON COLUMN extra_prices."qualifier" IS 'What makes it less than a plain price: from, up to or was. May be null. Example: from'
;
COMMENT ON COLUMN extra_prices."raw" IS 'The words of the page. Never null. Example: $15.99/month/user'
;
COMMENT ON COLUMN extra_prices."first_seen" IS 'First capture that showed it. Unit: UTC instant, ISO 8601. Never null. Example: 2026-11-23T02:00:00Z'
;
COMMENT ON COLUMN extra_prices."last_seen" IS 'Newest capture that showed it. Unit: UTC instant, ISO 8601. Never null. Example: 2026-11-30T02:00:00Z'
;
COMMENT ON COLUMN extra_prices."ended" IS 'First capture that no longer showed it; null while it stands. Unit: UTC instant, ISO 8601. May be null. Example: 2026-12-01T02:00:00Z'
;
COMMENT ON COLUMN extra_prices."learnt_at" IS 'When it was stored. Unit: UTC instant, ISO 8601. Never null. Example: 2026-11-23T02:00:07Z'
;
COMMENT ON COLUMN extra_prices."end_learnt_at" IS 'When its end was stored; null while it stands. Unit: UTC instant, ISO 8601. May be null. Example: 2026-12-02T02:00:09Z'
;
COMMENT ON COLUMN extra_prices."unstable" IS '1 when the value came back within five captures. Unit: 1 or 0. Never null. Example: 0'
;
COMMENT ON COLUMN extra_prices."evidence_id" IS 'Number of the words that say so: `evidence.id`. Unit: number. Never null. Example: 4711'
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
COMMENT ON VIEW feature_history IS 'What pages said of features over the time they said so.'
;
COMMENT ON COLUMN feature_history."id" IS 'Number of the row. Unit: number. Never null. Example: 17'
;
COMMENT ON COLUMN feature_history."product" IS 'Slug of the product. Never null. Example: zoom'
;
COMMENT ON COLUMN feature_history."source" IS 'Key of the source: product and kind, numbered from the second on. Never null. Example: zoom/pricing'
;
COMMENT ON COLUMN feature_history."url" IS 'URL of the page, or file:NAME for an import. Never null. Example: https://zoom.us/pricing'
;
COMMENT ON COLUMN feature_history."plan" IS 'Name of the plan; null when the page speaks of the product as a whole. May be null. Example: Pro'
;
COMMENT ON COLUMN feature_history."feature" IS 'Canonical name of the feature. Never null. Example: Screen sharing'
;
COMMENT ON COLUMN feature_history."name" IS 'The feature as the page calls it. Never null. Example: Share your screen'
;
COMMENT ON COLUMN feature_history."status" IS 'What the page says: offered, limited, beta, add-on, planned, withdrawn, unknown or absent; unknown is not absent. Never null. Example: limited'
;
COMMENT ON COLUMN feature_history."value" IS 'Quantity or wording; null when there is none. May be null. Example: 10 GB'
;
COMMENT ON COLUMN feature_history."first_seen" IS 'First capture that showed it. Unit: UTC instant, ISO 8601. Never null. Example: 2026-11-23T02:00:00Z'
;
COMMENT ON COLUMN feature_history."last_seen" IS 'Newest capture that showed it. Unit: UTC instant, ISO 8601. Never null. Example: 2026-11-30T02:00:00Z'
;
COMMENT ON COLUMN feature_history."ended" IS 'First capture that no longer showed it; null while it stands. Unit: UTC instant, ISO 8601. May be null. Example: 2026-12-01T02:00:00Z'
;
COMMENT ON COLUMN feature_history."learnt_at" IS 'When it was stored. Unit: UTC instant, ISO 8601. Never null. Example: 2026-11-23T02:00:07Z'
;
COMMENT ON COLUMN feature_history."end_learnt_at" IS 'When its end was stored; null while it stands. Unit: UTC instant, ISO 8601. May be null. Example: 2026-12-02T02:00:09Z'
;
COMMENT ON COLUMN feature_history."unstable" IS '1 when the value came back within five captures. Unit: 1 or 0. Never null. Example: 0'
;
COMMENT ON COLUMN feature_history."evidence_id" IS 'Number of the words that say so: `evidence.id`. Unit: number. Never null. Example: 4711'
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
           CAST(FLOOR(EXTRACT(EPOCH FROM ((SELECT MAX(last_seen) FROM stated) - MAX(CASE WHEN g.grade = g.page_best THEN g.last_seen END))) / 86400) AS INTEGER) AS days,
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
           string_agg(i.plan, ', ') OVER (PARTITION BY i.product_id, i.feature_id ORDER BY i.position, i.id
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
COMMENT ON VIEW feature_matrix IS 'Every product by every feature; unknown where no page says anything, which is not absent.'
;
COMMENT ON COLUMN feature_matrix."product" IS 'Slug of the product. Never null. Example: zoom'
;
COMMENT ON COLUMN feature_matrix."feature" IS 'Canonical name of the feature. Never null. Example: Screen sharing'
;
COMMENT ON COLUMN feature_matrix."status" IS 'What the standing statements come to: offered, limited, beta, add-on, planned, withdrawn, unknown or absent; unknown is not absent. Or conflicting: pages say yes and no, and both are sure. Never null. Example: offered'
;
COMMENT ON COLUMN feature_matrix."plans" IS 'Plans that include it, in order of the page. Unit: comma and blank between. May be null. Example: Pro, Business'
;
COMMENT ON COLUMN feature_matrix."value" IS 'Quantity or wording of the best statement. May be null. Example: 10 GB'
;
COMMENT ON COLUMN feature_matrix."confidence" IS 'How sure the status is, by kind and last look of the pages that say so; null when none does. Unit: share, 0 to 1. May be null. Example: 0.97'
;
COMMENT ON COLUMN feature_matrix."last_seen" IS 'Newest capture that showed it. Unit: UTC instant, ISO 8601. May be null. Example: 2026-11-30T02:00:00Z'
;
COMMENT ON COLUMN feature_matrix."evidence_id" IS 'Number of the words that say so: `evidence.id`. Unit: number. May be null. Example: 4711'
;
COMMENT ON COLUMN feature_matrix."evidence_against" IS 'Number of the words of another page that says the opposite: `evidence.id`; of a conflicting cell the no. Unit: number. May be null. Example: 4712'
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
COMMENT ON VIEW statements IS 'What pages said of a product besides plans and features, over the time they said so.'
;
COMMENT ON COLUMN statements."id" IS 'Number of the row. Unit: number. Never null. Example: 17'
;
COMMENT ON COLUMN statements."product" IS 'Slug of the product. Never null. Example: zoom'
;
COMMENT ON COLUMN statements."source" IS 'Key of the source: product and kind, numbered from the second on. Never null. Example: zoom/pricing'
;
COMMENT ON COLUMN statements."url" IS 'URL of the page, or file:NAME for an import. Never null. Example: https://zoom.us/pricing'
;
COMMENT ON COLUMN statements."kind" IS 'title, hero, tagline, positioning, integration, customer, certification, status, role, rival, clause, passage or article. Never null. Example: integration'
;
COMMENT ON COLUMN statements."subject" IS 'Who or what is named; the kind itself for title and the like. Never null. Example: Google Drive'
;
COMMENT ON COLUMN statements."value" IS 'What is said of it; null where naming it says all. May be null. Example: engineering'
;
COMMENT ON COLUMN statements."rival_product" IS 'Slug of the product of this market that a rival''s name means; null when it is none of them, or unknown. May be null. Example: zoom'
;
COMMENT ON COLUMN statements."first_seen" IS 'First capture that showed it. Unit: UTC instant, ISO 8601. Never null. Example: 2026-11-23T02:00:00Z'
;
COMMENT ON COLUMN statements."last_seen" IS 'Newest capture that showed it. Unit: UTC instant, ISO 8601. Never null. Example: 2026-11-30T02:00:00Z'
;
COMMENT ON COLUMN statements."ended" IS 'First capture that no longer showed it; null while it stands. Unit: UTC instant, ISO 8601. May be null. Example: 2026-12-01T02:00:00Z'
;
COMMENT ON COLUMN statements."learnt_at" IS 'When it was stored. Unit: UTC instant, ISO 8601. Never null. Example: 2026-11-23T02:00:07Z'
;
COMMENT ON COLUMN statements."end_learnt_at" IS 'When its end was stored; null while it stands. Unit: UTC instant, ISO 8601. May be null. Example: 2026-12-02T02:00:09Z'
;
COMMENT ON COLUMN statements."unstable" IS '1 when the value came back within five captures. Unit: 1 or 0. Never null. Example: 0'
;
COMMENT ON COLUMN statements."evidence_id" IS 'Number of the words that say so: `evidence.id`. Unit: number. Never null. Example: 4711'
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
COMMENT ON VIEW releases IS 'Entries of changelogs, release notes and feeds, a row each.'
;
COMMENT ON COLUMN releases."id" IS 'Number of the row. Unit: number. Never null. Example: 17'
;
COMMENT ON COLUMN releases."product" IS 'Slug of the product. Never null. Example: zoom'
;
COMMENT ON COLUMN releases."source" IS 'Key of the source: product and kind, numbered from the second on. Never null. Example: zoom/pricing'
;
COMMENT ON COLUMN releases."url" IS 'URL of the page, or file:NAME for an import. Never null. Example: https://zoom.us/pricing'
;
COMMENT ON COLUMN releases."date" IS 'Day of publication; null when none is stated. Unit: date, ISO 8601. May be null. Example: 2026-08-20'
;
COMMENT ON COLUMN releases."version" IS 'Version that it is of; null when none is stated. May be null. Example: 5.8.0'
;
COMMENT ON COLUMN releases."title" IS 'Title as published. Never null. Example: Scrapy 2.18.0 (2026-08-20)'
;
COMMENT ON COLUMN releases."first_seen" IS 'First capture that showed it. Unit: UTC instant, ISO 8601. Never null. Example: 2026-11-23T02:00:00Z'
;
COMMENT ON COLUMN releases."last_seen" IS 'Newest capture that showed it. Unit: UTC instant, ISO 8601. Never null. Example: 2026-11-30T02:00:00Z'
;
COMMENT ON COLUMN releases."learnt_at" IS 'When it was stored. Unit: UTC instant, ISO 8601. Never null. Example: 2026-11-23T02:00:07Z'
;
COMMENT ON COLUMN releases."evidence_id" IS 'Number of the words that say so: `evidence.id`. Unit: number. Never null. Example: 4711'
;
CREATE VIEW release_items AS
SELECT f.id AS release, e.place AS place, p.slug AS product, s.key AS source, f.published AS date,
       f.version AS version, f.title AS title, f.types ->> CAST(e.place - 1 AS INTEGER) AS type, e.value AS text,
       f.evidence_id AS evidence_id
FROM release_fact f
JOIN source s ON s.id = f.source_id
JOIN product p ON p.id = s.product_id
CROSS JOIN LATERAL jsonb_array_elements_text(f.items) WITH ORDINALITY AS e(value, place)
;
COMMENT ON VIEW release_items IS 'What each release adds, changes, fixes or removes, a row each.'
;
COMMENT ON COLUMN release_items."release" IS 'Number of the release: `releases.id`. Unit: number. Never null. Example: 17'
;
COMMENT ON COLUMN release_items."place" IS 'Order in the release, from 1. Unit: number. Never null. Example: 1'
;
COMMENT ON COLUMN release_items."product" IS 'Slug of the product. Never null. Example: zoom'
;
COMMENT ON COLUMN release_items."source" IS 'Key of the source: product and kind, numbered from the second on. Never null. Example: zoom/pricing'
;
COMMENT ON COLUMN release_items."date" IS 'Day of publication; null when none is stated. Unit: date, ISO 8601. May be null. Example: 2026-08-20'
;
COMMENT ON COLUMN release_items."version" IS 'Version that it is of; null when none is stated. May be null. Example: 5.8.0'
;
COMMENT ON COLUMN release_items."title" IS 'Title of the release. Never null. Example: Scrapy 2.18.0 (2026-08-20)'
;
COMMENT ON COLUMN release_items."type" IS 'added, changed, fixed, removed, deprecated, security, price or other; null when read before they were told apart. May be null. Example: fixed'
;
COMMENT ON COLUMN release_items."text" IS 'What it says. Never null. Example: Fixed: lost scroll position'
;
COMMENT ON COLUMN release_items."evidence_id" IS 'Number of the words that say so: `evidence.id`. Unit: number. Never null. Example: 4711'
;
CREATE VIEW changes AS
SELECT c.id AS id, c.night AS night, p.slug AS product, s.key AS source, c.kind AS kind, c.mode AS mode,
       c.subject AS subject, c.before AS before, c.after AS after, c.score AS score, c.reason AS reason,
       c.learnt_at AS learnt_at, COALESCE(c.evidence_after, c.evidence_before) AS evidence_id,
       c.evidence_before AS evidence_before, c.evidence_after AS evidence_after,
       CAST(c.parts ->> 'type' AS DOUBLE PRECISION) AS type_weight, CAST(c.parts ->> 'size' AS DOUBLE PRECISION) AS size_weight, CAST(c.parts ->> 'page' AS DOUBLE PRECISION) AS page_weight, CAST(c.parts ->> 'persistence' AS DOUBLE PRECISION) AS persistence_weight, CAST(c.parts ->> 'novelty' AS DOUBLE PRECISION) AS novelty_weight, CASE WHEN c.extra THEN 1 ELSE 0 END AS extra
FROM change c
JOIN source s ON s.id = c.source_id
JOIN product p ON p.id = s.product_id
;
COMMENT ON VIEW changes IS 'Changes of facts between nights, with the words before and after and the weights of the score.'
;
COMMENT ON COLUMN changes."id" IS 'Number of the row. Unit: number. Never null. Example: 17'
;
COMMENT ON COLUMN changes."night" IS 'UTC date of the run''s scheduled instant. Unit: date, ISO 8601. Never null. Example: 2026-11-23'
;
COMMENT ON COLUMN changes."product" IS 'Slug of the product. Never null. Example: zoom'
;
COMMENT ON COLUMN changes."source" IS 'Key of the source: product and kind, numbered from the second on. Never null. Example: zoom/pricing'
;
COMMENT ON COLUMN changes."kind" IS 'What it is about: price, packaging, feature, limit, release… Never null. Example: price'
;
COMMENT ON COLUMN changes."mode" IS 'How it changed: added, changed, removed or unstable. Never null. Example: changed'
;
COMMENT ON COLUMN changes."subject" IS 'What changed: a plan, an extra, a feature of a plan, a release. Never null. Example: Pro: Cloud recording'
;
COMMENT ON COLUMN changes."before" IS 'What stood before; null for an addition. May be null. Example: 15.99 USD per seat per month'
;
COMMENT ON COLUMN changes."after" IS 'What stands now; null for a removal. May be null. Example: 13.33 USD per seat per month'
;
COMMENT ON COLUMN changes."score" IS 'Weight of the change; null until scored. Unit: 0 to 100. May be null. Example: 72'
;
COMMENT ON COLUMN changes."reason" IS 'Parts of the score in words. May be null. Example: price fell by 17 %'
;
COMMENT ON COLUMN changes."learnt_at" IS 'When it was stored. Unit: UTC instant, ISO 8601. Never null. Example: 2026-11-23T02:00:07Z'
;
COMMENT ON COLUMN changes."evidence_id" IS 'The new words; for a removal the former ones: `evidence.id`. Unit: number. May be null. Example: 4711'
;
COMMENT ON COLUMN changes."evidence_before" IS 'The former words: `evidence.id`. Unit: number. May be null. Example: 4310'
;
COMMENT ON COLUMN changes."evidence_after" IS 'The new words: `evidence.id`. Unit: number. May be null. Example: 4711'
;
COMMENT ON COLUMN changes."type_weight" IS 'What it is about; the score is 100 × the product of the five weights; null until scored. Unit: 0 to 1. May be null. Example: 1'
;
COMMENT ON COLUMN changes."size_weight" IS 'How much differs. Unit: 0 to 1. May be null. Example: 0.9664'
;
COMMENT ON COLUMN changes."page_weight" IS 'On what kind of page it stands. Unit: 0 to 1. May be null. Example: 1'
;
COMMENT ON COLUMN changes."persistence_weight" IS 'For how many nights it has stood. Unit: 0 to 1. May be null. Example: 0.85'
;
COMMENT ON COLUMN changes."novelty_weight" IS 'Whether it changed before. Unit: 0 to 1. May be null. Example: 1'
;
COMMENT ON COLUMN changes."extra" IS '1 when it is an extra that came, went or has another price. Unit: 1 or 0. Never null. Example: 0'
;
CREATE VIEW noise_by_kind AS
SELECT n.night AS night, p.slug AS product, s.key AS source, s.kind AS page, n.kind AS kind, n.passages AS lines
FROM noise n
JOIN source s ON s.id = n.source_id
JOIN product p ON p.id = s.product_id
;
COMMENT ON VIEW noise_by_kind IS 'Lines that differed between captures and said the same: counted by kind, told as no change.'
;
COMMENT ON COLUMN noise_by_kind."night" IS 'UTC date of the run''s scheduled instant. Unit: date, ISO 8601. Never null. Example: 2026-11-23'
;
COMMENT ON COLUMN noise_by_kind."product" IS 'Slug of the product. Never null. Example: zoom'
;
COMMENT ON COLUMN noise_by_kind."source" IS 'Key of the source: product and kind, numbered from the second on. Never null. Example: zoom/pricing'
;
COMMENT ON COLUMN noise_by_kind."page" IS 'Kind of source. Never null. Example: pricing'
;
COMMENT ON COLUMN noise_by_kind."kind" IS 'Why they differ: markup, token, date, copyright year, numbering, counter, order, repetition, spelling, rotation, cookie banner, chrome or failure. Never null. Example: counter'
;
COMMENT ON COLUMN noise_by_kind."lines" IS 'Lines of the source''s pages that night. Unit: lines. Never null. Example: 14'
;
CREATE VIEW reviews AS
SELECT r.id AS id, p.slug AS product, s.key AS source, l.url AS url, r.published AS date,
       r.rating AS rating, r.rating_raw AS rating_raw,
       r.best AS best, r.title AS title, r.text AS text, r.words AS words, r.version AS version,
       r.author_key AS author_key, r.polarity AS polarity, r.language AS language, r.first_seen AS first_seen,
       r.last_seen AS last_seen, r.learnt_at AS learnt_at, r.model AS model, r.taxonomy AS taxonomy,
       r.edition AS edition, r.edited_at AS edited_at, r.cluster_id AS cluster,
       r.counted AS counted, CASE WHEN EXISTS (SELECT 1 FROM burst b
    WHERE b.source_id = r.source_id AND r.published BETWEEN b.since AND b.until) THEN 1 ELSE 0 END AS burst, r.evidence_id AS evidence_id
FROM review r
LEFT JOIN location l ON l.id = r.location_id
LEFT JOIN source s ON s.id = r.source_id
JOIN product p ON p.id = r.product_id
WHERE r.superseded_at IS NULL
;
COMMENT ON VIEW reviews IS 'Reviews, tickets and survey answers as they stand, personal data masked; copies are not `counted`.'
;
COMMENT ON COLUMN reviews."id" IS 'Number of the row. Unit: number. Never null. Example: 17'
;
COMMENT ON COLUMN reviews."product" IS 'Slug of the product. Never null. Example: zoom'
;
COMMENT ON COLUMN reviews."source" IS 'Key of the source: product and kind, numbered from the second on. Never null. Example: zoom/pricing'
;
COMMENT ON COLUMN reviews."url" IS 'URL of the page, or file:NAME for an import. Never null. Example: https://zoom.us/pricing'
;
COMMENT ON COLUMN reviews."date" IS 'Date of the review as published; null when none is stated. Unit: date, ISO 8601. May be null. Example: 2026-11-20'
;
COMMENT ON COLUMN reviews."rating" IS 'Rating, rescaled; null when none or unclear. Unit: 1 to 5. May be null. Example: 4.5'
;
COMMENT ON COLUMN reviews."rating_raw" IS 'Rating on the site''s own scale. Unit: site''s scale. May be null. Example: 9'
;
COMMENT ON COLUMN reviews."best" IS 'Best rating of that scale; null when not stated. Unit: site''s scale. May be null. Example: 10'
;
COMMENT ON COLUMN reviews."title" IS 'Title; null when there is none. May be null. Example: Great for teaching'
;
COMMENT ON COLUMN reviews."text" IS 'Text; a character masked for privacy is •. Never null. Example: Works well on slow lines.'
;
COMMENT ON COLUMN reviews."words" IS 'Words of the text. Unit: words. Never null. Example: 46'
;
COMMENT ON COLUMN reviews."version" IS 'Version of the product that was reviewed, where stated. May be null. Example: 5.8.0'
;
COMMENT ON COLUMN reviews."author_key" IS 'Keyed hash of the writer; null when nobody is named. Unit: hex. May be null. Example: b1946ac92492d234'
;
COMMENT ON COLUMN reviews."polarity" IS 'Of the whole text: positive, negative, neutral or mixed; null until read. May be null. Example: positive'
;
COMMENT ON COLUMN reviews."language" IS 'Language; null until read. Unit: ISO 639-1. May be null. Example: en'
;
COMMENT ON COLUMN reviews."first_seen" IS 'First capture that showed it. Unit: UTC instant, ISO 8601. Never null. Example: 2026-11-23T02:00:00Z'
;
COMMENT ON COLUMN reviews."last_seen" IS 'Newest capture that showed it. Unit: UTC instant, ISO 8601. Never null. Example: 2026-11-30T02:00:00Z'
;
COMMENT ON COLUMN reviews."learnt_at" IS 'When it was stored. Unit: UTC instant, ISO 8601. Never null. Example: 2026-11-23T02:00:07Z'
;
COMMENT ON COLUMN reviews."model" IS 'Version of what read the reviews. May be null. Example: aspects/1'
;
COMMENT ON COLUMN reviews."taxonomy" IS 'Version of the taxonomy it was read with. May be null. Example: 3f2a9c0d11ee'
;
COMMENT ON COLUMN reviews."edition" IS '1, and one more for each change of text, title or rating. Unit: number. Never null. Example: 1'
;
COMMENT ON COLUMN reviews."edited_at" IS 'First capture of a change; null for the first. Unit: UTC instant, ISO 8601. May be null. Example: 2026-11-30T02:00:00Z'
;
COMMENT ON COLUMN reviews."cluster" IS 'Shared by reviews that say the same; null when none does. Unit: number. May be null. Example: 512'
;
COMMENT ON COLUMN reviews."counted" IS '0 for a copy of one that is counted already. Unit: 1 or 0. Never null. Example: 1'
;
COMMENT ON COLUMN reviews."burst" IS '1 when its date lies in one of `bursts`. Unit: 1 or 0. Never null. Example: 0'
;
COMMENT ON COLUMN reviews."evidence_id" IS 'Number of the words that say so: `evidence.id`. Unit: number. Never null. Example: 4711'
;
CREATE VIEW review_editions AS
SELECT r.id AS id, c.id AS review, p.slug AS product, s.key AS source, l.url AS url, r.edition AS edition,
       r.published AS date, r.rating AS rating, r.title AS title, r.text AS text,
       r.polarity AS polarity, COALESCE(r.edited_at, r.first_seen) AS first_seen,
       r.last_seen AS last_seen, r.superseded_at AS ended, r.learnt_at AS learnt_at,
       r.evidence_id AS evidence_id
FROM review r
JOIN review c ON c.source_id = r.source_id AND c.key = r.key AND c.superseded_at IS NULL
LEFT JOIN location l ON l.id = r.location_id
LEFT JOIN source s ON s.id = r.source_id
JOIN product p ON p.id = r.product_id
;
COMMENT ON VIEW review_editions IS 'What each review said before it was changed, and what it says now.'
;
COMMENT ON COLUMN review_editions."id" IS 'Number of the row. Unit: number. Never null. Example: 17'
;
COMMENT ON COLUMN review_editions."review" IS 'The edition that stands: `reviews.id`. Unit: number. Never null. Example: 512'
;
COMMENT ON COLUMN review_editions."product" IS 'Slug of the product. Never null. Example: zoom'
;
COMMENT ON COLUMN review_editions."source" IS 'Key of the source: product and kind, numbered from the second on. Never null. Example: zoom/pricing'
;
COMMENT ON COLUMN review_editions."url" IS 'URL of the page, or file:NAME for an import. Never null. Example: https://zoom.us/pricing'
;
COMMENT ON COLUMN review_editions."edition" IS '1, and one more for each change of text, title or rating. Unit: number. Never null. Example: 1'
;
COMMENT ON COLUMN review_editions."date" IS 'Date of the review as published; null when none is stated. Unit: date, ISO 8601. May be null. Example: 2026-11-20'
;
COMMENT ON COLUMN review_editions."rating" IS 'Rating, rescaled; null when none or unclear. Unit: 1 to 5. May be null. Example: 4.5'
;
COMMENT ON COLUMN review_editions."title" IS 'Title; null when there is none. May be null. Example: Great for teaching'
;
COMMENT ON COLUMN review_editions."text" IS 'Text of this edition. Never null. Example: Works well on slow lines.'
;
COMMENT ON COLUMN review_editions."polarity" IS 'Of this edition; null when it was not read. May be null. Example: positive'
;
COMMENT ON COLUMN review_editions."first_seen" IS 'First capture that showed it. Unit: UTC instant, ISO 8601. Never null. Example: 2026-11-23T02:00:00Z'
;
COMMENT ON COLUMN review_editions."last_seen" IS 'Newest capture that showed it. Unit: UTC instant, ISO 8601. Never null. Example: 2026-11-30T02:00:00Z'
;
COMMENT ON COLUMN review_editions."ended" IS 'First capture that no longer showed it; null while it stands. Unit: UTC instant, ISO 8601. May be null. Example: 2026-12-01T02:00:00Z'
;
COMMENT ON COLUMN review_editions."learnt_at" IS 'When it was stored. Unit: UTC instant, ISO 8601. Never null. Example: 2026-11-23T02:00:07Z'
;
COMMENT ON COLUMN review_editions."evidence_id" IS 'Number of the words that say so: `evidence.id`. Unit: number. Never null. Example: 4711'
;
CREATE VIEW bursts AS
SELECT b.id AS id, p.slug AS product, s.key AS source, b.since AS since, b.until AS until, b.n AS n,
       b.usual AS usual, b.z AS z
FROM burst b
JOIN source s ON s.id = b.source_id
JOIN product p ON p.id = b.product_id
;
COMMENT ON VIEW bursts IS 'Days with unusually many reviews of a product at a source: a launch, a campaign, or anything else.'
;
COMMENT ON COLUMN bursts."id" IS 'Number of the row. Unit: number. Never null. Example: 17'
;
COMMENT ON COLUMN bursts."product" IS 'Slug of the product. Never null. Example: zoom'
;
COMMENT ON COLUMN bursts."source" IS 'Key of the source: product and kind, numbered from the second on. Never null. Example: zoom/pricing'
;
COMMENT ON COLUMN bursts."since" IS 'First day. Unit: date, ISO 8601. Never null. Example: 2026-05-03'
;
COMMENT ON COLUMN bursts."until" IS 'Last day. Unit: date, ISO 8601. Never null. Example: 2026-05-04'
;
COMMENT ON COLUMN bursts."n" IS 'Reviews dated on these days, copies among them. Unit: reviews. Never null. Example: 212'
;
COMMENT ON COLUMN bursts."usual" IS 'Median over the 30 days before. Unit: reviews a day. Never null. Example: 5'
;
COMMENT ON COLUMN bursts."z" IS 'How far the busiest day stands out, robust. Unit: standard deviations. Never null. Example: 41.2'
;
CREATE VIEW mentions AS
SELECT f.id AS id, f.review_id AS review, p.slug AS product, s.key AS source, t.name AS feature,
       f.phrase AS phrase, f.polarity AS polarity, f.confidence AS confidence, r.published AS date,
       r.rating AS rating, r.model AS model, r.taxonomy AS taxonomy, f.evidence_id AS evidence_id
FROM mention f
JOIN feature t ON t.id = f.feature_id
JOIN review r ON r.id = f.review_id
LEFT JOIN source s ON s.id = r.source_id
JOIN product p ON p.id = r.product_id
WHERE r.superseded_at IS NULL
  AND r.counted = 1
UNION ALL
SELECT f.id AS id, f.review_id AS review, p.slug AS product, s.key AS source, CAST(NULL AS TEXT) AS feature,
       f.phrase AS phrase, f.polarity AS polarity, f.confidence AS confidence, r.published AS date,
       r.rating AS rating, r.model AS model, r.taxonomy AS taxonomy, f.evidence_id AS evidence_id
FROM mention f
JOIN review r ON r.id = f.review_id
LEFT JOIN source s ON s.id = r.source_id
JOIN product p ON p.id = r.product_id
WHERE f.feature_id IS NULL
  AND r.superseded_at IS NULL
  AND r.counted = 1
;
COMMENT ON VIEW mentions IS 'Spans of reviews that name a feature, with the opinion of it.'
;
COMMENT ON COLUMN mentions."id" IS 'Number of the row. Unit: number. Never null. Example: 17'
;
COMMENT ON COLUMN mentions."review" IS 'Number of the review: `reviews.id`. Unit: number. Never null. Example: 512'
;
COMMENT ON COLUMN mentions."product" IS 'Slug of the product. Never null. Example: zoom'
;
COMMENT ON COLUMN mentions."source" IS 'Key of the source: product and kind, numbered from the second on. Never null. Example: zoom/pricing'
;
COMMENT ON COLUMN mentions."feature" IS 'Canonical feature; null for a phrase that matched nothing. May be null. Example: Screen sharing'
;
COMMENT ON COLUMN mentions."phrase" IS 'The span as written. Never null. Example: screen share'
;
COMMENT ON COLUMN mentions."polarity" IS 'Opinion of it: positive, negative, neutral or mixed. Never null. Example: negative'
;
COMMENT ON COLUMN mentions."confidence" IS 'How sure the reader is. Unit: share, 0 to 1. Never null. Example: 0.83'
;
COMMENT ON COLUMN mentions."date" IS 'Date of the review as published; null when none is stated. Unit: date, ISO 8601. May be null. Example: 2026-11-20'
;
COMMENT ON COLUMN mentions."rating" IS 'Rating, rescaled; null when none or unclear. Unit: 1 to 5. May be null. Example: 4.5'
;
COMMENT ON COLUMN mentions."model" IS 'Version of what read the reviews. May be null. Example: aspects/1'
;
COMMENT ON COLUMN mentions."taxonomy" IS 'Version of the taxonomy it was read with. May be null. Example: 3f2a9c0d11ee'
;
COMMENT ON COLUMN mentions."evidence_id" IS 'Number of the words that say so: `evidence.id`. Unit: number. Never null. Example: 4711'
;
CREATE VIEW feature_sentiment_weekly AS
SELECT p.slug AS product, t.name AS feature, f.week AS week, f.n AS n, f.positive AS positive,
       f.negative AS negative, f.neutral AS neutral, f.mixed AS mixed, f.passage AS evidence_id
FROM opinion_week f
JOIN product p ON p.id = f.product_id
JOIN feature t ON t.id = f.feature_id
;
COMMENT ON VIEW feature_sentiment_weekly IS 'Opinions of a product''s feature by the week of the review; a review counts once.'
;
COMMENT ON COLUMN feature_sentiment_weekly."product" IS 'Slug of the product. Never null. Example: zoom'
;
COMMENT ON COLUMN feature_sentiment_weekly."feature" IS 'Canonical name of the feature. Never null. Example: Screen sharing'
;
COMMENT ON COLUMN feature_sentiment_weekly."week" IS 'Monday of the ISO week in which reviews were published; undated ones are left out. Unit: date, ISO 8601. Never null. Example: 2026-11-16'
;
COMMENT ON COLUMN feature_sentiment_weekly."n" IS 'Reviews of that week that mention the feature; each counts once. Unit: reviews. Never null. Example: 23'
;
COMMENT ON COLUMN feature_sentiment_weekly."positive" IS 'Reviews whose opinion of it is good. Unit: reviews. Never null. Example: 12'
;
COMMENT ON COLUMN feature_sentiment_weekly."negative" IS 'Reviews whose opinion of it is bad. Unit: reviews. Never null. Example: 3'
;
COMMENT ON COLUMN feature_sentiment_weekly."neutral" IS 'Reviews that only mention it. Unit: reviews. Never null. Example: 7'
;
COMMENT ON COLUMN feature_sentiment_weekly."mixed" IS 'Reviews that say both. Unit: reviews. Never null. Example: 1'
;
COMMENT ON COLUMN feature_sentiment_weekly."evidence_id" IS 'Number of the words that say so: `evidence.id`. Unit: number. Never null. Example: 4711'
;
CREATE VIEW requests AS
SELECT f.id AS id, f.review_id AS review, p.slug AS product, s.key AS source, t.name AS feature,
       f.confidence AS confidence, r.published AS date, r.rating AS rating,
       r.author_key AS author_key, e.quote AS quote, f.evidence_id AS evidence_id
FROM intent f
LEFT JOIN feature t ON t.id = f.feature_id
JOIN review r ON r.id = f.review_id
LEFT JOIN source s ON s.id = r.source_id
JOIN product p ON p.id = r.product_id
LEFT JOIN evidence_passage e ON e.id = f.evidence_id
WHERE f.label = 'request'
  AND r.superseded_at IS NULL
  AND r.counted = 1
;
COMMENT ON VIEW requests IS 'Sentences in which customers ask for something.'
;
COMMENT ON COLUMN requests."id" IS 'Number of the row. Unit: number. Never null. Example: 17'
;
COMMENT ON COLUMN requests."review" IS 'Number of the review: `reviews.id`. Unit: number. Never null. Example: 512'
;
COMMENT ON COLUMN requests."product" IS 'Slug of the product. Never null. Example: zoom'
;
COMMENT ON COLUMN requests."source" IS 'Key of the source: product and kind, numbered from the second on. Never null. Example: zoom/pricing'
;
COMMENT ON COLUMN requests."feature" IS 'Feature named in the same sentence; null when none is. May be null. Example: Breakout rooms'
;
COMMENT ON COLUMN requests."confidence" IS 'How sure the reader is. Unit: share, 0 to 1. Never null. Example: 0.83'
;
COMMENT ON COLUMN requests."date" IS 'Date of the review as published; null when none is stated. Unit: date, ISO 8601. May be null. Example: 2026-11-20'
;
COMMENT ON COLUMN requests."rating" IS 'Rating, rescaled; null when none or unclear. Unit: 1 to 5. May be null. Example: 4.5'
;
COMMENT ON COLUMN requests."author_key" IS 'Keyed hash of the writer; null when nobody is named. Unit: hex. May be null. Example: b1946ac92492d234'
;
COMMENT ON COLUMN requests."quote" IS 'The sentence that says so. Never null. Example: I wish it had breakout rooms.'
;
COMMENT ON COLUMN requests."evidence_id" IS 'Number of the words that say so: `evidence.id`. Unit: number. Never null. Example: 4711'
;
CREATE VIEW comparisons AS
SELECT f.id AS id, f.review_id AS review, p.slug AS product, s.key AS source, f.winner AS winner,
       f.loser AS loser, f.aspect AS aspect, f.relation AS relation, r.published AS date, e.quote AS quote,
       f.evidence_id AS evidence_id
FROM comparison f
JOIN review r ON r.id = f.review_id
LEFT JOIN source s ON s.id = r.source_id
JOIN product p ON p.id = r.product_id
LEFT JOIN evidence_passage e ON e.id = f.evidence_id
WHERE r.superseded_at IS NULL
  AND r.counted = 1
;
COMMENT ON VIEW comparisons IS 'Products set against each other in reviews.'
;
COMMENT ON COLUMN comparisons."id" IS 'Number of the row. Unit: number. Never null. Example: 17'
;
COMMENT ON COLUMN comparisons."review" IS 'Number of the review: `reviews.id`. Unit: number. Never null. Example: 512'
;
COMMENT ON COLUMN comparisons."product" IS 'Slug of the product that the review is of. Never null. Example: zoom'
;
COMMENT ON COLUMN comparisons."source" IS 'Key of the source: product and kind, numbered from the second on. Never null. Example: zoom/pricing'
;
COMMENT ON COLUMN comparisons."winner" IS 'Slug of a product of the market, or the name as written. May be null. Example: zoom'
;
COMMENT ON COLUMN comparisons."loser" IS 'Likewise; for equal the order means nothing, for moves not made yet it is what would be left. May be null. Example: Skype'
;
COMMENT ON COLUMN comparisons."aspect" IS 'What they are compared on. May be null. Example: audio quality'
;
COMMENT ON COLUMN comparisons."relation" IS 'better, equal, switch, considering or threatened. Never null. Example: better'
;
COMMENT ON COLUMN comparisons."date" IS 'Date of the review as published; null when none is stated. Unit: date, ISO 8601. May be null. Example: 2026-11-20'
;
COMMENT ON COLUMN comparisons."quote" IS 'The sentence that says so. Never null. Example: I wish it had breakout rooms.'
;
COMMENT ON COLUMN comparisons."evidence_id" IS 'Number of the words that say so: `evidence.id`. Unit: number. Never null. Example: 4711'
;
CREATE VIEW switches AS
SELECT f.id AS id, f.review_id AS review, p.slug AS product, s.key AS source, f.loser AS from_product,
       f.winner AS to_product, f.aspect AS reason, r.published AS date, e.quote AS quote,
       f.evidence_id AS evidence_id
FROM comparison f
JOIN review r ON r.id = f.review_id
LEFT JOIN source s ON s.id = r.source_id
JOIN product p ON p.id = r.product_id
LEFT JOIN evidence_passage e ON e.id = f.evidence_id
WHERE f.relation = 'switch'
  AND r.superseded_at IS NULL
  AND r.counted = 1
;
COMMENT ON VIEW switches IS 'Customers who went from one product to another, with the reason.'
;
COMMENT ON COLUMN switches."id" IS 'Number of the row. Unit: number. Never null. Example: 17'
;
COMMENT ON COLUMN switches."review" IS 'Number of the review: `reviews.id`. Unit: number. Never null. Example: 512'
;
COMMENT ON COLUMN switches."product" IS 'Slug of the product that the review is of. Never null. Example: zoom'
;
COMMENT ON COLUMN switches."source" IS 'Key of the source: product and kind, numbered from the second on. Never null. Example: zoom/pricing'
;
COMMENT ON COLUMN switches."from_product" IS 'What the writer left: slug, or the name as written. May be null. Example: Skype'
;
COMMENT ON COLUMN switches."to_product" IS 'Where the writer went: slug, or the name as written. May be null. Example: zoom'
;
COMMENT ON COLUMN switches."reason" IS 'Why, where said. May be null. Example: calls kept dropping'
;
COMMENT ON COLUMN switches."date" IS 'Date of the review as published; null when none is stated. Unit: date, ISO 8601. May be null. Example: 2026-11-20'
;
COMMENT ON COLUMN switches."quote" IS 'The sentence that says so. Never null. Example: I wish it had breakout rooms.'
;
COMMENT ON COLUMN switches."evidence_id" IS 'Number of the words that say so: `evidence.id`. Unit: number. Never null. Example: 4711'
;
CREATE VIEW feature_scores AS
SELECT f.product AS product, f.feature AS feature, f.n AS n, f.neutral AS neutral,
       f.positive_share AS positive_share, f.score AS score, f.low AS low, f.high AS high,
       f.importance AS importance, f.requests AS requests, CASE WHEN f.ranked THEN 1 ELSE 0 END AS ranked, a.as_of AS as_of,
       CAST(f.evidence ->> 0 AS INTEGER) AS evidence_id, CAST(f.evidence AS TEXT) AS evidence_ids,
       f.uncorrected AS uncorrected, f.standing AS standing, f.better AS better, f.place AS place, f.best AS best,
       f.order_chance AS order_chance, f.compared AS compared, CAST(f.platforms AS TEXT) AS platforms,
       f.caveat AS caveat
FROM feature_score f
JOIN analysis_run a ON a.id = f.run_id
WHERE a.as_of = (SELECT MAX(n.as_of) FROM analysis_run n)
;
COMMENT ON VIEW feature_scores IS 'What reviewers feel about each product''s features, from the newest analysis.'
;
COMMENT ON COLUMN feature_scores."product" IS 'Slug of the product. Never null. Example: zoom'
;
COMMENT ON COLUMN feature_scores."feature" IS 'Canonical name of the feature. Never null. Example: Screen sharing'
;
COMMENT ON COLUMN feature_scores."n" IS 'Reviewers with a good or bad opinion, one voice each. Unit: reviewers. Never null. Example: 41'
;
COMMENT ON COLUMN feature_scores."neutral" IS 'Reviewers who only mention it. Unit: reviewers. Never null. Example: 12'
;
COMMENT ON COLUMN feature_scores."positive_share" IS 'Good opinions of n; null when n is 0. Unit: share, 0 to 1. May be null. Example: 0.61'
;
COMMENT ON COLUMN feature_scores."score" IS 'Positive share, drawn towards the product''s others and corrected for errors of reading; null when n is 0. Unit: share, 0 to 1. May be null. Example: 0.64'
;
COMMENT ON COLUMN feature_scores."low" IS 'Lower end of the 95 % interval of the score. Unit: share, 0 to 1. May be null. Example: 0.49'
;
COMMENT ON COLUMN feature_scores."high" IS 'Upper end of the 95 % interval of the score. Unit: share, 0 to 1. May be null. Example: 0.77'
;
COMMENT ON COLUMN feature_scores."importance" IS 'Reviewers of the product who mention it, of all its reviewers. Unit: share, 0 to 1. Never null. Example: 0.18'
;
COMMENT ON COLUMN feature_scores."requests" IS 'Distinct reviewers who ask for it. Unit: reviewers. Never null. Example: 4'
;
COMMENT ON COLUMN feature_scores."ranked" IS '1 when n reaches the minimum for ranking. Unit: 1 or 0. Never null. Example: 1'
;
COMMENT ON COLUMN feature_scores."as_of" IS 'Instant that the analysis speaks of. Unit: UTC instant, ISO 8601. Never null. Example: 2026-11-23T02:00:00Z'
;
COMMENT ON COLUMN feature_scores."evidence_id" IS 'Number of the words that say so: `evidence.id`. Unit: number. May be null. Example: 4711'
;
COMMENT ON COLUMN feature_scores."evidence_ids" IS 'All such numbers, clearest first. Unit: JSON array. Never null. Example: [4711, 4712]'
;
COMMENT ON COLUMN feature_scores."uncorrected" IS 'The score as if every opinion had been read right; null when n is 0. Unit: share, 0 to 1. May be null. Example: 0.62'
;
COMMENT ON COLUMN feature_scores."standing" IS 'Against ours: better, worse, no difference shown, too few opinions, not comparable; null for ours. May be null. Example: better'
;
COMMENT ON COLUMN feature_scores."better" IS 'Chance that it is better liked than ours; null when not compared. Unit: share, 0 to 1. May be null. Example: 0.97'
;
COMMENT ON COLUMN feature_scores."place" IS 'Place among the products on shared platforms, 1 the best liked; null when left out. Unit: number. May be null. Example: 2'
;
COMMENT ON COLUMN feature_scores."best" IS 'Chance that it is the best liked of them. Unit: share, 0 to 1. May be null. Example: 0.31'
;
COMMENT ON COLUMN feature_scores."order_chance" IS 'Chance that the whole order of them is right. Unit: share, 0 to 1. May be null. Example: 0.44'
;
COMMENT ON COLUMN feature_scores."compared" IS 'Its reviewers with an opinion on the platforms of the comparison. Unit: reviewers. May be null. Example: 38'
;
COMMENT ON COLUMN feature_scores."platforms" IS 'Platforms of the comparison, as a JSON list. May be null. Example: ["g2.com"]'
;
COMMENT ON COLUMN feature_scores."caveat" IS 'Why it is not compared, in words; empty when there is nothing to say. May be null. Example: 40 of the 50 opinions'
;
CREATE VIEW gaps AS
SELECT f.position + 1 AS place, f.kind AS kind, f.feature AS feature, f.ours AS ours,
       f.rivals AS rivals, f.opportunity AS opportunity, f.low AS low, f.high AS high, f.n AS n,
       f.importance AS importance, f.our_score AS our_score, f.best_score AS best_score,
       CASE WHEN f.thin THEN 1 ELSE 0 END AS thin, f.summary AS summary, a.as_of AS as_of,
       CAST(f.evidence ->> 0 AS INTEGER) AS evidence_id, CAST(f.evidence AS TEXT) AS evidence_ids,
       f.severity AS severity, f.severity_low AS severity_low, f.severity_high AS severity_high,
       f.first_chance AS first_chance, f.top_chance AS top_chance, f.spread AS spread,
       CAST(f.platforms AS TEXT) AS platforms, f.chance AS chance, f.caveat AS caveat
FROM gap f
JOIN analysis_run a ON a.id = f.run_id
WHERE a.as_of = (SELECT MAX(n.as_of) FROM analysis_run n)
;
COMMENT ON VIEW gaps IS 'Gaps between us and our rivals, from the newest analysis: ranked ones first, thin ones last.'
;
COMMENT ON COLUMN gaps."place" IS 'Order: ranked ones by opportunity, thin ones after. Unit: number. Never null. Example: 1'
;
COMMENT ON COLUMN gaps."kind" IS 'parity, quality, white space, lead, table stakes or over-served. Never null. Example: parity'
;
COMMENT ON COLUMN gaps."feature" IS 'Canonical name of the feature. Never null. Example: Screen sharing'
;
COMMENT ON COLUMN gaps."ours" IS 'What our own pages say of the feature. Never null. Example: absent'
;
COMMENT ON COLUMN gaps."rivals" IS 'Slugs of the products against which it stands. Unit: comma and blank between. Never null. Example: zoom, webex'
;
COMMENT ON COLUMN gaps."opportunity" IS 'Importance, and what satisfaction leaves open. Unit: 0 to 20. Never null. Example: 11.4'
;
COMMENT ON COLUMN gaps."low" IS 'Lower end of the 95 % interval. Unit: as the value before it. Never null. Example: 9.8'
;
COMMENT ON COLUMN gaps."high" IS 'Upper end of the 95 % interval. Unit: as the value before it. Never null. Example: 12.9'
;
COMMENT ON COLUMN gaps."n" IS 'How many reviewers stand behind it. Unit: reviewers. Never null. Example: 41'
;
COMMENT ON COLUMN gaps."importance" IS 'Reviewers who mention the feature, over all products compared. Unit: share, 0 to 1. Never null. Example: 0.18'
;
COMMENT ON COLUMN gaps."our_score" IS 'Our shrunken positive share; null without opinions. Unit: share, 0 to 1. May be null. Example: 0.41'
;
COMMENT ON COLUMN gaps."best_score" IS 'Best rival''s shrunken positive share; null without opinions. Unit: share, 0 to 1. May be null. Example: 0.78'
;
COMMENT ON COLUMN gaps."thin" IS '1 when n is below the minimum: shown, but not ranked. Unit: 1 or 0. Never null. Example: 0'
;
COMMENT ON COLUMN gaps."summary" IS 'One sentence that says what the gap is. Never null. Example: Zoom and Webex have breakout rooms; we do not.'
;
COMMENT ON COLUMN gaps."as_of" IS 'Instant that the analysis speaks of. Unit: UTC instant, ISO 8601. Never null. Example: 2026-11-23T02:00:00Z'
;
COMMENT ON COLUMN gaps."evidence_id" IS 'Number of the words that say so: `evidence.id`. Unit: number. May be null. Example: 4711'
;
COMMENT ON COLUMN gaps."evidence_ids" IS 'All such numbers, clearest first. Unit: JSON array. Never null. Example: [4711, 4712]'
;
COMMENT ON COLUMN gaps."severity" IS 'Importance times what of it our customers lack; null in older analyses. Unit: 0 to 10. May be null. Example: 4.2'
;
COMMENT ON COLUMN gaps."severity_low" IS 'Lower end of the 95 % interval of the severity. Unit: 0 to 10. May be null. Example: 3.1'
;
COMMENT ON COLUMN gaps."severity_high" IS 'Upper end of the 95 % interval of the severity. Unit: 0 to 10. May be null. Example: 4.8'
;
COMMENT ON COLUMN gaps."first_chance" IS 'Chance to be the first of the ranked gaps that call for work; null for others. Unit: share, 0 to 1. May be null. Example: 0.42'
;
COMMENT ON COLUMN gaps."top_chance" IS 'Chance to be among the first five of them; null for others. Unit: share, 0 to 1. May be null. Example: 0.93'
;
COMMENT ON COLUMN gaps."spread" IS 'How common it is among rivals: parity (half or more), differentiator (one or none). May be null. Example: parity'
;
COMMENT ON COLUMN gaps."platforms" IS 'Platforms on which products were compared, as a JSON list. May be null. Example: ["g2.com"]'
;
COMMENT ON COLUMN gaps."chance" IS 'Chance that the comparison in the summary is right; null without one. Unit: share, 0 to 1. May be null. Example: 0.98'
;
COMMENT ON COLUMN gaps."caveat" IS 'What could not be compared, and why; empty when there is nothing to say. May be null. Example: 40 of the 50 opinions'
;
CREATE VIEW roadmap AS
SELECT ROW_NUMBER() OVER (ORDER BY f.opportunity DESC, f.position) AS rank, f.feature AS feature,
       f.kind AS kind, f.opportunity AS opportunity, f.low AS low, f.high AS high, f.n AS n, f.ours AS ours,
       f.rivals AS rivals, f.summary AS summary, a.as_of AS as_of, CAST(f.evidence ->> 0 AS INTEGER) AS evidence_id,
       CAST(f.evidence AS TEXT) AS evidence_ids
FROM gap f
JOIN analysis_run a ON a.id = f.run_id
WHERE a.as_of = (SELECT MAX(n.as_of) FROM analysis_run n)
  AND f.kind IN ('parity', 'quality', 'white space') AND NOT f.thin
;
COMMENT ON VIEW roadmap IS 'Gaps that call for work, in order of opportunity: thin ones and kinds that need no work left out.'
;
COMMENT ON COLUMN roadmap."rank" IS 'Order by opportunity. Unit: number. Never null. Example: 1'
;
COMMENT ON COLUMN roadmap."feature" IS 'Canonical name of the feature. Never null. Example: Screen sharing'
;
COMMENT ON COLUMN roadmap."kind" IS 'parity, quality or white space. Never null. Example: parity'
;
COMMENT ON COLUMN roadmap."opportunity" IS 'Importance, and what satisfaction leaves open. Unit: 0 to 20. Never null. Example: 11.4'
;
COMMENT ON COLUMN roadmap."low" IS 'Lower end of the 95 % interval. Unit: as the value before it. Never null. Example: 9.8'
;
COMMENT ON COLUMN roadmap."high" IS 'Upper end of the 95 % interval. Unit: as the value before it. Never null. Example: 12.9'
;
COMMENT ON COLUMN roadmap."n" IS 'How many reviewers stand behind it. Unit: reviewers. Never null. Example: 41'
;
COMMENT ON COLUMN roadmap."ours" IS 'What our own pages say of the feature. Never null. Example: absent'
;
COMMENT ON COLUMN roadmap."rivals" IS 'Slugs of the products against which it stands. Unit: comma and blank between. Never null. Example: zoom, webex'
;
COMMENT ON COLUMN roadmap."summary" IS 'One sentence that says what the gap is. Never null. Example: Zoom and Webex have breakout rooms; we do not.'
;
COMMENT ON COLUMN roadmap."as_of" IS 'Instant that the analysis speaks of. Unit: UTC instant, ISO 8601. Never null. Example: 2026-11-23T02:00:00Z'
;
COMMENT ON COLUMN roadmap."evidence_id" IS 'Number of the words that say so: `evidence.id`. Unit: number. May be null. Example: 4711'
;
COMMENT ON COLUMN roadmap."evidence_ids" IS 'All such numbers, clearest first. Unit: JSON array. Never null. Example: [4711, 4712]'
;
CREATE VIEW score_history AS
SELECT f.product AS product, f.feature AS feature, f.n AS n, f.neutral AS neutral,
       f.positive_share AS positive_share, f.score AS score, f.low AS low, f.high AS high,
       f.importance AS importance, f.requests AS requests, CASE WHEN f.ranked THEN 1 ELSE 0 END AS ranked, a.as_of AS as_of,
       CAST(f.evidence ->> 0 AS INTEGER) AS evidence_id, CAST(f.evidence AS TEXT) AS evidence_ids,
       f.uncorrected AS uncorrected, f.standing AS standing, f.better AS better, f.place AS place, f.best AS best,
       f.order_chance AS order_chance, f.compared AS compared, CAST(f.platforms AS TEXT) AS platforms,
       f.caveat AS caveat
FROM feature_score f
JOIN analysis_run a ON a.id = f.run_id
;
COMMENT ON VIEW score_history IS 'What reviewers felt about each product''s features, from every analysis.'
;
COMMENT ON COLUMN score_history."product" IS 'Slug of the product. Never null. Example: zoom'
;
COMMENT ON COLUMN score_history."feature" IS 'Canonical name of the feature. Never null. Example: Screen sharing'
;
COMMENT ON COLUMN score_history."n" IS 'Reviewers with a good or bad opinion, one voice each. Unit: reviewers. Never null. Example: 41'
;
COMMENT ON COLUMN score_history."neutral" IS 'Reviewers who only mention it. Unit: reviewers. Never null. Example: 12'
;
COMMENT ON COLUMN score_history."positive_share" IS 'Good opinions of n; null when n is 0. Unit: share, 0 to 1. May be null. Example: 0.61'
;
COMMENT ON COLUMN score_history."score" IS 'Positive share, drawn towards the product''s others and corrected for errors of reading; null when n is 0. Unit: share, 0 to 1. May be null. Example: 0.64'
;
COMMENT ON COLUMN score_history."low" IS 'Lower end of the 95 % interval of the score. Unit: share, 0 to 1. May be null. Example: 0.49'
;
COMMENT ON COLUMN score_history."high" IS 'Upper end of the 95 % interval of the score. Unit: share, 0 to 1. May be null. Example: 0.77'
;
COMMENT ON COLUMN score_history."importance" IS 'Reviewers of the product who mention it, of all its reviewers. Unit: share, 0 to 1. Never null. Example: 0.18'
;
COMMENT ON COLUMN score_history."requests" IS 'Distinct reviewers who ask for it. Unit: reviewers. Never null. Example: 4'
;
COMMENT ON COLUMN score_history."ranked" IS '1 when n reaches the minimum for ranking. Unit: 1 or 0. Never null. Example: 1'
;
COMMENT ON COLUMN score_history."as_of" IS 'Instant that the analysis speaks of. Unit: UTC instant, ISO 8601. Never null. Example: 2026-11-23T02:00:00Z'
;
COMMENT ON COLUMN score_history."evidence_id" IS 'Number of the words that say so: `evidence.id`. Unit: number. May be null. Example: 4711'
;
COMMENT ON COLUMN score_history."evidence_ids" IS 'All such numbers, clearest first. Unit: JSON array. Never null. Example: [4711, 4712]'
;
COMMENT ON COLUMN score_history."uncorrected" IS 'The score as if every opinion had been read right; null when n is 0. Unit: share, 0 to 1. May be null. Example: 0.62'
;
COMMENT ON COLUMN score_history."standing" IS 'Against ours: better, worse, no difference shown, too few opinions, not comparable; null for ours. May be null. Example: better'
;
COMMENT ON COLUMN score_history."better" IS 'Chance that it is better liked than ours; null when not compared. Unit: share, 0 to 1. May be null. Example: 0.97'
;
COMMENT ON COLUMN score_history."place" IS 'Place among the products on shared platforms, 1 the best liked; null when left out. Unit: number. May be null. Example: 2'
;
COMMENT ON COLUMN score_history."best" IS 'Chance that it is the best liked of them. Unit: share, 0 to 1. May be null. Example: 0.31'
;
COMMENT ON COLUMN score_history."order_chance" IS 'Chance that the whole order of them is right. Unit: share, 0 to 1. May be null. Example: 0.44'
;
COMMENT ON COLUMN score_history."compared" IS 'Its reviewers with an opinion on the platforms of the comparison. Unit: reviewers. May be null. Example: 38'
;
COMMENT ON COLUMN score_history."platforms" IS 'Platforms of the comparison, as a JSON list. May be null. Example: ["g2.com"]'
;
COMMENT ON COLUMN score_history."caveat" IS 'Why it is not compared, in words; empty when there is nothing to say. May be null. Example: 40 of the 50 opinions'
;
CREATE VIEW gap_history AS
SELECT f.position + 1 AS place, f.kind AS kind, f.feature AS feature, f.ours AS ours,
       f.rivals AS rivals, f.opportunity AS opportunity, f.low AS low, f.high AS high, f.n AS n,
       f.importance AS importance, f.our_score AS our_score, f.best_score AS best_score,
       CASE WHEN f.thin THEN 1 ELSE 0 END AS thin, f.summary AS summary, a.as_of AS as_of,
       CAST(f.evidence ->> 0 AS INTEGER) AS evidence_id, CAST(f.evidence AS TEXT) AS evidence_ids,
       f.severity AS severity, f.severity_low AS severity_low, f.severity_high AS severity_high,
       f.first_chance AS first_chance, f.top_chance AS top_chance, f.spread AS spread,
       CAST(f.platforms AS TEXT) AS platforms, f.chance AS chance, f.caveat AS caveat
FROM gap f
JOIN analysis_run a ON a.id = f.run_id
;
COMMENT ON VIEW gap_history IS 'Gaps between us and our rivals as every analysis found them.'
;
COMMENT ON COLUMN gap_history."place" IS 'Order: ranked ones by opportunity, thin ones after. Unit: number. Never null. Example: 1'
;
COMMENT ON COLUMN gap_history."kind" IS 'parity, quality, white space, lead, table stakes or over-served. Never null. Example: parity'
;
COMMENT ON COLUMN gap_history."feature" IS 'Canonical name of the feature. Never null. Example: Screen sharing'
;
COMMENT ON COLUMN gap_history."ours" IS 'What our own pages say of the feature. Never null. Example: absent'
;
COMMENT ON COLUMN gap_history."rivals" IS 'Slugs of the products against which it stands. Unit: comma and blank between. Never null. Example: zoom, webex'
;
COMMENT ON COLUMN gap_history."opportunity" IS 'Importance, and what satisfaction leaves open. Unit: 0 to 20. Never null. Example: 11.4'
;
COMMENT ON COLUMN gap_history."low" IS 'Lower end of the 95 % interval. Unit: as the value before it. Never null. Example: 9.8'
;
COMMENT ON COLUMN gap_history."high" IS 'Upper end of the 95 % interval. Unit: as the value before it. Never null. Example: 12.9'
;
COMMENT ON COLUMN gap_history."n" IS 'How many reviewers stand behind it. Unit: reviewers. Never null. Example: 41'
;
COMMENT ON COLUMN gap_history."importance" IS 'Reviewers who mention the feature, over all products compared. Unit: share, 0 to 1. Never null. Example: 0.18'
;
COMMENT ON COLUMN gap_history."our_score" IS 'Our shrunken positive share; null without opinions. Unit: share, 0 to 1. May be null. Example: 0.41'
;
COMMENT ON COLUMN gap_history."best_score" IS 'Best rival''s shrunken positive share; null without opinions. Unit: share, 0 to 1. May be null. Example: 0.78'
;
COMMENT ON COLUMN gap_history."thin" IS '1 when n is below the minimum: shown, but not ranked. Unit: 1 or 0. Never null. Example: 0'
;
COMMENT ON COLUMN gap_history."summary" IS 'One sentence that says what the gap is. Never null. Example: Zoom and Webex have breakout rooms; we do not.'
;
COMMENT ON COLUMN gap_history."as_of" IS 'Instant that the analysis speaks of. Unit: UTC instant, ISO 8601. Never null. Example: 2026-11-23T02:00:00Z'
;
COMMENT ON COLUMN gap_history."evidence_id" IS 'Number of the words that say so: `evidence.id`. Unit: number. May be null. Example: 4711'
;
COMMENT ON COLUMN gap_history."evidence_ids" IS 'All such numbers, clearest first. Unit: JSON array. Never null. Example: [4711, 4712]'
;
COMMENT ON COLUMN gap_history."severity" IS 'Importance times what of it our customers lack; null in older analyses. Unit: 0 to 10. May be null. Example: 4.2'
;
COMMENT ON COLUMN gap_history."severity_low" IS 'Lower end of the 95 % interval of the severity. Unit: 0 to 10. May be null. Example: 3.1'
;
COMMENT ON COLUMN gap_history."severity_high" IS 'Upper end of the 95 % interval of the severity. Unit: 0 to 10. May be null. Example: 4.8'
;
COMMENT ON COLUMN gap_history."first_chance" IS 'Chance to be the first of the ranked gaps that call for work; null for others. Unit: share, 0 to 1. May be null. Example: 0.42'
;
COMMENT ON COLUMN gap_history."top_chance" IS 'Chance to be among the first five of them; null for others. Unit: share, 0 to 1. May be null. Example: 0.93'
;
COMMENT ON COLUMN gap_history."spread" IS 'How common it is among rivals: parity (half or more), differentiator (one or none). May be null. Example: parity'
;
COMMENT ON COLUMN gap_history."platforms" IS 'Platforms on which products were compared, as a JSON list. May be null. Example: ["g2.com"]'
;
COMMENT ON COLUMN gap_history."chance" IS 'Chance that the comparison in the summary is right; null without one. Unit: share, 0 to 1. May be null. Example: 0.98'
;
COMMENT ON COLUMN gap_history."caveat" IS 'What could not be compared, and why; empty when there is nothing to say. May be null. Example: 40 of the 50 opinions'
;
