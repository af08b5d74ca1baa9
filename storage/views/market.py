# ruff: noqa: S608 - fixed text from this package only; no value of a user is ever written into it
"""Views of the market and of what was collected: products, sources, coverage, evidence."""

from rivalscope.domain.capture import Verdict
from storage.views.instants import by_night, captured, where
from storage.views.wording import Wording

COMMENTS = {
    "products": "Products of the market; one is ours.",
    "sources": "Where products publish and are reviewed, and when each last gave facts.",
    "coverage": "What each source gave on each night: the worst verdict of its captures, or that it was not due.",
    "evidence": "The verbatim words behind every fact, and where they stand in a stored page.",
}

# The worst verdict speaks for a source's night: facts as usual, nothing new, then everything that gave no facts.
_SEVERITY = " ".join(
    f"WHEN '{verdict.value}' THEN {0 if verdict is Verdict.OK else 1}"
    for verdict in Verdict
    if verdict.factual
)


def selects(say: Wording) -> dict[str, str]:
    """Return the SELECT of each view in the words of one engine."""
    return {
        "products": _products(say),
        "sources": _sources(say),
        "coverage": _coverage(say),
        "evidence": _evidence(say),
    }


def _products(say: Wording) -> str:
    return f"""SELECT p.slug AS product, p.name AS name, {say.flag("p.ours")} AS ours, p.site AS site,
       {say.text("p.aliases")} AS aliases, {say.flag("p.active")} AS active
FROM product p"""


def _sources(say: Wording) -> str:
    newest = "(SELECT MAX(l.newest_at) FROM location l WHERE l.source_id = s.id)"
    walked = "s.walked_on"
    if say.until is not None:
        newest = f"""(SELECT MAX(c.seen_at) FROM capture c JOIN location l ON l.id = c.location_id
        WHERE l.source_id = s.id AND c.ordinal IS NOT NULL AND c.seen_at <= {say.instant(say.until)})"""
        walked = f"CASE WHEN s.walked_on <= {say.day(say.until)} THEN s.walked_on END"
    return f"""SELECT s.key AS source, p.slug AS product, s.kind AS kind, s.url AS url, s.origin AS origin,
       s.expect AS expect, s.most AS most, {say.flag("s.active")} AS active,
       {newest} AS last_ok,
       s.service AS service, s.terms AS terms, s.licence AS licence, {walked} AS walked_on
FROM source s JOIN product p ON p.id = s.product_id"""


def _coverage(say: Wording) -> str:
    good = "w.verdict IN ('ok', 'not-modified')"
    idle = "w.verdict IS NULL AND q.idle > 0 AND q.pending = 0"
    return f"""WITH fetched AS (
    SELECT l.source_id, c.night, c.id, c.verdict, c.reason, c.items, c.seen_at, c.stated, c.ending,
           CASE c.verdict {_SEVERITY} ELSE 2 END AS severity
    FROM capture c JOIN location l ON l.id = c.location_id{where(*captured(say, "c"))}
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
    FROM frontier q{where(*by_night(say, "q"))} GROUP BY q.source_id, q.night
), counted AS (
    SELECT n.source_id, n.night, SUM(n.passages) AS lines FROM noise n{where(*by_night(say, "n"))} GROUP BY n.source_id, n.night
), due AS (
    SELECT source_id, night FROM summed UNION SELECT source_id, night FROM planned
)
SELECT d.night AS night, p.slug AS product, s.key AS source, s.kind AS kind, s.url AS url,
       w.verdict AS verdict,
       CASE WHEN w.verdict IS NOT NULL THEN w.reason WHEN {idle} THEN 'not due'
            ELSE 'due, but not fetched' END AS reason,
       CASE WHEN {idle} THEN 0 ELSE 1 END AS due,
       {say.flag(good)} AS ok,
       CASE WHEN {good} THEN 'published' WHEN {idle} THEN NULL
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
LEFT JOIN counted z ON z.source_id = d.source_id AND z.night = d.night"""


def _evidence(say: Wording) -> str:
    return f"""SELECT e.id AS id, p.slug AS product, s.key AS source, l.url AS url, e.snapshot AS snapshot,
       e.selector AS selector, e.start_offset AS start, e.end_offset AS "end", e.quote AS quote,
       e.seen_at AS seen_at, e.extractor AS extractor
FROM evidence_passage e
{say.beside} location l ON l.id = e.location_id
{say.beside} source s ON s.id = l.source_id
{say.beside} product p ON p.id = s.product_id{where(*captured(say, "e"))}"""
