"""The taxonomy in the store: when people edit it, claims and mentions follow the names."""

from sqlalchemy import delete, insert, select, update

from rivalscope.domain.market import Feature, Taxonomy
from storage.engine import Connection
from storage.names import ensure_features, known_features, name_key
from storage.opinions import recount, weeks
from storage.tables import ClaimRow, FeatureAliasRow, FeatureRow, IntentRow, MentionRow, ReviewRow, SettingRow


def sync_taxonomy(connection: Connection, taxonomy: Taxonomy) -> None:
    """Write the taxonomy; nothing is done when its version is the one that is stored."""
    stored = connection.scalar(select(SettingRow.value).where(SettingRow.name == "taxonomy"))
    if stored == taxonomy.version and stored is not None:
        return
    connection.execute(delete(FeatureAliasRow))
    connection.execute(
        update(FeatureRow).values(origin="observed", parent=None, description=None, position=None)
    )
    known = {row.key: row.id for row in connection.execute(select(FeatureRow.key, FeatureRow.id))}
    named = {
        name_key(feature.name): _sync_feature(connection, known, feature, position)
        for position, feature in enumerate(taxonomy.features)
    }
    _sync_aliases(connection, taxonomy, named)
    _follow_names(connection)
    _drop_unused(connection)
    if stored is None:
        connection.execute(insert(SettingRow).values(name="taxonomy", value=taxonomy.version))
    else:
        connection.execute(
            update(SettingRow).where(SettingRow.name == "taxonomy").values(value=taxonomy.version)
        )


def _sync_feature(connection: Connection, known: dict[str, int], feature: Feature, position: int) -> int:
    values = {
        "name": feature.name,
        "parent": feature.parent,
        "description": feature.description,
        "origin": "taxonomy",
        "position": position,
    }
    key = name_key(feature.name)
    if key in known:
        connection.execute(update(FeatureRow).where(FeatureRow.id == known[key]).values(**values))
    else:
        made = insert(FeatureRow).values(key=key, **values).returning(FeatureRow.id)
        known[key] = connection.execute(made).scalar_one()
    return known[key]


def _sync_aliases(connection: Connection, taxonomy: Taxonomy, named: dict[str, int]) -> None:
    """Write aliases; a name of a feature is never an alias of another, and the first of two equal aliases stands."""
    rows: dict[str, dict[str, object]] = {}
    for feature in taxonomy.features:
        for alias in feature.aliases:
            key = name_key(alias)
            if key not in named and key not in rows:
                rows[key] = {"key": key, "name": alias, "feature_id": named[name_key(feature.name)]}
    if rows:
        connection.execute(insert(FeatureAliasRow), list(rows.values()))


def _follow_names(connection: Connection) -> None:
    """Point claims, mentions and intents at what their names mean now."""
    moved: dict[int, int] = {}
    names = connection.execute(select(ClaimRow.name_key, ClaimRow.name, ClaimRow.feature_id).distinct()).all()
    meant = ensure_features(connection, [row.name for row in names])
    for row in names:
        now = meant[name_key(row.name)]
        if now != row.feature_id:
            connection.execute(
                update(ClaimRow)
                .where(ClaimRow.name_key == row.name_key, ClaimRow.feature_id == row.feature_id)
                .values(feature_id=now)
            )
    known = known_features(connection)
    for feature in connection.execute(select(FeatureRow.key, FeatureRow.id)):
        if known[feature.key] != feature.id:
            moved[feature.id] = known[feature.key]
    named = select(MentionRow.review_id).where(MentionRow.feature_id.in_(moved))
    touched = weeks(connection, ReviewRow.id.in_(named)) if moved else set()
    for before, after in moved.items():
        for table in (MentionRow, IntentRow):
            connection.execute(update(table).where(table.feature_id == before).values(feature_id=after))
    recount(connection, touched)


def _drop_unused(connection: Connection) -> None:
    """Remove observed features that nothing speaks of any more."""
    used = (
        select(ClaimRow.feature_id)
        .union(
            select(MentionRow.feature_id).where(MentionRow.feature_id.is_not(None)),
            select(IntentRow.feature_id).where(IntentRow.feature_id.is_not(None)),
        )
        .scalar_subquery()
    )
    connection.execute(delete(FeatureRow).where(FeatureRow.origin == "observed", FeatureRow.id.not_in(used)))
