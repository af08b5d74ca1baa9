"""`python -m nlp.corpus`: checks the corpus and counts it, draws what is labelled twice, and compares the two."""

import sys
from collections import Counter
from pathlib import Path

import click

from nlp.corpus.agreement import agreement, compare, differences, draw, plain
from nlp.corpus.reading import LabelledReview, read_corpus, read_file
from rivalscope.errors import RivalscopeError

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@click.option(
    "--plain",
    "bare",
    type=click.Path(exists=True, path_type=Path),
    help="Print the sentences of this file only.",
)
@click.option("--drawn", is_flag=True, help="Print, without labels, the reviews that are labelled twice.")
@click.option(
    "--agreement", "second", type=_FOLDER, help="Compare this folder of second labels with the first."
)
@click.option(
    "--differences", "apart", is_flag=True, help="With --agreement: print what was read differently."
)
@click.option("--folder", type=_FOLDER, help="Check and count this folder instead of the corpus.")
def main(*, bare: Path | None, drawn: bool, second: Path | None, apart: bool, folder: Path | None) -> None:
    """Check every file and count what is labelled."""
    try:
        if bare is not None:
            click.echo(plain(read_file(bare)))
        elif drawn:
            click.echo(plain(draw(read_corpus())))
        elif second is not None:
            _agreement(second, apart=apart)
        else:
            _count(read_corpus() if folder is None else read_corpus(folder))
    except RivalscopeError as error:
        click.echo(str(error), err=True)
        sys.exit(2)


def _agreement(second: Path, *, apart: bool) -> None:
    pairs = agreement(second)
    if apart:
        click.echo("\n".join(differences(pairs)))
    click.echo(f"{len(pairs):6} sentences labelled twice")
    for name, value in compare(pairs).items():
        click.echo(f"{value:6.3f} {name}")


def _count(reviews: list[LabelledReview]) -> None:
    counts: Counter[str] = Counter()
    for review in reviews:
        counts.update(["reviews"])
        for sentence in review.sentences:
            counts.update(["sentences", review.split, f"source {review.source}", f"style {review.style}"])
            counts.update(f"aspect {span.polarity}" for span in sentence.spans)
            counts.update(f"intent {intent}" for intent in sentence.intents)
            counts.update({"comparisons": len(sentence.comparisons), "switches": len(sentence.switches)})
            counts["without aspects"] += not sentence.spans
    for name, count in sorted(counts.items()):
        click.echo(f"{count:6} {name}")


main()
