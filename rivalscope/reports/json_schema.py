"""The schema of report.json, made from the very classes that it is written from (JSON Schema, draft 2020-12)."""

import dataclasses
import types
import typing
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from rivalscope.reports.content import Report
from rivalscope.reports.section import Section

VERSION = "rivalscope-report/2"
"""Written in every report.json. The number rises when a field goes or changes its meaning; new fields leave it."""

_PLAIN: Mapping[Any, dict[str, Any]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    Decimal: {"type": "string", "pattern": r"^-?\d+(\.\d+)?([Ee][+-]?\d+)?$"},
    datetime: {"type": "string", "format": "date-time"},
    date: {"type": "string", "format": "date"},
    types.NoneType: {"type": "null"},
}


def schema() -> dict[str, Any]:
    """Return the schema of report.json; each class of findings is one of `$defs` under its name, told by its docstring."""
    defs: dict[str, Any] = {}
    _named(Report, defs)
    _named(Section, defs)
    report, section = defs.pop("Report"), defs["Section"]
    section["properties"]["charts"] = {
        "type": "array",
        "items": {"type": "string"},
        "description": "What each shows, in words.",
    }
    defs.pop("Chart", None)
    report["properties"] |= {
        "schema": {"const": VERSION},
        "summary": {"type": "array", "items": {"type": "string"}, "minItems": 3, "maxItems": 3},
        "sections": {"type": "array", "items": {"$ref": "#/$defs/Section"}},
    }
    report["required"] = sorted(report["properties"])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{VERSION.replace('/', ':')}",
        "title": "report.json",
        **report,
        "$defs": dict(sorted(defs.items())),
    }


def _named(cls: type, defs: dict[str, Any]) -> dict[str, str]:
    """Return a reference to a class, described in `defs` at first sight."""
    name = cls.__name__
    if defs.get(name, {}).get("$comment", cls.__module__) != cls.__module__:
        name = f"{name}_{cls.__module__.rpartition('.')[2]}"  # two classes of one name: the later one says whose it is
    if name not in defs:
        defs[name] = {"$comment": cls.__module__}  # there before its fields, for a class may hold itself
        hints = typing.get_type_hints(cls)
        fields = [field.name for field in dataclasses.fields(cls) if field.repr]
        defs[name] |= {
            "type": "object",
            "description": (cls.__doc__ or "").partition("\n")[0],
            "properties": {field: _shape(hints[field], defs) for field in fields},
            "required": fields,
            "additionalProperties": False,
        }
    return {"$ref": f"#/$defs/{name}"}


def _shape(kind: Any, defs: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of one annotation; TypeError for a kind that `json_report` does not write."""
    if kind in _PLAIN:
        return _PLAIN[kind]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {"enum": [member.value for member in kind]}
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return dict(_named(kind, defs))
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        return {"anyOf": [_shape(one, defs) for one in typing.get_args(kind)]}
    return _collection(kind, defs)


def _collection(kind: Any, defs: dict[str, Any]) -> dict[str, Any]:
    origin, given = typing.get_origin(kind), typing.get_args(kind)
    if not isinstance(origin, type) or not issubclass(origin, Mapping | Sequence | frozenset):
        raise TypeError(f"report.json: no schema for {kind}; teach json_schema this kind")
    if issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _shape(given[1], defs)}
    if origin is tuple and given[-1] is not Ellipsis:
        parts = [_shape(one, defs) for one in given]
        return {"type": "array", "prefixItems": parts, "minItems": len(parts), "maxItems": len(parts)}
    return {"type": "array", "items": _shape(given[0], defs)}
