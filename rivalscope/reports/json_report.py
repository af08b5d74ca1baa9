"""The report as JSON: every finding, none left out, for programs."""

import dataclasses
import json
import math
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, cast

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
    facts = _parts(
        dataclasses.replace(report, evidence={number: report.evidence[number] for number in named})
    )
    facts["schema"] = VERSION
    facts["summary"] = [sentence.text for sentence in summary(report)]
    facts["sections"] = [_parts(one) | {"charts": [chart.alt for chart in one.charts]} for one in made]
    return "".join(_lines(facts))


def _lines(facts: Mapping[str, Any]) -> Iterator[str]:
    """Yield an object as lines, one for each item of what it holds; with indents a large one takes thrice as long.

    An item is made plain as it is written: all of them at once are a hundred megabytes.
    """
    for place, (name, value) in enumerate(facts.items()):
        yield f"{',' if place else '{'}\n{_json(name)}: "
        held = _parts(value)
        if not held or not isinstance(held, dict | list):
            yield _json(_plain(held))
        elif isinstance(held, dict):
            lines = (f"{_json(str(key))}: {_json(_plain(item))}" for key, item in held.items())
            yield "{\n" + ",\n".join(lines) + "}"
        else:
            yield "[\n" + ",\n".join(_json(_plain(item)) for item in held) + "]"
    yield "}\n"


def _parts(value: Any) -> Any:
    """Return what a value holds as a dict or a list of values that are not plain yet; any other value as it is."""
    if dataclasses.is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value) if field.repr}
    if isinstance(value, Mapping):
        return dict(value)
    return list(value) if isinstance(value, Iterable) and not isinstance(value, str) else value


_json = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def _plain(value: Any) -> Any:
    kind = cast("Hashable", type(value))
    return _how(kind)(value)


@cache
def _how(kind: Hashable) -> Callable[[Any], Any]:
    """Return how values of one class become JSON: asked once a class, for a report holds millions of values."""
    if dataclasses.is_dataclass(kind):
        # What is not for reading (the draws that an interval was taken from) stays out.
        told = tuple(field.name for field in dataclasses.fields(kind) if field.repr)
        return lambda one: {
            name: value
            if (kind := type(value := getattr(one, name))) in _AS_THEY_ARE
            else _how(cast("Hashable", kind))(value)
            for name in told
        }
    return next(how for kinds, how in _HOW if isinstance(kind, type) and issubclass(kind, kinds))


_AS_THEY_ARE = frozenset({int, bool, type(None)})
"""Classes of which half of a report's values are: a call for each would take as long as all others."""

_HOW: tuple[tuple[tuple[type, ...], Callable[[Any], Any]], ...] = (
    ((Mapping,), lambda found: {str(key): _plain(item) for key, item in found.items()}),
    ((str,), clean),
    ((float,), lambda number: number if math.isfinite(number) else None),
    ((Decimal,), str),
    ((date, datetime), lambda day: day.isoformat()),
    ((Iterable,), lambda items: [_plain(item) for item in items]),
    ((object,), lambda value: value),
)
"""The first that fits is taken."""
