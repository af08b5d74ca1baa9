"""The command line: one subcommand per job, each loaded only when it is asked for."""

from __future__ import annotations

import gc
import importlib
import logging
import os
import sys
from typing import Any

import click

from rivalscope import __version__
from rivalscope.errors import RivalscopeError

COMMANDS = {
    "init": "Write a commented market.toml and taxonomy.yml.",
    "doctor": "Check configuration, database, model, mail server and every source.",
    "demo": "Run the whole job on a fictional market, offline.",
    "crawl": "Collect once, politely; resumable.",
    "ledger": "Print what a night cost the sites.",
    "sources": "List the services that sources may name, and their terms.",
    "import": "Import reviews from CSV, XLSX, JSON Lines or a vendor's export.",
    "annotate": "Read what is new: features, sentiment, intents, comparisons.",
    "taxonomy": "Review the features that reviewers name and taxonomy.yml lacks.",
    "changes": "Print what changed, and what each score is made of.",
    "gaps": "Compute the gap analysis.",
    "roadmap": "Rank the gaps as candidates for work.",
    "brief": "Write the requirement brief of a feature.",
    "battlecard": "Write a rival on a page.",
    "launch": "Show what a launch did to mentions, requests and sentiment.",
    "report": "Write the report: HTML, Markdown, XLSX, JSON.",
    "digest": "Write the weekly digest, or send it.",
    "alerts": "List what people are told of at once; try a channel.",
    "feedback": "Mark what was told as useful or noise; list the marks.",
    "backtest": "Show what other thresholds would have told.",
    "outbox": "List mails on their way; try them now.",
    "nightly": "Run the nightly flow once, now.",
    "weekly": "Run the weekly flow once, now.",
    "work": "Take part in the night that another process runs.",
    "schedule": "Serve both flows at their times.",
    "query": "Ask the store in SQL, read-only.",
    "explore": "Show the store in a browser on this machine, read-only.",
    "export": "Write views as CSV, JSON Lines, XLSX or Parquet.",
    "verify": "Confirm that the evidence still holds.",
    "quarantine": "See what is held back; accept or reject it.",
    "reprocess": "Read stored pages anew and show what differs; adopt it.",
    "forget": "Forget sources, products or authors, for good.",
    "privacy": "Say what is held of people, where and for how long.",
    "db": "Upgrade, check, back up, prune or export what is stored.",
    "eval": "Measure quality on labelled data.",
    "simulate": "Play a year with faults of every kind against what is promised.",
    "bench": "Measure speed against named peers.",
    "extract": "Print what saved pages say; stores nothing.",
    "read": "Print what lines of text say; stores nothing.",
}
"""Every command with the line that `--help` shows; the module is rivalscope.commands.NAME."""

_MODULES = {"import": "import_"}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are run, so that help answers in a fraction of a second."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        """Name every command in the order of the job."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import and return one command; None when there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"rivalscope.commands.{_MODULES.get(cmd_name, cmd_name)}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands from the table, importing none of them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="rivalscope")
@click.option("-v", "--verbose", is_flag=True, help="Say more on stderr.")
@click.option("-q", "--quiet", is_flag=True, help="Say only warnings on stderr.")
@click.option(
    "--log",
    "form",
    type=click.Choice(["human", "json"]),
    envvar="RIVALSCOPE_LOG",
    default="human",
    help="Log lines for people, or as JSON for machines.",
)
def rivalscope(*, verbose: bool, quiet: bool, form: str) -> None:
    """Market and competitor intelligence, every number with its source.

    Start with `rivalscope demo`, or with `rivalscope init` for a market of your own.
    """
    from rivalscope.log import set_up

    set_up(verbose=verbose, quiet=quiet, structured=form == "json")


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit: 0 done, 1 fell short, 2 usage or configuration, 75 lease held."""
    # Facts are read by the hundred thousand and hold no cycles: looking for some at every 700 took half of that time.
    gc.set_threshold(100_000, 20, 50)
    # Our matrices have a few hundred columns: threads would take thrice the processor time, and sum in another order
    # on a machine with more cores. It is read when numpy is imported.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    sys.exit(run(arguments))


def _tell(error: RivalscopeError) -> None:
    from rivalscope.log import is_structured

    if is_structured():
        logging.getLogger("rivalscope").error("%s", error)
    else:
        click.echo(f"rivalscope: {error}", err=True)


def run(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code; errors of ours are one line, never a traceback."""
    try:
        result: Any = rivalscope.main(args=arguments, standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return 2
    except click.Abort:
        click.echo("interrupted", err=True)
        return 130
    except RivalscopeError as error:
        _tell(error)
        return error.exit_code
    except BrokenPipeError:
        # The reader of our output (head, say) has seen enough; nothing is wrong.
        sys.stderr.close()
        return 0
    return result if isinstance(result, int) else 0
