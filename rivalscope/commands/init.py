"""`init`: a market file to start from."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from rivalscope.errors import ConfigError, UsageError

QUESTIONS = {
    "name": ("Name of the market", "Our market"),
    "ours": ("Our product", "Our product"),
    "ours_site": ("Its site", "https://www.example.com/"),
    "rival": ("First competitor", "Competitor"),
    "rival_site": ("Its site", "https://www.example.org/"),
    "contact": ("Contact in the crawler's user agent", "you@example.com"),
    "timezone": ("Time zone", "UTC"),
}


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path())
@click.option("--yes", is_flag=True, help="Ask nothing; write the defaults.")
def command(*, folder: Path, yes: bool) -> None:
    """Write a commented market.toml and taxonomy.yml into FOLDER (here by default).

    Asks for names and addresses when a person is there; files that exist are never overwritten.

    \b
    rivalscope init
    rivalscope init markets/chat --yes
    """
    present = [name for name in ("market.toml", "taxonomy.yml") if (folder / name).exists()]
    if present:
        raise UsageError(f"{folder / present[0]} exists already; choose another folder or edit that file")
    ask = not yes and sys.stdin.isatty()
    answers = {
        field: click.prompt(question, default=default, err=True) if ask else default
        for field, (question, default) in QUESTIONS.items()
    }
    _write(folder, answers)
    click.echo(f"Wrote {folder / 'market.toml'} and {folder / 'taxonomy.yml'}.", err=True)
    click.echo("Next: edit market.toml, then `rivalscope doctor` and `rivalscope nightly`.", err=True)


def _write(folder: Path, answers: dict[str, str]) -> None:
    from rivalscope.config import load_market, starter_text
    from rivalscope.domain.naming import slug

    taken = {slug(answers["ours"]) or "ours"}
    rival = slug(answers["rival"]) or "competitor"
    fields = {name: _quoted(value) for name, value in answers.items()}
    fields["ours_slug"] = next(iter(taken))
    fields["rival_slug"] = rival if rival not in taken else f"{rival}-2"
    text = starter_text("market.toml").format(**fields)
    folder.mkdir(parents=True, exist_ok=True)
    header = f"# Written by rivalscope on {datetime.now(UTC):%Y-%m-%d}.\n"
    (folder / "taxonomy.yml").write_text(starter_text("taxonomy.yml"), encoding="utf-8")
    (folder / "market.toml").write_text(header + text, encoding="utf-8")
    try:
        load_market(folder / "market.toml")
    except ConfigError:
        (folder / "market.toml").unlink()
        (folder / "taxonomy.yml").unlink()
        raise


def _quoted(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"')
