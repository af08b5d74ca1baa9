"""The schema: one class a table, each column with meaning, unit and example."""

from storage.tables.alerts import AlertDeliveryRow, AlertRow
from storage.tables.archive import PrunedRow
from storage.tables.captures import CaptureRow, EvidenceRow, FrontierRow, RecheckRow
from storage.tables.facts import (
    ChangeRow,
    ClaimRow,
    LimitRow,
    NoiseRow,
    PageLinesRow,
    PlanRow,
    PriceRow,
    ReleaseRow,
    StatementRow,
)
from storage.tables.feedback import FeedbackRow, ToldItemRow
from storage.tables.findings import AnalysisRow, CellRow, DigestRow, GapRow, LeaseRow, ScoreRow
from storage.tables.ledger import HostNightRow, HostPauseRow, RobotsCopyRow
from storage.tables.market import (
    FeatureAliasRow,
    FeatureRow,
    LocationRow,
    ProductNameRow,
    ProductRow,
    SettingRow,
    SourceRow,
)
from storage.tables.privacy import ExportRow, ForgottenRow
from storage.tables.quarantine import EditionRow, QuarantineRow
from storage.tables.record import Record, Standing
from storage.tables.reprocess import ReprocessRow
from storage.tables.reviews import (
    BurstRow,
    ComparisonRow,
    IntentRow,
    LikenessRow,
    MentionRow,
    ReviewRow,
)
from storage.tables.rollups import OpinionWeekRow
from storage.tables.shards import ShardRow

metadata = Record.metadata

__all__ = [
    "AlertDeliveryRow",
    "AlertRow",
    "AnalysisRow",
    "BurstRow",
    "CaptureRow",
    "CellRow",
    "ChangeRow",
    "ClaimRow",
    "ComparisonRow",
    "DigestRow",
    "EditionRow",
    "EvidenceRow",
    "ExportRow",
    "FeatureAliasRow",
    "FeatureRow",
    "FeedbackRow",
    "ForgottenRow",
    "FrontierRow",
    "GapRow",
    "HostNightRow",
    "HostPauseRow",
    "IntentRow",
    "LeaseRow",
    "LikenessRow",
    "LimitRow",
    "LocationRow",
    "MentionRow",
    "NoiseRow",
    "OpinionWeekRow",
    "PageLinesRow",
    "PlanRow",
    "PriceRow",
    "ProductNameRow",
    "ProductRow",
    "PrunedRow",
    "QuarantineRow",
    "RecheckRow",
    "Record",
    "ReleaseRow",
    "ReprocessRow",
    "ReviewRow",
    "RobotsCopyRow",
    "ScoreRow",
    "SettingRow",
    "ShardRow",
    "SourceRow",
    "Standing",
    "StatementRow",
    "ToldItemRow",
    "metadata",
]
