"""Findings in the store: each analysis whole, and the scores of changes."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from rivalscope.domain.finding import Analysis, ChangeScore, FeatureCell, FeatureScore, Gap, ReaderErrors
from storage.engine import Connection, Engine, reading, writing
from storage.tables import AnalysisRow, CellRow, ChangeRow, GapRow, ScoreRow

_PARTS: tuple[type[CellRow] | type[ScoreRow] | type[GapRow], ...] = (CellRow, ScoreRow, GapRow)


def store_analysis(engine: Engine, analysis: Analysis) -> None:
    """Store an analysis in place of an earlier one of the same instant; views show the newest instant's."""
    with writing(engine) as connection:
        former = select(AnalysisRow.id).where(AnalysisRow.as_of == analysis.as_of)
        for part in _PARTS:
            connection.execute(delete(part).where(part.run_id.in_(former.scalar_subquery())))
        connection.execute(delete(AnalysisRow).where(AnalysisRow.as_of == analysis.as_of))
        run = connection.execute(
            insert(AnalysisRow)
            .values(
                as_of=analysis.as_of,
                taxonomy=analysis.taxonomy,
                model=analysis.model,
                learnt_at=datetime.now(UTC),
                errors=[asdict(one) for one in analysis.errors],
                uncounted=list(analysis.uncounted),
            )
            .returning(AnalysisRow.id)
        ).scalar_one()
        parts = (
            [_cell_row(cell) for cell in analysis.cells],
            [_score_row(score) for score in analysis.scores],
            [_gap_row(gap) for gap in analysis.gaps],
        )
        for part, rows in zip(_PARTS, parts, strict=True):
            if rows:
                numbered = [row | {"run_id": run, "position": place} for place, row in enumerate(rows)]
                connection.execute(insert(part), numbered)


def latest_analysis(engine: Engine, *, as_of: datetime | None = None) -> Analysis | None:
    """Return the newest analysis, or the newest of an instant not after `as_of`; None when there is none."""
    query = select(AnalysisRow.__table__).order_by(AnalysisRow.as_of.desc()).limit(1)
    if as_of is not None:
        query = query.where(AnalysisRow.as_of <= as_of)
    with reading(engine) as connection:
        run = connection.execute(query).one_or_none()
        if run is None:
            return None
        return Analysis(
            as_of=run.as_of,
            taxonomy=run.taxonomy,
            model=run.model,
            errors=tuple(ReaderErrors(**one) for one in run.errors or ()),
            uncounted=tuple(run.uncounted or ()),
            cells=tuple(_cell(row) for row in _rows(connection, CellRow, run.id)),
            scores=tuple(_score(row) for row in _rows(connection, ScoreRow, run.id)),
            gaps=tuple(_gap(row) for row in _rows(connection, GapRow, run.id)),
        )


def score_changes(engine: Engine, scores: Mapping[int, ChangeScore]) -> None:
    """Store the score of each change with its reason and parts, by the change's number."""
    with writing(engine) as connection:
        for number, score in scores.items():
            values = {"score": score.points, "reason": score.reason, "parts": dict(score.parts)}
            connection.execute(update(ChangeRow).where(ChangeRow.id == number).values(values))


def _rows(
    connection: Connection, part: type[CellRow] | type[ScoreRow] | type[GapRow], run: int
) -> list[Row[Any]]:
    query = select(part.__table__).where(part.run_id == run).order_by(part.position)
    return list(connection.execute(query))


def _cell_row(cell: FeatureCell) -> dict[str, Any]:
    return {
        "product": cell.product,
        "feature": cell.feature,
        "status": cell.status,
        "plans": list(cell.plans),
        "value": cell.value,
        "last_seen": cell.last_seen,
        "evidence": list(cell.evidence),
        "confidence": cell.confidence,
        "evidence_against": list(cell.evidence_against) or None,
    }


def _cell(row: Row[Any]) -> FeatureCell:
    return FeatureCell(
        product=row.product,
        feature=row.feature,
        status=row.status,
        plans=tuple(row.plans),
        value=row.value,
        evidence=tuple(row.evidence),
        last_seen=row.last_seen,
        confidence=row.confidence,
        evidence_against=tuple(row.evidence_against or ()),
    )


def _score_row(score: FeatureScore) -> dict[str, Any]:
    return {
        "product": score.product,
        "feature": score.feature,
        "n": score.n,
        "neutral": score.neutral,
        "positive_share": score.positive_share,
        "score": score.score,
        "low": score.low,
        "high": score.high,
        "importance": score.importance,
        "requests": score.requests,
        "ranked": score.ranked,
        "evidence": list(score.evidence),
        "uncorrected": score.uncorrected,
        "standing": score.standing,
        "better": score.better,
        "place": score.place,
        "best": score.best,
        "order_chance": score.order,
        "compared": score.compared,
        "platforms": list(score.platforms),
        "caveat": score.caveat,
    }


def _score(row: Row[Any]) -> FeatureScore:
    return FeatureScore(
        product=row.product,
        feature=row.feature,
        n=row.n,
        neutral=row.neutral,
        positive_share=row.positive_share,
        score=row.score,
        low=row.low,
        high=row.high,
        importance=row.importance,
        requests=row.requests,
        ranked=row.ranked,
        evidence=tuple(row.evidence),
        uncorrected=row.uncorrected,
        standing=row.standing,
        better=row.better,
        place=row.place,
        best=row.best,
        order=row.order_chance,
        compared=row.compared or 0,
        platforms=tuple(row.platforms or ()),
        caveat=row.caveat or "",
    )


def _gap_row(gap: Gap) -> dict[str, Any]:
    return {
        "kind": gap.kind,
        "feature": gap.feature,
        "ours": gap.ours,
        "rivals": ", ".join(gap.rivals),
        "opportunity": gap.opportunity,
        "low": gap.low,
        "high": gap.high,
        "n": gap.n,
        "importance": gap.importance,
        "our_score": gap.our_score,
        "best_score": gap.best_score,
        "thin": gap.thin,
        "summary": gap.summary,
        "evidence": list(gap.evidence),
        "severity": gap.severity,
        "severity_low": gap.severity_low,
        "severity_high": gap.severity_high,
        "first_chance": gap.first,
        "top_chance": gap.top,
        "spread": gap.spread,
        "platforms": list(gap.platforms),
        "chance": gap.chance,
        "caveat": gap.caveat,
    }


def _gap(row: Row[Any]) -> Gap:
    return Gap(
        kind=row.kind,
        feature=row.feature,
        ours=row.ours,
        rivals=tuple(row.rivals.split(", ")) if row.rivals else (),
        opportunity=row.opportunity,
        low=row.low,
        high=row.high,
        n=row.n,
        importance=row.importance,
        our_score=row.our_score,
        best_score=row.best_score,
        thin=row.thin,
        summary=row.summary,
        evidence=tuple(row.evidence),
        severity=row.severity or 0.0,
        severity_low=row.severity_low or 0.0,
        severity_high=row.severity_high or 0.0,
        first=row.first_chance,
        top=row.top_chance,
        spread=row.spread,
        platforms=tuple(row.platforms or ()),
        chance=row.chance,
        caveat=row.caveat or "",
    )
