"""Names made fit for an index: keys of bounded length, and features found or made by name."""

import hashlib
from collections.abc import Iterable
from functools import lru_cache

from sqlalchemy import insert, select, update

from rivalscope.domain.naming import key
from storage.engine import Connection
from storage.opinions import recount, weeks
from storage.tables import FeatureAliasRow, FeatureRow, MentionRow, ReviewRow

LONGEST_KEY = 200
"""Characters of a key; PostgreSQL indexes no text of more than about 2,700 bytes."""


def sha256(text: str) -> str:
    """Return the SHA-256 of a text in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def bounded(text: str) -> str:
    """Return a text as it is when it fits an index, else its beginning and its hash."""
    if len(text) <= LONGEST_KEY:
        return text
    return f"{text[: LONGEST_KEY - 17]} {sha256(text)[:16]}"


@lru_cache(maxsize=65_536)
def name_key(name: str) -> str:
    """Return the key under which two spellings of a name are the same; a name of signs alone is its own key."""
    return bounded(key(name) or name.strip())


def known_features(connection: Connection) -> dict[str, int]:
    """Return the id of the feature that each key means: names of features, then aliases of the taxonomy."""
    found = {row.key: row.id for row in connection.execute(select(FeatureRow.key, FeatureRow.id))}
    aliases = connection.execute(select(FeatureAliasRow.key, FeatureAliasRow.feature_id))
    return found | {row.key: row.feature_id for row in aliases}


def ensure_features(connection: Connection, names: Iterable[str]) -> dict[str, int]:
    """Return the id of the feature for the key of each name; a name that nothing knows becomes an observed feature.

    Phrases of reviews that waited in the queue under that key are joined to the new feature.
    """
    found = known_features(connection)
    wanted: dict[str, str] = {}
    for name in names:
        wanted.setdefault(name_key(name), name)
    for new_key, name in wanted.items():
        if new_key not in found:
            found[new_key] = _observe(connection, new_key, name)
    return {wanted_key: found[wanted_key] for wanted_key in wanted}


def _observe(connection: Connection, new_key: str, name: str) -> int:
    made = connection.execute(
        insert(FeatureRow).values(key=new_key, name=name, origin="observed").returning(FeatureRow.id)
    ).scalar_one()
    waiting = MentionRow.feature_id.is_(None) & (MentionRow.phrase_key == new_key)
    touched = weeks(connection, ReviewRow.id.in_(select(MentionRow.review_id).where(waiting)))
    connection.execute(update(MentionRow).where(waiting).values(feature_id=made))
    recount(connection, touched)
    return made
