# ruff: noqa: S608 - fixed text from this package only; no value of a user is ever written into it
"""The view of the feature matrix: rivalscope.domain.parity and rivalscope.domain.belief said in SQL.

Neither engine needs exponentials: a half-life is the product of its parts, one for each binary digit of the days.
"""

from rivalscope.domain.belief import HALF_LIFE, OLDEST, VOICES, WEIGHTS, Voice
from rivalscope.domain.parity import (
    CLEARLY,
    DENIED,
    STRENGTH,
    SURE,
    WEAKEST_HAD,
    WEAKEST_INCLUDED,
    WEAKEST_PLANNED,
    strength,
)
from storage.views.instants import last_seen, stands, where
from storage.views.wording import Wording

_RANK = " ".join(f"WHEN '{status.value}' THEN {strength(status)}" for status in STRENGTH)
_VOICE = " ".join(f"WHEN '{kind.value}' THEN '{voice.value}'" for kind, voice in VOICES.items())
_NO = ", ".join(str(strength(status)) for status in DENIED)
_HAD, _PLANNED, _INCLUDED = strength(WEAKEST_HAD), strength(WEAKEST_PLANNED), strength(WEAKEST_INCLUDED)
_SIDE = f"""CASE WHEN {{0}} <= {_HAD} THEN 'yes' WHEN {{0}} <= {_PLANNED} THEN 'planned'
            WHEN {{0}} IN ({_NO}) THEN 'no' ELSE 'open' END"""


def feature_matrix(say: Wording) -> str:
    """Return the SELECT of the view `feature_matrix` in the words of one engine."""
    return f"""{_ruled(say)}{_told(say)}
)
SELECT p.slug AS product, t.name AS feature,
       CASE WHEN g.ruling = 'conflict' THEN 'conflicting' ELSE COALESCE(g.status, 'unknown') END AS status,
       i.plans AS plans, CASE WHEN g.ruling <> 'conflict' THEN g.value END AS value,
       CASE WHEN g.ruling = 'conflict' THEN CASE WHEN r.yes < r.no THEN r.yes ELSE r.no END
            WHEN g.ruling = 'no' THEN r.no
            ELSE CASE {_SIDE.format("g.best")} WHEN 'yes' THEN r.yes WHEN 'planned' THEN r.planned WHEN 'no' THEN r.lacking END
       END AS confidence,
       w.last_seen AS last_seen, g.evidence_id AS evidence_id, o.evidence_id AS evidence_against
FROM product p CROSS JOIN feature t
LEFT JOIN graded g ON g.product_id = p.id AND g.feature_id = t.id AND g.place = 1
LEFT JOIN ruled r ON r.product_id = p.id AND r.feature_id = t.id
LEFT JOIN winners w ON w.product_id = p.id AND w.feature_id = t.id
LEFT JOIN listed i ON i.product_id = p.id AND i.feature_id = t.id AND i.place = 1
LEFT JOIN opposed o ON o.product_id = p.id AND o.feature_id = t.id AND o.place = 1
WHERE p.active"""


def _ruled(say: Wording) -> str:
    """Begin a WITH in which `paged` is what pages state now, `words` what each page says of a cell, `ruled` what that comes to."""
    return f"""WITH stated AS (
    SELECT s.product_id, f.feature_id, f.location_id, CASE s.kind {_VOICE} ELSE '{Voice.MARKETING.value}' END AS voice,
           f.id, f.plan, f.position, f.status, f.value, {last_seen(say, "f")} AS last_seen, f.evidence_id,
           CASE f.status {_RANK} END AS grade
    FROM claim_fact f JOIN location l ON l.id = f.location_id JOIN source s ON s.id = l.source_id{where(*stands(say, "f"))}
), paged AS (
    SELECT g.*, MIN(g.grade) OVER (PARTITION BY g.product_id, g.feature_id, g.location_id) AS page_best
    FROM stated g
), named AS (
    SELECT g.product_id, COUNT(DISTINCT g.plan) AS plans FROM stated g GROUP BY g.product_id
), pages AS (
    SELECT g.product_id, g.feature_id, g.location_id, g.voice, g.page_best,
           {say.days("(SELECT MAX(last_seen) FROM stated)", "MAX(CASE WHEN g.grade = g.page_best THEN g.last_seen END)")} AS days,
           CASE WHEN g.page_best IN ({_NO}) AND (MAX(CASE WHEN g.plan IS NULL AND g.grade IN ({_NO}) THEN 1 ELSE 0 END) = 1
                OR COUNT(DISTINCT CASE WHEN g.grade IN ({_NO}) THEN g.plan END) = MIN(n.plans)) THEN 1 ELSE 0 END AS denies
    FROM paged g JOIN named n ON n.product_id = g.product_id
    GROUP BY g.product_id, g.feature_id, g.location_id, g.voice, g.page_best
), words AS (
    SELECT w.*, {_SIDE.format("w.page_best")} AS side, {_freshness("w.days")} AS fresh
    FROM pages w
), sides AS (
    SELECT w.product_id, w.feature_id, MAX(CASE WHEN w.side = 'yes' THEN 1 ELSE 0 END) AS granted, MAX(w.denies) AS denied,
           {_sure("w.side = 'yes'")} AS yes,
           {_sure("w.side = 'planned'")} AS planned,
           {_sure("w.side = 'no'")} AS lacking,
           {_sure("w.denies = 1")} AS no
    FROM words w GROUP BY w.product_id, w.feature_id
), ruled AS (
    SELECT d.*, CASE WHEN d.granted = 0 OR d.denied = 0 THEN 'agreed' WHEN d.yes > {SURE} AND d.no > {SURE} THEN 'conflict'
           WHEN d.no > d.yes + {CLEARLY:f} THEN 'no' ELSE 'yes' END AS ruling
    FROM sides d
"""


def _told(say: Wording) -> str:
    """Go on with the statements that a ruling leaves: the first of a cell, what opposes it, when it was seen, its plans."""
    return f"""), judged AS (
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
    WHERE g.plan IS NOT NULL AND g.ruling <> 'conflict' AND g.best <= {_PLANNED}
      AND g.grade <= CASE WHEN g.best > {_INCLUDED} THEN g.best ELSE {_INCLUDED} END
), listed AS (
    SELECT i.product_id, i.feature_id,
           {say.joined("i.plan")} OVER (PARTITION BY i.product_id, i.feature_id ORDER BY i.position, i.id
               ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS plans,
           ROW_NUMBER() OVER (PARTITION BY i.product_id, i.feature_id ORDER BY i.position, i.id) AS place
    FROM included i WHERE i.turn = 1"""


def _freshness(days: str) -> str:
    """Return `2^(-days / HALF_LIFE)` for whole days up to OLDEST."""
    parts = [
        f"CASE WHEN ({days} & {1 << place}) <> 0 THEN {2.0 ** (-(1 << place) / HALF_LIFE):.20f} ELSE 1 END"
        for place in range(OLDEST.bit_length())
    ]
    first, *rest = parts
    return f"CAST({first} AS DOUBLE PRECISION)\n           * " + "\n           * ".join(rest)


def _sure(condition: str) -> str:
    """Return the noisy-OR of the pages of a cell that meet a condition, the freshest of each voice."""
    doubts = [
        f"(1 - {weight} * MAX(CASE WHEN {condition} AND w.voice = '{voice.value}' THEN w.fresh ELSE 0 END))"
        for voice, weight in WEIGHTS.items()
    ]
    return "1 - " + "\n             * ".join(doubts)
