# ruff: noqa: S608 - fixed text from this package only; a literal is an instant that was parsed
"""The two times of facts in SQL: what stood at an instant, and what had been learnt by one.

Every condition speaks of a table's alias. Without instants a view shows what stands now.
"""

from storage.views.wording import Wording


def where(*conditions: str) -> str:
    """Return the WHERE of some conditions; nothing for none."""
    return "" if not conditions else "\nWHERE " + "\n  AND ".join(conditions)


def known(say: Wording, alias: str) -> list[str]:
    """Return the conditions on which a row had been learnt."""
    return [] if say.known is None else [f"{alias}.learnt_at <= {say.instant(say.known)}"]


def seen(say: Wording, alias: str) -> list[str]:
    """Return the conditions on which a fact had been seen and learnt, whether it still stood or not."""
    first = [] if say.at is None else [f"{alias}.first_seen <= {say.instant(say.at)}"]
    return [*first, *known(say, alias)]


def stands(say: Wording, alias: str) -> list[str]:
    """Return the conditions on which a fact stood."""
    end = _end(say, alias)
    open_end = f"{end} IS NULL"
    if say.at is not None:
        open_end = f"({open_end} OR {end} > {say.instant(say.at)})"
    return [*seen(say, alias), open_end]


def ended(say: Wording, alias: str) -> str:
    """Return when a fact ended, as far as that had come and was known."""
    end = _end(say, alias)
    return end if say.at is None else f"CASE WHEN {end} <= {say.instant(say.at)} THEN {end} END"


def end_learnt(say: Wording, alias: str) -> str:
    """Return when the end of a fact was learnt; null where `ended` gives null."""
    column = f"{alias}.ended_learnt_at"
    if say.at is None and say.known is None:
        return column
    return f"CASE WHEN {ended(say, alias)} IS NOT NULL THEN {column} END"


def last_seen(say: Wording, alias: str) -> str:
    """Return when a fact was last seen: at the latest at the instant, as `storage.reads` has it."""
    column, until = f"{alias}.last_seen", say.until
    if until is None:
        return column
    return f"CASE WHEN {column} > {say.instant(until)} THEN {say.instant(until)} ELSE {column} END"


def edition_stands(say: Wording, alias: str) -> list[str]:
    """Return the conditions on which an edition of a review stood.

    As `storage.reads.reviews` has it, a review that is dated later is left out: a history may be replayed from a later
    copy of a site.
    """
    if say.at is None and say.known is None:
        return [f"{alias}.superseded_at IS NULL"]
    conditions = edition_seen(say, alias)
    if say.at is not None:
        conditions.append(f"({alias}.published IS NULL OR {alias}.published <= {say.day(say.at)})")
    if say.known is None and say.at is not None:
        later = f"{alias}.superseded_at"
        return [*conditions, f"({later} IS NULL OR {later} > {say.instant(say.at)})"]
    next_one = f"{alias}x"
    later = " AND ".join(
        [
            f"{next_one}.source_id = {alias}.source_id AND {next_one}.key = {alias}.key",
            f"{next_one}.edition > {alias}.edition",
            *known(say, next_one),
            *([] if say.at is None else [f"{next_one}.edited_at <= {say.instant(say.at)}"]),
        ]
    )
    return [*conditions, f"NOT EXISTS (SELECT 1 FROM review {next_one} WHERE {later})"]


def edition_seen(say: Wording, alias: str) -> list[str]:
    """Return the conditions on which an edition of a review had been seen and learnt, whether it still stood or not."""
    if say.at is None:
        return known(say, alias)
    return [f"COALESCE({alias}.edited_at, {alias}.first_seen) <= {say.instant(say.at)}", *known(say, alias)]


def superseded(say: Wording, alias: str) -> str:
    """Return when an edition gave way to the next, as far as that had come; null while it stood."""
    column, until = f"{alias}.superseded_at", say.until
    return column if until is None else f"CASE WHEN {column} <= {say.instant(until)} THEN {column} END"


def counted(say: Wording, alias: str) -> str:
    """Return the condition that no other review that says the same had an earlier first edition."""
    if say.until is None:
        return f"{alias}.counted = 1"  # kept in step: storage.copies
    other = " AND ".join(edition_stands(say, "o"))
    return f"""({alias}.cluster_id IS NULL OR NOT EXISTS (
    SELECT 1 FROM review o WHERE o.cluster_id = {alias}.cluster_id AND {other}
    AND COALESCE(o.first_id, o.id) < COALESCE({alias}.first_id, {alias}.id)))"""


def by_night(say: Wording, alias: str) -> list[str]:
    """Return the conditions on which a night had come."""
    return [] if say.until is None else [f"{alias}.night <= {say.day(say.until)}"]


def captured(say: Wording, alias: str) -> list[str]:
    """Return the conditions on which something had been captured, by the clock of its night."""
    return [] if say.until is None else [f"{alias}.seen_at <= {say.instant(say.until)}"]


def newest_analysis(say: Wording) -> str:
    """Return the instant of the newest analysis."""
    conditions = known(say, "n")
    if say.at is not None:
        conditions.append(f"n.as_of <= {say.instant(say.at)}")
    return f"(SELECT MAX(n.as_of) FROM analysis_run n{where(*conditions)})"


def _end(say: Wording, alias: str) -> str:
    column = f"{alias}.ended"
    if say.known is None:
        return column
    return f"CASE WHEN {alias}.ended_learnt_at <= {say.instant(say.known)} THEN {column} END"
