"""The report written to a folder in each of its formats."""

import os
from pathlib import Path

from rivalscope.reports import feed, html, json_report, markdown, xlsx
from rivalscope.reports.content import Report
from rivalscope.reports.sections.register import sections


def write_report(folder: Path, report: Report) -> list[Path]:
    """Write report.html, report.md, report.json, report.xlsx and changes.atom to a folder and return their paths.

    The folder is made when it is missing. Each file replaces the former one at once, never half written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    told = sections(report)
    rendered = {
        "report.html": html.render(report, told=told).encode(),
        "report.md": markdown.render(report, told=told).encode(),
        "report.json": json_report.render(report, told=told).encode(),
        "report.xlsx": xlsx.render(report, told=told),
        feed.NAME: feed.render(report).encode(),
    }
    return [_replace(folder / name, content) for name, content in rendered.items()]


def _replace(path: Path, content: bytes) -> Path:
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    partial.write_bytes(content)
    partial.replace(path)
    return path
