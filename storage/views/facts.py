# ruff: noqa: S608 - fixed text from this package only; no value of a user is ever written into it
"""Views of what products' pages state: prices, features, changes."""

from storage.views.instants import by_night, end_learnt, ended, known, last_seen, seen, stands, where
from storage.views.matrix import feature_matrix
from storage.views.wording import Wording

COMMENTS = {
    "plans": "Every plan, and every extra sold beside the plans, over the time it stood on the page.",
    "plan_limits": "Every quantity that a plan allows over the time it stood on the page.",
    "price_history": "Every price of every plan over the time it stood on the page.",
    "current_prices": "Prices that stand on the page today, as far as the newest good capture shows.",
    "extra_prices": "Every price of add-ons, services, fees and rates sold beside plans, over the time it stood.",
    "feature_history": "What pages said of features over the time they said so.",
    "feature_matrix": "Every product by every feature; unknown where no page says anything, which is not absent.",
    "statements": "What pages said of a product besides plans and features, over the time they said so.",
    "releases": "Entries of changelogs, release notes and feeds, a row each.",
    "release_items": "What each release adds, changes, fixes or removes, a row each.",
    "changes": "Changes of facts between nights, with the words before and after and the weights of the score.",
    "noise_by_kind": "Lines that differed between captures and said the same: counted by kind, told as no change.",
}

_PAGE = """JOIN location l ON l.id = f.location_id
JOIN source s ON s.id = l.source_id
JOIN product p ON p.id = s.product_id"""

PARTS = ("type", "size", "page", "persistence", "novelty")
"""Parts of a change's score, whose product times 100 it is (rivalscope.analysis.changes)."""


def selects(say: Wording) -> dict[str, str]:
    """Return the SELECT of each view in the words of one engine."""
    return {
        "plans": _plans(say),
        "plan_limits": _limits(say),
        "price_history": _prices(say, extra=False),
        "current_prices": _prices(say, extra=False, standing=True),
        "extra_prices": _prices(say, extra=True),
        "feature_history": _feature_history(say),
        "feature_matrix": feature_matrix(say),
        "statements": _statements(say),
        "releases": _releases(say),
        "release_items": _release_items(say),
        "changes": _changes(say),
        "noise_by_kind": _noise(say),
    }


def _plans(say: Wording) -> str:
    return f"""SELECT f.id AS id, p.slug AS product, s.key AS source, l.url AS url, f.name AS plan, f.position + 1 AS place,
       {say.flag("f.extra")} AS extra, {_times(say)}, f.evidence_id AS evidence_id
FROM plan_fact f
{_PAGE}{where(*seen(say, "f"))}"""


def _limits(say: Wording) -> str:
    return f"""SELECT f.id AS id, p.slug AS product, s.key AS source, l.url AS url, f.plan AS plan, f.name AS name,
       f.value AS value, f.unit AS unit, {_times(say)}, f.evidence_id AS evidence_id
FROM limit_fact f
{_PAGE}{where(*seen(say, "f"))}"""


def _prices(say: Wording, *, extra: bool, standing: bool = False) -> str:
    conditions = stands(say, "f") if standing else seen(say, "f")
    return f"""SELECT f.id AS id, p.slug AS product, s.key AS source, l.url AS url, f.plan AS plan, f.kind AS kind,
       {say.number("f.amount")} AS amount, {say.text("f.amount")} AS amount_text, f.currency AS currency,
       f.period AS period, f.billed AS billed, f.unit AS unit, f.qualifier AS qualifier, f.raw AS raw,
       {_times(say)}, f.evidence_id AS evidence_id
FROM price_fact f
{_PAGE}{where("f.extra" if extra else "NOT f.extra", *conditions)}"""


def _feature_history(say: Wording) -> str:
    return f"""SELECT f.id AS id, p.slug AS product, s.key AS source, l.url AS url, f.plan AS plan, t.name AS feature,
       f.name AS name, f.status AS status, f.value AS value, {_times(say)},
       f.evidence_id AS evidence_id
FROM claim_fact f
JOIN feature t ON t.id = f.feature_id
{_PAGE}{where(*seen(say, "f"))}"""


def _times(say: Wording) -> str:
    return f"""f.first_seen AS first_seen, {last_seen(say, "f")} AS last_seen, {ended(say, "f")} AS ended,
       f.learnt_at AS learnt_at, {end_learnt(say, "f")} AS end_learnt_at, {say.flag("f.unstable")} AS unstable"""


def _statements(say: Wording) -> str:
    return f"""SELECT f.id AS id, p.slug AS product, s.key AS source, l.url AS url, f.kind AS kind, f.subject AS subject,
       f.value AS value, r.slug AS rival_product, {_times(say)}, f.evidence_id AS evidence_id
FROM statement f
{_PAGE}
LEFT JOIN product_name n ON n.key = f.rival_key AND n.product_id <> p.id
LEFT JOIN product r ON r.id = n.product_id{where(*seen(say, "f"))}"""


def _releases(say: Wording) -> str:
    return f"""SELECT f.id AS id, p.slug AS product, s.key AS source, l.url AS url, f.published AS date, f.version AS version,
       f.title AS title, f.first_seen AS first_seen, {last_seen(say, "f")} AS last_seen, f.learnt_at AS learnt_at,
       f.evidence_id AS evidence_id
FROM release_fact f
JOIN location l ON l.id = f.location_id
JOIN source s ON s.id = f.source_id
JOIN product p ON p.id = s.product_id{where(*seen(say, "f"))}"""


def _release_items(say: Wording) -> str:
    return f"""SELECT f.id AS release, {say.place} AS place, p.slug AS product, s.key AS source, f.published AS date,
       f.version AS version, f.title AS title, {say.entry("f.types", say.place)} AS type, e.value AS text,
       f.evidence_id AS evidence_id
FROM release_fact f
JOIN source s ON s.id = f.source_id
JOIN product p ON p.id = s.product_id
{say.entries("f.items")}{where(*seen(say, "f"))}"""


def _changes(say: Wording) -> str:
    weights = ", ".join(f"{say.member('c.parts', part)} AS {part}_weight" for part in PARTS)
    return f"""SELECT c.id AS id, c.night AS night, p.slug AS product, s.key AS source, c.kind AS kind, c.mode AS mode,
       c.subject AS subject, c.before AS before, c.after AS after, c.score AS score, c.reason AS reason,
       c.learnt_at AS learnt_at, COALESCE(c.evidence_after, c.evidence_before) AS evidence_id,
       c.evidence_before AS evidence_before, c.evidence_after AS evidence_after,
       {weights}, {say.flag("c.extra")} AS extra
FROM change c
JOIN source s ON s.id = c.source_id
JOIN product p ON p.id = s.product_id{where(*_told(say))}"""


def _told(say: Wording) -> list[str]:
    """Return the conditions on which a change had come and was known."""
    night = [] if say.at is None else [f"c.night <= {say.day(say.at)}"]
    return [*night, *known(say, "c")]


def _noise(say: Wording) -> str:
    return f"""SELECT n.night AS night, p.slug AS product, s.key AS source, s.kind AS page, n.kind AS kind, n.passages AS lines
FROM noise n
JOIN source s ON s.id = n.source_id
JOIN product p ON p.id = s.product_id{where(*by_night(say, "n"))}"""
