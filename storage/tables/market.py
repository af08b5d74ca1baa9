"""Tables of the market: products, sources and their URLs, features and their names, settings."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from rivalscope.domain.market import SourceKind, SourceOrigin
from storage.tables.record import Record
from storage.values import Json, Word


class ProductRow(Record):
    """A product of the market."""

    __tablename__ = "product"
    __table_args__ = ({"comment": "Products of the market; one is ours."},)

    slug: Mapped[str] = mapped_column(unique=True, comment="Short name used everywhere, e.g. zoom.")
    name: Mapped[str] = mapped_column(comment="Name as written in reports, e.g. Zoom.")
    ours: Mapped[bool] = mapped_column(comment="Whether it is our own product.")
    site: Mapped[str | None] = mapped_column(
        comment="Root URL of its site; null when only given sources are read."
    )
    aliases: Mapped[list[str]] = mapped_column(Json, comment='Other names customers use, e.g. ["zoom.us"].')
    position: Mapped[int] = mapped_column(comment="Order in market.toml, from 0.")
    active: Mapped[bool] = mapped_column(default=True, comment="Whether market.toml still names it.")


class SourceRow(Record):
    """A URL or file that says something about one product."""

    __tablename__ = "source"
    __table_args__ = (
        UniqueConstraint("product_id", "url_key"),
        {"comment": "Where products publish and are reviewed."},
    )

    key: Mapped[str] = mapped_column(unique=True, comment="Product and kind, numbered, e.g. zoom/pricing-2.")
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"), comment="Product it speaks of.")
    kind: Mapped[SourceKind] = mapped_column(Word(SourceKind), comment="What it is, e.g. pricing.")
    url: Mapped[str] = mapped_column(comment="URL, or file:NAME for an import.")
    url_key: Mapped[str] = mapped_column(
        comment="SHA-256 of the URL in hex: URLs may be too long for an index."
    )
    origin: Mapped[SourceOrigin] = mapped_column(Word(SourceOrigin), comment="given, discovered or imported.")
    expect: Mapped[int | None] = mapped_column(comment="Least items of a healthy page; null when not stated.")
    most: Mapped[int | None] = mapped_column(comment="Most items of a healthy page; null when not stated.")
    terms: Mapped[str | None] = mapped_column(
        comment="Note of the terms under which it is read; null when none."
    )
    options: Mapped[list[list[str]]] = mapped_column(
        Json, comment="Further settings as pairs of name and value."
    )
    service: Mapped[str | None] = mapped_column(
        comment="Service of the catalogue that it belongs to, e.g. app-store; null for a plain URL or file."
    )
    licence: Mapped[str | None] = mapped_column(
        comment="Leave under which it is read, as market.toml states it; null when none."
    )
    walked_on: Mapped[date | None] = mapped_column(
        comment="Night on which its list was last followed to its end; null when it never was."
    )
    render: Mapped[bool] = mapped_column(
        default=False, comment="Whether a browser runs its scripts before it is read."
    )
    every: Mapped[float | None] = mapped_column(
        comment="Days between two checks as market.toml states them; null when the change rate decides."
    )
    position: Mapped[int] = mapped_column(comment="Order among the product's sources, from 0.")
    active: Mapped[bool] = mapped_column(default=True, comment="Whether it is still to be read.")


class LocationRow(Record):
    """One URL that is fetched for a source: a review source has one for each page."""

    __tablename__ = "location"
    __table_args__ = (
        UniqueConstraint("source_id", "url_key"),
        {"comment": "URLs fetched for each source, with how often each gave facts."},
    )

    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), comment="Source it is fetched for.")
    url: Mapped[str] = mapped_column(comment="URL as asked for.")
    url_key: Mapped[str] = mapped_column(comment="SHA-256 of the URL in hex.")
    ordinal: Mapped[int] = mapped_column(
        default=0, comment="Captures so far that could update facts, e.g. 12."
    )
    newest_at: Mapped[datetime | None] = mapped_column(comment="Newest of those captures, UTC.")
    newest_night: Mapped[date | None] = mapped_column(comment="Night of that capture, e.g. 2026-11-23.")


class FeatureRow(Record):
    """A canonical feature."""

    __tablename__ = "feature"
    __table_args__ = ({"comment": "Features: those of the taxonomy and those that pages name."},)

    name: Mapped[str] = mapped_column(comment="Canonical name, e.g. Screen sharing.")
    key: Mapped[str] = mapped_column(unique=True, comment="Name made comparable, e.g. screen sharing.")
    parent: Mapped[str | None] = mapped_column(comment="Name of the wider feature; null when there is none.")
    description: Mapped[str | None] = mapped_column(comment="What it is, from the taxonomy.")
    origin: Mapped[str] = mapped_column(comment="taxonomy, or observed on a page.")
    position: Mapped[int | None] = mapped_column(comment="Order in the taxonomy, from 0; null when observed.")


class ProductNameRow(Record):
    """A name under which pages may speak of a product."""

    __tablename__ = "product_name"
    __table_args__ = (
        UniqueConstraint("key"),
        {"comment": "Names of products in one word each; a name that two products share is none."},
    )

    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"), comment="Product that is meant.")
    key: Mapped[str] = mapped_column(comment="Name in one word of small letters, e.g. googlemeet.")


class FeatureAliasRow(Record):
    """A phrase that means a feature of the taxonomy."""

    __tablename__ = "feature_alias"
    __table_args__ = ({"comment": "Phrases that mean a feature of the taxonomy."},)

    key: Mapped[str] = mapped_column(unique=True, comment="Phrase made comparable, e.g. share screen.")
    name: Mapped[str] = mapped_column(comment="Phrase as the taxonomy writes it.")
    feature_id: Mapped[int] = mapped_column(
        ForeignKey("feature.id", ondelete="CASCADE"), comment="What it means."
    )


class SettingRow(Record):
    """One remembered value."""

    __tablename__ = "setting"
    __table_args__ = ({"comment": "Remembered values, e.g. the version of the taxonomy in use."},)

    name: Mapped[str] = mapped_column(unique=True, comment="Name, e.g. taxonomy.")
    value: Mapped[str] = mapped_column(comment="Value, e.g. 3f2a9c0d11ee.")
