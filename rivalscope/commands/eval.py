"""`rivalscope eval`: quality on labelled data, against floors that may not fall."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rivalscope.commands.options import json_option

if TYPE_CHECKING:
    from rivalscope.evaluation.suite import Result


@click.command("eval")
@click.argument("names", nargs=-1, metavar="[SUITE]...")
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=None,
    envvar="RIVALSCOPE_EVAL_DATA",
    help="Folder of labelled data that is not ours to ship; suites that need it are skipped without.",
)
@json_option
def command(*, names: tuple[str, ...], data: Path | None, as_json: bool) -> int:
    """Measure quality on labelled data: all suites, or those that are named.

    Each suite prints its measures and the floors that they may not fall below; one whose data is not there is skipped
    and says why. Exits 1 when a measure is below its floor.
    """
    from rivalscope.errors import UsageError
    from rivalscope.evaluation.suite import evaluate, read_floors
    from rivalscope.evaluation.suites import SUITES

    known = {suite.name: suite for suite in SUITES}
    if strangers := [name for name in names if name not in known]:
        raise UsageError(f"no suite is called {strangers[0]!r}; there are {', '.join(known)}")
    chosen = [known[name] for name in names] if names else list(SUITES)
    results = evaluate(chosen, data=data, floors=read_floors())
    for result in results:
        for line in _lines(result):
            click.echo(line, err=as_json)
    if as_json:
        click.echo(json.dumps({"suites": [_data(result) for result in results]}, ensure_ascii=False))
    return 1 if any(result.fallen for result in results) else 0


def _lines(result: "Result") -> list[str]:
    """Say what became of a suite, a line a measure."""
    if result.report is None:
        return [f"{result.suite}: skipped: {result.skipped}"]
    lines = [f"{result.suite}: {result.about}; n = {result.report.n:,}"]
    for name, value in result.report.measures.items():
        floor = result.floors.get(name)
        mark = "" if floor is None else f"  (floor {floor:g}{', FALLEN' if name in result.fallen else ''})"
        part = "{:,}/{:,}".format(*result.report.parts[name]) if name in result.report.parts else ""
        lines.append(f"  {name:<28} {value:.4f} {part}{mark}".rstrip())
    lines += [
        f"  {name:<28} not measured, FALLEN" for name in result.fallen if name not in result.report.measures
    ]
    lines += [f"  wrong: {wrong}" for wrong in result.report.wrong]
    lines += [f"  {note}" for note in result.report.notes]
    return lines


def _data(result: "Result") -> dict[str, Any]:
    """Say it as JSON values."""
    report = result.report
    return {
        "suite": result.suite,
        "about": result.about,
        "skipped": result.skipped or None,
        "n": report.n if report else None,
        "measures": dict(report.measures) if report else {},
        "parts": {name: list(part) for name, part in report.parts.items()} if report else {},
        "floors": dict(result.floors),
        "fallen": list(result.fallen),
        "wrong": list(report.wrong) if report else [],
        "notes": list(report.notes) if report else [],
    }
