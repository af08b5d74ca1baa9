"""`python -m nlp.corpus`: checks the corpus and counts it; `--plain FILE` prints a file without its labels."""

import sys
from collections import Counter
from pathlib import Path

import click

from nlp.corpus.reading import read_corpus, read_file
from rivalscope.errors import RivalscopeError


@click.command()
@click.option(
    "--plain", type=click.Path(exists=True, path_type=Path), help="Print the sentences of this file only."
)
def main(plain: Path | None) -> None:
    """Check every file and count what is labelled."""
    try:
        if plain is not None:
            for review in read_file(plain):
                click.echo(f"== stars={review.stars or '-'} source={review.source} style={review.style}")
                click.echo("".join(f"{sentence.text} |||\n" for sentence in review.sentences))
            return
        _count()
    except RivalscopeError as error:
        click.echo(str(error), err=True)
        sys.exit(2)


def _count() -> None:
    counts: Counter[str] = Counter()
    for review in read_corpus():
        for sentence in review.sentences:
            counts.update(["sentences", review.split, f"source {review.source}", f"style {review.style}"])
            counts.update(f"aspect {span.polarity}" for span in sentence.spans)
            counts.update(f"intent {intent}" for intent in sentence.intents)
            counts.update({"comparisons": len(sentence.comparisons), "switches": len(sentence.switches)})
            counts["without aspects"] += not sentence.spans
    for name, count in sorted(counts.items()):
        click.echo(f"{count:6} {name}")


main()
