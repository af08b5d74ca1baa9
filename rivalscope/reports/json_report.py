"""The report as JSON: every finding, none left out, for programs."""

import dataclasses
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from rivalscope.reports.content import Report
from rivalscope.reports.inert import clean
from rivalscope.reports.json_schema import VERSION
from rivalscope.reports.section import Section
from rivalscope.reports.sections.register import sections
from rivalscope.reports.summary import summary
from rivalscope.reports.traces import named_evidence


def render(report: Report, *, told: Sequence[Section] | None = None) -> str:
    """Return the report as one JSON object; amounts are decimal strings, instants ISO 8601, absent values null.

    Keys are `schema` (its version, see `json_schema`), the fields of `rivalscope.reports.content.Report`, `summary` (three sentences), `sections` as people read
    them, and `evidence` by id, limited to the evidence that the findings name. `told` are the sections, if made already.
    """
    made = sections(report) if told is None else told
    ids = set(named_evidence(report)).union(*(one.cited() for one in made))
    named = sorted(number for number in ids if number in report.evidence)
    facts = _plain(
        dataclasses.replace(report, evidence={number: report.evidence[number] for number in named})
    )
    facts["schema"] = VERSION
    facts["summary"] = [sentence.text for sentence in summary(report)]
    facts["sections"] = [_plain(one) | {"charts": [chart.alt for chart in one.charts]} for one in made]
    return json.dumps(facts, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        # What is not for reading (the draws that an interval was taken from) stays out.
        told = [field.name for field in dataclasses.fields(value) if field.repr]
        return {name: _plain(getattr(value, name)) for name in told}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, date | datetime | Decimal):
        return str(value) if isinstance(value, Decimal) else value.isoformat()
    return [_plain(item) for item in value] if isinstance(value, Iterable) else value
