"""Tables of facts that pages state: plans, prices, claims, limits, releases, and the changes between nights."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from rivalscope.domain.fact import ChangeKind, ChangeMode
from rivalscope.domain.noise import NoiseKind
from rivalscope.domain.page import Billed, ClaimStatus, Period, PriceKind, Qualifier, StatementKind
from storage.tables.record import Record, Standing
from storage.values import Json, JsonOrNull, Word


class PlanRow(Standing, Record):
    """A plan, or an extra sold beside the plans, over the time it stood on the page."""

    __tablename__ = "plan_fact"
    __table_args__ = (
        Index("ix_plan_fact_location_id_ended", "location_id", "ended"),
        {"comment": "Plans, and extras sold beside them, over the time they stood on a page."},
    )

    location_id: Mapped[int] = mapped_column(ForeignKey("location.id"), comment="Page that shows it.")
    plan_key: Mapped[str] = mapped_column(comment="Name made comparable, e.g. pro.")
    name: Mapped[str] = mapped_column(comment="Name as the page writes it, e.g. Pro.")
    position: Mapped[int] = mapped_column(comment="Order on the page, from 0.")
    extra: Mapped[bool] = mapped_column(
        default=False, comment="Whether it is no plan but an extra: an add-on, a service, a fee, a rate."
    )
    evidence_id: Mapped[int | None] = mapped_column(
        ForeignKey("evidence_passage.id"),
        index=True,
        comment="Words of the plan; null for a plan that shows only its name.",
    )


class PriceRow(Standing, Record):
    """One way to pay for a plan or an extra over the time it stood on the page."""

    __tablename__ = "price_fact"
    __table_args__ = (
        Index("ix_price_fact_location_id_ended", "location_id", "ended"),
        {
            "comment": "Prices of plans and extras, one for each way to pay, over the time they stood on a page."
        },
    )

    location_id: Mapped[int] = mapped_column(ForeignKey("location.id"), comment="Page that shows it.")
    plan_key: Mapped[str] = mapped_column(comment="Plan's name made comparable, e.g. pro.")
    plan: Mapped[str] = mapped_column(comment="Plan's name as the page writes it, e.g. Pro.")
    position: Mapped[int] = mapped_column(comment="Order on the page, from 0.")
    extra: Mapped[bool] = mapped_column(default=False, comment="Whether it is the price of an extra.")
    raw: Mapped[str] = mapped_column(comment="Words of the page, e.g. $14.99/host/month.")
    kind: Mapped[PriceKind] = mapped_column(Word(PriceKind), comment="free, priced, contact or unknown.")
    amount: Mapped[Decimal | None] = mapped_column(comment="In units of the currency, exact; 0 when free.")
    currency: Mapped[str | None] = mapped_column(comment="ISO 4217 code, e.g. USD.")
    period: Mapped[Period | None] = mapped_column(
        Word(Period), comment="What it pays for: month, year, once, use."
    )
    billed: Mapped[Billed | None] = mapped_column(
        Word(Billed), comment="How it is charged: monthly, annually."
    )
    unit: Mapped[str | None] = mapped_column(comment="seat, flat, or the thing counted, e.g. contact.")
    qualifier: Mapped[Qualifier | None] = mapped_column(Word(Qualifier), comment="from, up to or was.")
    evidence_id: Mapped[int] = mapped_column(
        ForeignKey("evidence_passage.id"), index=True, comment="The words."
    )


class ClaimRow(Standing, Record):
    """What a page says of a feature over the time it said so."""

    __tablename__ = "claim_fact"
    __table_args__ = (
        Index("ix_claim_fact_location_id_ended", "location_id", "ended"),
        {"comment": "What products' pages say of features, over the time they said so."},
    )

    location_id: Mapped[int] = mapped_column(ForeignKey("location.id"), comment="Page that says so.")
    plan_key: Mapped[str] = mapped_column(
        comment="Plan's name made comparable; empty for the product as a whole."
    )
    plan: Mapped[str | None] = mapped_column(
        comment="Plan's name as written; null for the product as a whole."
    )
    name_key: Mapped[str] = mapped_column(comment="Feature's name made comparable, e.g. cloud recording.")
    name: Mapped[str] = mapped_column(comment="Feature as the page calls it, e.g. Cloud recordings.")
    feature_id: Mapped[int] = mapped_column(
        ForeignKey("feature.id"), index=True, comment="Canonical feature."
    )
    position: Mapped[int] = mapped_column(comment="Order of the plan on the page, from 0.")
    status: Mapped[ClaimStatus] = mapped_column(
        Word(ClaimStatus), comment="offered, limited, add-on, absent…"
    )
    value: Mapped[str | None] = mapped_column(
        comment="Quantity or wording, e.g. 10 GB; null when there is none."
    )
    evidence_id: Mapped[int] = mapped_column(
        ForeignKey("evidence_passage.id"), index=True, comment="The words."
    )


class LimitRow(Standing, Record):
    """A quantity that a plan allows over the time it stood on the page."""

    __tablename__ = "limit_fact"
    __table_args__ = (
        Index("ix_limit_fact_location_id_ended", "location_id", "ended"),
        {"comment": "Quantities that plans allow, over the time they stood on a page."},
    )

    location_id: Mapped[int] = mapped_column(ForeignKey("location.id"), comment="Page that states it.")
    plan_key: Mapped[str] = mapped_column(comment="Plan's name made comparable, e.g. basic.")
    plan: Mapped[str] = mapped_column(comment="Plan's name as written, e.g. Basic.")
    name_key: Mapped[str] = mapped_column(comment="Limit's name made comparable, e.g. meeting duration.")
    name: Mapped[str] = mapped_column(comment="Limit as the page calls it, e.g. Meeting duration.")
    position: Mapped[int] = mapped_column(comment="Order of the plan on the page, from 0.")
    value: Mapped[str] = mapped_column(comment="As written, e.g. 40.")
    unit: Mapped[str | None] = mapped_column(comment="What is counted, e.g. minutes; null when not stated.")
    evidence_id: Mapped[int] = mapped_column(
        ForeignKey("evidence_passage.id"), index=True, comment="The words."
    )


class StatementRow(Standing, Record):
    """What a page says of a product besides plans and features over the time it said so."""

    __tablename__ = "statement"
    __table_args__ = (
        Index("ix_statement_location_id_ended", "location_id", "ended"),
        {
            "comment": "Messages, integrations, customers, certificates, roles and rivals, while a page names them."
        },
    )

    location_id: Mapped[int] = mapped_column(ForeignKey("location.id"), comment="Page that says so.")
    kind: Mapped[StatementKind] = mapped_column(
        Word(StatementKind), comment="title, hero, tagline, positioning, integration, customer, role…"
    )
    subject_key: Mapped[str] = mapped_column(comment="Subject made comparable, e.g. google drive.")
    subject: Mapped[str] = mapped_column(comment="Who or what is named, as written, e.g. Google Drive.")
    value: Mapped[str | None] = mapped_column(comment="What is said of it; null where naming it says all.")
    position: Mapped[int] = mapped_column(comment="Order on the page, from 0.")
    rival_key: Mapped[str | None] = mapped_column(
        comment="Rival's name in one word, e.g. googlemeet; null unless one is named."
    )
    evidence_id: Mapped[int] = mapped_column(
        ForeignKey("evidence_passage.id"), index=True, comment="The words."
    )


class ReleaseRow(Record):
    """An entry of a changelog."""

    __tablename__ = "release_fact"
    __table_args__ = (
        UniqueConstraint("source_id", "key"),
        {"comment": "Entries of changelogs and feeds; they fall off a page without ending."},
    )

    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), comment="Source that lists it.")
    location_id: Mapped[int] = mapped_column(
        ForeignKey("location.id"), index=True, comment="Page last seen on."
    )
    key: Mapped[str] = mapped_column(comment="SHA-256 of date and title: its identity within the source.")
    published: Mapped[date | None] = mapped_column(comment="Date as published; null when none is stated.")
    title: Mapped[str] = mapped_column(comment="Title, e.g. 5.8.0.")
    items: Mapped[list[str]] = mapped_column(Json, comment="Its points, in order.")
    version: Mapped[str | None] = mapped_column(
        comment="Version that it is of, e.g. 5.8.0; null when none is stated."
    )
    types: Mapped[list[str] | None] = mapped_column(
        JsonOrNull,
        comment="What each point tells of, in order: added, changed, fixed…; null when read before they were told apart.",
    )
    first_seen: Mapped[datetime] = mapped_column(comment="First capture that showed it, UTC.")
    last_seen: Mapped[datetime] = mapped_column(comment="Newest capture that showed it, UTC.")
    learnt_at: Mapped[datetime] = mapped_column(comment="When the row was stored, UTC.")
    evidence_id: Mapped[int] = mapped_column(
        ForeignKey("evidence_passage.id"), index=True, comment="The words."
    )


class ChangeRow(Record):
    """One change of a product's facts between two nights."""

    __tablename__ = "change"
    __table_args__ = (
        Index("ix_change_night", "night"),
        {"comment": "Changes of facts between nights, scored by the analysis."},
    )

    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), comment="Source that showed it.")
    kind: Mapped[ChangeKind] = mapped_column(
        Word(ChangeKind), comment="price, packaging, feature, limit, release…"
    )
    mode: Mapped[ChangeMode] = mapped_column(Word(ChangeMode), comment="added, changed, removed or unstable.")
    subject: Mapped[str] = mapped_column(comment="What changed, e.g. Pro: Cloud recording.")
    extra: Mapped[bool] = mapped_column(
        default=False, comment="Whether it is an extra that came, went or has another price."
    )
    before: Mapped[str | None] = mapped_column(comment="What stood before; null for an addition.")
    after: Mapped[str | None] = mapped_column(comment="What stands now; null for a removal.")
    night: Mapped[date] = mapped_column(comment="Night on which it was recorded.")
    learnt_at: Mapped[datetime] = mapped_column(comment="When the row was stored, UTC.")
    score: Mapped[float | None] = mapped_column(comment="Weight from 0 to 100; null until scored.")
    reason: Mapped[str | None] = mapped_column(comment="Parts of the score in words.")
    parts: Mapped[dict[str, float] | None] = mapped_column(
        JsonOrNull,
        comment="Weights whose product is the score: type, size, page, persistence, novelty; null until scored.",
    )
    evidence_before: Mapped[int | None] = mapped_column(
        ForeignKey("evidence_passage.id"), index=True, comment="Former words."
    )
    evidence_after: Mapped[int | None] = mapped_column(
        ForeignKey("evidence_passage.id"), index=True, comment="New words."
    )


class NoiseRow(Record):
    """Lines of a source's pages that differed on one night and said the same, of one kind of noise."""

    __tablename__ = "noise"
    __table_args__ = (
        UniqueConstraint("source_id", "night", "kind"),
        {"comment": "Differences that say nothing new, by source, night and kind: counted, not told."},
    )

    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), comment="Source that showed them.")
    night: Mapped[date] = mapped_column(comment="Night on which they were seen.")
    kind: Mapped[NoiseKind] = mapped_column(
        Word(NoiseKind), comment="date, counter, order, markup, cookie banner…"
    )
    passages: Mapped[int] = mapped_column(comment="How many passages, e.g. 14.")


class PageLinesRow(Record):
    """The lines of a page's newest capture, as marks from which no word can be told."""

    __tablename__ = "page_lines"
    __table_args__ = (
        UniqueConstraint("location_id"),
        {"comment": "Marks of the lines of each page's newest capture, by which noise is counted."},
    )

    location_id: Mapped[int] = mapped_column(ForeignKey("location.id"), comment="Page that shows them.")
    extractor: Mapped[str] = mapped_column(comment="What read them, e.g. pages/4.")
    lines: Mapped[str] = mapped_column(comment="A mark a line of the page, with blanks between.")
