"""`rivalscope read`: what each line of text says, stored nowhere."""

from __future__ import annotations

import codecs
import json
import sys
from pathlib import Path

import click

from rivalscope.commands.options import json_option, market_option
from rivalscope.domain.market import Product, Taxonomy
from rivalscope.domain.reading import Comparison, Reading
from rivalscope.domain.settings import LanguageOptions
from rivalscope.errors import ConfigError, UsageError


@click.command("read")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@json_option
@market_option
def command(*, file: Path | None, as_json: bool, market_path: Path | None) -> None:
    """Print what each line of FILE (or of standard input) says: features with polarity, intents, comparisons.

    A line is a text; when every line is a JSON object, its `text` is. Features come from the market's taxonomy,
    or from the one that `init` writes when there is no market file. Nothing is stored.
    """
    taxonomy, products, options = _market(market_path)
    texts, faults = read_lines(file)
    from nlp.build import build
    from nlp.read import read_texts
    from nlp.tiers import settle

    nlp = build(taxonomy=taxonomy, products=products, tier=settle(options.tier), grammar=options.grammar)
    for reading in read_texts(nlp, texts):
        click.echo(json.dumps(to_json(reading), ensure_ascii=False) if as_json else render(reading))
    if faults:
        more = f" (and {len(faults) - 1} more lines like it)" if len(faults) > 1 else ""
        raise UsageError(f"{faults[0]}{more}; all other lines were read")


def _market(path: Path | None) -> tuple[Taxonomy, tuple[Product, ...], LanguageOptions]:
    """Taxonomy, products and options of the market, or the starter's taxonomy where no market file lies."""
    from rivalscope.config import find_market, load_market, starter_taxonomy

    try:
        found = find_market(path)
    except ConfigError:
        if path is not None:
            raise
        return starter_taxonomy(), (), LanguageOptions()
    market = load_market(found)
    return market.taxonomy, market.products, market.language


def read_lines(file: Path | None) -> tuple[list[str], list[str]]:
    """Texts of the file, or of standard input for None or `-`, without empty lines; and what is wrong with others.

    Raises UsageError for a file that cannot be read or is not UTF-8 as a whole.
    """
    name = "standard input" if file is None or str(file) == "-" else str(file)
    try:
        data = sys.stdin.buffer.read() if file is None or str(file) == "-" else file.read_bytes()
    except OSError as error:
        raise UsageError(f"{name}: cannot be read: {error.strerror}; give a readable file") from error
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise UsageError(f"{name}: written in UTF-16; save the file as UTF-8")
    faults: list[str] = []
    lines: list[tuple[int, str]] = []
    for number, raw in enumerate(data.removeprefix(codecs.BOM_UTF8).split(b"\n"), start=1):
        try:
            line = raw.decode("utf-8").rstrip("\r")
        except UnicodeDecodeError:
            faults.append(f"{name}:{number}: not UTF-8; save the file as UTF-8")
            continue
        if line.strip():
            lines.append((number, line))
    if not lines or not all(line.lstrip().startswith("{") for _, line in lines):
        return [line for _, line in lines], faults
    texts: list[str] = []
    for number, line in lines:
        try:
            texts.append(parse_line(line))
        except ValueError as error:
            faults.append(f"{name}:{number}: {error}; mend or remove the line")
    return texts, faults


def parse_line(line: str) -> str:
    """Return the `text` of a JSON object; ValueError says what is wrong with it."""
    try:
        entry = json.loads(line)
    except RecursionError as error:
        raise ValueError("not valid JSON: nested too deep") from error
    except json.JSONDecodeError as error:
        raise ValueError(f"not valid JSON: {error.msg} at character {error.pos + 1}") from error
    text = entry.get("text")
    if not isinstance(text, str):
        raise ValueError('no "text" with a string in it')  # noqa: TRY004  reported with the other faults of lines
    # A lone surrogate can be written in JSON but not printed again.
    return text.encode("utf-8", "replace").decode("utf-8")


def to_json(reading: Reading) -> dict[str, object]:
    """Return the reading in the shape that `read --json` prints."""
    return {
        "text": reading.text,
        "language": reading.language,
        "aspects": [
            {
                "start": aspect.start,
                "end": aspect.end,
                "text": aspect.text,
                "feature": aspect.feature,
                "polarity": aspect.polarity.value,
                "confidence": aspect.confidence,
            }
            for aspect in reading.aspects
        ],
        "intents": [
            {"label": intent.label.value, "confidence": intent.confidence} for intent in reading.intents
        ],
        "comparisons": [
            {"winner": one.winner, "loser": one.loser, "aspect": one.aspect, "relation": one.relation.value}
            for one in reading.comparisons
        ],
        "polarity": reading.polarity.value,
    }


def render(reading: Reading) -> str:
    """Return the reading for people: the text, then a line for each thing found in it."""
    language = "" if reading.language in {None, "en"} else f", language {reading.language}"
    lines = [reading.text, f"  {reading.polarity}{language}"]
    for aspect in reading.aspects:
        feature = (
            f" = {aspect.feature}" if aspect.feature and aspect.feature.lower() != aspect.text.lower() else ""
        )
        lines.append(f"  {aspect.polarity:<8}  {aspect.text}{feature}  ({aspect.confidence:.2f})")
    if reading.intents:
        lines.append(
            "  for       " + ", ".join(f"{one.label} ({one.confidence:.2f})" for one in reading.intents)
        )
    lines.extend(f"  compares  {_sentence(one)}" for one in reading.comparisons)
    return "\n".join(lines) + "\n"


def _sentence(one: Comparison) -> str:
    words = {
        "better": "{0} better than {1}",
        "equal": "{0} equal to {1}",
        "switch": "switched to {0} from {1}",
        "considering": "considering {0} in place of {1}",
        "threatened": "about to switch to {0} from {1}",
    }[one.relation]
    said = words.format(one.winner or "(not said)", one.loser or "(not said)")
    return said + (f", {one.aspect}" if one.aspect else "")
