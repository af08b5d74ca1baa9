"""The names under which pages may speak of each product."""

from collections import defaultdict
from collections.abc import Sequence
from urllib.parse import urlsplit

from sqlalchemy import delete, insert, select

from rivalscope.domain.market import Product
from rivalscope.domain.naming import one_word
from storage.engine import Connection
from storage.names import bounded
from storage.tables import ProductNameRow, ProductRow

_SHORTEST_LABEL = 3
"""Letters of the first part of a host that may be a word of its own, such as `app`."""


def sync_names(connection: Connection, products: Sequence[Product]) -> None:
    """Write the names under which pages may speak of each product."""
    ids = {row.slug: row.id for row in connection.execute(select(ProductRow.slug, ProductRow.id))}
    wanted = {key: ids[product] for key, product in known_names(products).items()}
    rows = connection.execute(select(ProductNameRow.key, ProductNameRow.product_id))
    if {row.key: row.product_id for row in rows} == wanted:
        return
    connection.execute(delete(ProductNameRow))
    if wanted:
        named = [{"key": key, "product_id": number} for key, number in wanted.items()]
        connection.execute(insert(ProductNameRow), named)


def known_names(products: Sequence[Product]) -> dict[str, str]:
    """Return product by the names in one word that mean it alone: its name, aliases and slug, else its site's host.

    `https://www.foo.example` is called `fooexample` and `foo`, unless another product goes by that name.
    """
    found: dict[str, str] = {}
    for names in (_given_names, _site_names):
        claims: defaultdict[str, set[str]] = defaultdict(set)
        for product in products:
            for name in names(product):
                claims[bounded(one_word(name))].add(product.slug)
        alone = {key: min(slugs) for key, slugs in claims.items() if key and len(slugs) == 1}
        shared = {key: "" for key, slugs in claims.items() if len(slugs) > 1}
        found = shared | alone | found
    return {key: product for key, product in found.items() if product}


def _given_names(product: Product) -> tuple[str, ...]:
    return (product.name, *product.aliases, product.slug)


def _site_names(product: Product) -> tuple[str, ...]:
    host = (urlsplit(product.site or "").hostname or "").removeprefix("www.")
    label = host.partition(".")[0]
    return (host, label) if len(label) > _SHORTEST_LABEL else (host,)
