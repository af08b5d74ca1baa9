"""The market in the store: products, sources given and discovered, and the taxonomy in effect."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, func, insert, select, update

from rivalscope.domain.forgetting import product_mark, source_mark
from rivalscope.domain.market import Feature, Product, Source, SourceKind, SourceOrigin, Taxonomy
from rivalscope.errors import StoreError
from storage.engine import Connection, Engine, reading, writing
from storage.forgotten import is_forgotten
from storage.names import sha256
from storage.product_names import sync_names
from storage.tables import (
    FeatureAliasRow,
    FeatureRow,
    ForgottenRow,
    ProductRow,
    SettingRow,
    SourceRow,
)
from storage.taxonomy import sync_taxonomy

LONGEST_OBSERVED = 4
"""Words of a page's name that still is a name of a feature and no sentence."""


def sync_market(engine: Engine, products: Sequence[Product], taxonomy: Taxonomy) -> None:
    """Write what the market file says; what it no longer names stays, with its history, but is not active."""
    with writing(engine) as connection:
        connection.execute(update(ProductRow).values(active=False))
        connection.execute(
            update(SourceRow).where(SourceRow.origin == SourceOrigin.GIVEN).values(active=False)
        )
        for position, product in enumerate(products):
            number = _sync_product(connection, product, position)
            for place, source in enumerate(product.sources):
                _sync_source(connection, number, source, place)
        _leave_forgotten(connection)
        sync_names(connection, products)
        sync_taxonomy(connection, taxonomy)


def _leave_forgotten(connection: Connection) -> None:
    """See to it that what was forgotten is not read again, though the market file still names it."""
    known = set(connection.scalars(select(ForgottenRow.mark)))
    if not known:
        return
    for product in connection.execute(select(ProductRow.id, ProductRow.slug)).all():
        if product_mark(product.slug) in known:
            connection.execute(update(ProductRow).where(ProductRow.id == product.id).values(active=False))
            connection.execute(
                update(SourceRow).where(SourceRow.product_id == product.id).values(active=False)
            )
        rows = select(SourceRow.id, SourceRow.url).where(SourceRow.product_id == product.id)
        for row in connection.execute(rows).all():
            if source_mark(product.slug, row.url) in known:
                connection.execute(update(SourceRow).where(SourceRow.id == row.id).values(active=False))


def _sync_product(connection: Connection, product: Product, position: int) -> int:
    values = {
        "name": product.name,
        "ours": product.ours,
        "site": product.site,
        "aliases": list(product.aliases),
        "position": position,
        "active": True,
    }
    known = connection.scalar(select(ProductRow.id).where(ProductRow.slug == product.slug))
    if known is None:
        made = insert(ProductRow).values(slug=product.slug, **values).returning(ProductRow.id)
        return connection.execute(made).scalar_one()
    connection.execute(update(ProductRow).where(ProductRow.id == known).values(**values))
    return known


def _sync_source(connection: Connection, product: int, source: Source, position: int) -> None:
    """Write a given source: a source of the same URL is the same source, whatever its key was."""
    values = {
        "key": source.key,
        "product_id": product,
        "kind": source.kind,
        "url": source.url,
        "url_key": sha256(source.url),
        "origin": source.origin,
        "expect": source.expect,
        "most": source.most,
        "terms": source.terms,
        "options": [list(pair) for pair in source.options],
        "every": source.every,
        "service": source.service,
        "licence": source.licence,
        "render": source.render,
        "position": position,
        "active": True,
    }
    same_url = connection.execute(
        select(SourceRow.id).where(SourceRow.product_id == product, SourceRow.url_key == values["url_key"])
    ).scalar()
    same_key = connection.execute(
        select(SourceRow.id, SourceRow.origin).where(SourceRow.key == source.key)
    ).one_or_none()
    if same_key is not None and same_key.id != same_url:
        if same_url is None and same_key.origin is SourceOrigin.GIVEN:
            same_url = same_key.id  # the file gives the source another URL
        else:
            spare = _free_key(connection, source.product, source.kind)
            connection.execute(update(SourceRow).where(SourceRow.id == same_key.id).values(key=spare))
    if same_url is None:
        connection.execute(insert(SourceRow).values(**values))
    else:
        connection.execute(update(SourceRow).where(SourceRow.id == same_url).values(**values))


def _free_key(connection: Connection, product: str, kind: SourceKind) -> str:
    stem = f"{product}/{kind.value}"
    taken = set(
        connection.scalars(select(SourceRow.key).where(SourceRow.key.startswith(stem, autoescape=True)))
    )
    number = 1
    while (key := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return key


def products(engine: Engine) -> list[Product]:
    """Return the products of the market with their given sources, in the order of the market file."""
    given: dict[str, list[Source]] = {}
    for source in sources(engine):
        if source.origin is SourceOrigin.GIVEN:
            given.setdefault(source.product, []).append(source)
    with reading(engine) as connection:
        rows = connection.execute(
            select(ProductRow.__table__).where(ProductRow.active).order_by(ProductRow.position)
        ).all()
    return [
        Product(
            slug=row.slug,
            name=row.name,
            ours=row.ours,
            site=row.site,
            aliases=tuple(row.aliases),
            sources=tuple(given.get(row.slug, ())),
        )
        for row in rows
    ]


def sources(engine: Engine, *, product: str | None = None) -> list[Source]:
    """Return the active sources of active products that are to be read again: given ones first, then discovered.

    Files that were imported by hand are not among them.
    """
    query = (
        select(SourceRow.__table__, ProductRow.slug)
        .join(ProductRow, ProductRow.id == SourceRow.product_id)
        .where(SourceRow.active, ProductRow.active, SourceRow.origin != SourceOrigin.IMPORTED)
        .order_by(
            ProductRow.position, SourceRow.origin != SourceOrigin.GIVEN, SourceRow.position, SourceRow.id
        )
    )
    if product is not None:
        query = query.where(ProductRow.slug == product)
    with reading(engine) as connection:
        return [_source(row) for row in connection.execute(query)]


def _source(row: Row[Any]) -> Source:
    return Source(
        key=row.key,
        product=row.slug,
        kind=row.kind,
        url=row.url,
        origin=row.origin,
        expect=row.expect,
        most=row.most,
        terms=row.terms,
        options=tuple((name, value) for name, value in row.options),
        every=row.every,
        service=row.service,
        licence=row.licence,
        render=row.render,
    )


def ensure_source(
    engine: Engine, *, product: str, kind: SourceKind, url: str, origin: SourceOrigin
) -> Source:
    """Return the source of a product and URL; a new one gets the next free key of its kind.

    Raises StoreError when the market has no such product, or it or the URL was forgotten.
    """
    with writing(engine) as connection:
        return ensure_source_in(connection, product=product, kind=kind, url=url, origin=origin)


def ensure_source_in(
    connection: Connection, *, product: str, kind: SourceKind, url: str, origin: SourceOrigin
) -> Source:
    """Do what `ensure_source` does inside a transaction that is open."""
    number = connection.scalar(select(ProductRow.id).where(ProductRow.slug == product))
    if number is None:
        raise StoreError(f"the market has no product {product!r}: name it in market.toml")
    if is_forgotten(connection, source_mark(product, url)) or is_forgotten(connection, product_mark(product)):
        raise StoreError(
            f"{url} of {product} was forgotten: `rivalscope forget --lift` with the same name allows it again"
        )
    query = select(SourceRow.__table__, ProductRow.slug).join(
        ProductRow, ProductRow.id == SourceRow.product_id
    )
    query = query.where(SourceRow.product_id == number, SourceRow.url_key == sha256(url))
    known = connection.execute(query).one_or_none()
    if known is not None and known.active:
        return _source(known)
    if known is not None:
        connection.execute(
            update(SourceRow).where(SourceRow.id == known.id).values(active=True, origin=origin)
        )
        return _source(connection.execute(query).one())
    last = connection.scalar(select(func.max(SourceRow.position)).where(SourceRow.product_id == number))
    connection.execute(
        insert(SourceRow).values(
            key=_free_key(connection, product, kind),
            product_id=number,
            kind=kind,
            url=url,
            url_key=sha256(url),
            origin=origin,
            options=[],
            position=0 if last is None else last + 1,
            active=True,
        )
    )
    return _source(connection.execute(query).one())


def effective_taxonomy(engine: Engine) -> Taxonomy:
    """Return the features that reviews are searched for: the taxonomy's, and the short names that pages use.

    The version is that of the taxonomy file: a feature that is first observed later is joined to the waiting phrases
    of reviews by its name, so no review need be read again for it.
    """
    with reading(engine) as connection:
        version = connection.scalar(select(SettingRow.value).where(SettingRow.name == "taxonomy")) or ""
        rows = connection.execute(
            select(FeatureRow.__table__).order_by(
                FeatureRow.position.is_(None), FeatureRow.position, FeatureRow.key
            )
        ).all()
        aliases: dict[int, list[str]] = {}
        for alias in connection.execute(select(FeatureAliasRow.__table__).order_by(FeatureAliasRow.id)):
            aliases.setdefault(alias.feature_id, []).append(alias.name)
    return Taxonomy(
        features=tuple(
            Feature(
                name=row.name,
                aliases=tuple(aliases.get(row.id, ())),
                parent=row.parent,
                description=row.description,
            )
            for row in rows
            if row.origin == "taxonomy" or len(row.name.split()) <= LONGEST_OBSERVED
        ),
        version=version,
    )
