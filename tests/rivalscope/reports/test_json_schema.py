import json
from pathlib import Path

import jsonschema
import pytest

from rivalscope.reports import json_report, json_schema

VALIDATOR = jsonschema.Draft202012Validator(json_schema.schema())
PUBLISHED = Path(__file__).resolve().parents[3] / "docs" / "report-2.schema.json"


def faults(report) -> list[str]:
    return [
        f"{error.json_path}: {error.message}"[:200]
        for error in VALIDATOR.iter_errors(json.loads(json_report.render(report)))
    ]


def fields(schema):
    """Map each field of each class to what it holds, without the words that describe it."""
    classes = {"Report": schema, **schema["$defs"]}
    return {
        f"{name}.{field}": json.dumps({key: value for key, value in held.items() if key != "description"})
        for name, held_by in classes.items()
        for field, held in held_by.get("properties", {}).items()
    }


def test_the_schema_is_itself_one():
    jsonschema.Draft202012Validator.check_schema(json_schema.schema())


def test_a_report_is_what_the_schema_says(made):
    assert faults(made.report()) == []


def test_a_report_full_of_hostile_text_is_too(made, naughty, poisoned):
    assert faults(poisoned(made.report(), naughty)) == []


def test_what_is_not_in_the_schema_or_of_another_kind_is_found(made):
    facts = json.loads(json_report.render(made.report()))
    assert list(VALIDATOR.iter_errors({**facts, "mood": "fine"}))
    assert list(VALIDATOR.iter_errors({**facts, "as_of": 7}))
    assert list(VALIDATOR.iter_errors({name: value for name, value in facts.items() if name != "prices"}))


def test_no_field_goes_or_changes_its_kind_under_the_same_version():
    published = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    assert published["properties"]["schema"] == {"const": json_schema.VERSION}
    before, now = fields(published), fields(json_schema.schema())
    broken = {name: (held, now.get(name)) for name, held in before.items() if now.get(name) != held}
    assert broken == {}, "raise VERSION in rivalscope/reports/json_schema.py, and publish its schema in docs/"


def test_the_published_schema_has_every_field():
    published = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    if published != json.loads(json.dumps(json_schema.schema())):
        pytest.fail("run `rivalscope report --schema > docs/report-2.schema.json`")
