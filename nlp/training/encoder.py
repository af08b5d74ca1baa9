"""`python -m nlp.training.encoder --data DIR --out DIR`: train the encoder's weights and write their card."""

import argparse
import json
import logging
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from nlp.corpus.reading import FOLDER
from nlp.encoder.card import TABLE, VOCABULARY, WEIGHTS
from nlp.encoder.encoder import Encoder
from nlp.evaluation import Figures
from nlp.training.encoder_answers import figures, tuned
from nlp.training.encoder_base import fetch_base
from nlp.training.encoder_card import Trained, fingerprint, write_card
from nlp.training.encoder_examples import (
    MAMS,
    OPINION,
    SEMEVAL,
    TREEBANK,
    Example,
    hu_liu_examples,
    mams_examples,
    own_examples,
    pros_cons_examples,
    semeval_examples,
    treebank_texts,
)
from nlp.training.encoder_lessons import lessons
from nlp.training.encoder_settings import FILE, Settings, read_settings
from nlp.training.encoder_vocabulary import lexicon_texts
from rivalscope.config import starter_text
from rivalscope.errors import RivalscopeError, UsageError

CACHE = Path("build") / "base"
SOFTWARE = ("torch", "onnx", "onnxruntime", "tokenizers")


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, write, measure; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m nlp.training.encoder", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds nlp/ with the open sets")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="where the weights go")
    parser.add_argument(
        "--tier", choices=["quality", "fast"], help="how far to go (default: fast, after quality)"
    )
    parser.add_argument(
        "--benchmark", choices=["semeval"], help="train on a research set, measure, write no weights"
    )
    parser.add_argument("--base", type=Path, default=CACHE, help="where the base lies or is fetched to")
    parser.add_argument("--settings", type=Path, default=FILE, help="another recipe than encoder.toml")
    given = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    try:
        _check_installed()
        settings = read_settings(given.settings)
        if given.benchmark:
            measured = benchmark(settings, given.data, cache=given.base)
            given.out.mkdir(parents=True, exist_ok=True)
            text = json.dumps({name: {"n": one.n, **one.scores} for name, one in measured.items()}, indent=2)
            (given.out / "semeval14.json").write_text(text + "\n", encoding="utf-8")
            sys.stderr.write(text + "\n")
        else:
            make(settings, given.data, given.out, cache=given.base, fast=given.tier != "quality")
    except RivalscopeError as error:
        sys.stderr.write(f"nlp.training.encoder: {error}\n")
        return error.exit_code
    return 0


def _check_installed() -> None:
    try:
        version("torch")
    except ModuleNotFoundError as error:
        raise UsageError("training needs torch: install the extra `train`, as `make train` does") from error


def make(settings: Settings, data: Path, out: Path, *, cache: Path, fast: bool) -> None:
    """Train the teacher, by it the large encoder, and with `fast` the small one; write weights, vocabulary and card.

    A run that was killed goes on, when it is started again, from the last epoch that it finished. The files of `out`
    are replaced at the end, all together.
    """
    from nlp.training.encoder_mark import Marks, run_key  # noqa: PLC0415
    from nlp.training.encoder_run import prepare, teach, train_student, train_teacher, write_tier  # noqa: PLC0415

    sets = _sets(data)
    fetch_base(settings.teacher.base, cache)
    bench = prepare(settings, cache=cache, texts=_vocabulary_texts(sets, data), first=_own_texts(sets))
    asked = lessons(sets, data, settings.lessons, seed=settings.seed)
    held = {split: own_examples(split) for split in ("dev", "test")}
    used = {name: sets[name] for name in (*settings.teacher.sets, *settings.quality.sets)}
    prints = {name: fingerprint(examples) for name, examples in {**used, "unlabelled": asked}.items()}
    counts = {**{name: len(examples) for name, examples in used.items()}, "unlabelled": len(asked)}
    software = {name: version(name) for name in SOFTWARE}
    marks = Marks(
        folder=cache.parent / "training", key=run_key(settings.sha256, prints, software, bench.kept)
    )
    made = marks.folder / "weights"
    shutil.rmtree(made, ignore_errors=True)
    tiers: dict[str, Trained] = {}

    started = time.process_time()
    teacher = train_teacher(
        bench, {name: sets[name] for name in settings.teacher.sets}, cache=cache, mark=marks.of("teacher")
    )
    taught = teach(bench, teacher, sets, unlabelled=asked)
    teaching = time.process_time() - started
    started = time.process_time()
    network = train_student(bench, taught, sets, settings.quality, mark=marks.of("quality"))
    reader = write_tier(bench, network, made, "quality")
    tiers["quality"] = _trained(reader, held, counts, time.process_time() - started)
    if fast:
        started = time.process_time()
        student = train_student(bench, taught, sets, settings.fast, start=network, mark=marks.of("fast"))
        small = write_tier(bench, student, made, "fast")
        tiers["fast"] = _trained(small, held, counts, time.process_time() - started)
    write_card(
        made,
        settings,
        data=prints,
        shared={name: reader.card.hashes[name] for name in (VOCABULARY, TABLE)},
        vocabulary=len(bench.vocabulary),
        tiers=tiers,
        software=software,
        teacher_seconds=teaching,
    )
    out.mkdir(parents=True, exist_ok=True)
    for file in sorted(made.iterdir()):
        shutil.copy(file, out)
    marks.clear()


def _sets(data: Path) -> dict[str, list[Example]]:
    """Sentences with labels, by set; UsageError names every set that is not among the data."""
    missing = [name for name in (OPINION, MAMS, TREEBANK) if not (data / name).is_dir()]
    if missing:
        raise UsageError(
            f"no {', '.join(missing)} in {data}: give --data the folder that holds the open sets"
        )
    return {
        "own": own_examples("train"),
        "ewt": own_examples("train", folder=FOLDER / "ewt", source="ewt"),
        "hu_liu": hu_liu_examples(data),
        "mams": mams_examples(data),
        "pros_cons": pros_cons_examples(data),
    }


def _own_texts(sets: dict[str, list[Example]]) -> list[str]:
    return [one.text for name in ("own", "ewt") for one in sets[name]]


def _vocabulary_texts(sets: dict[str, list[Example]], data: Path) -> list[str]:
    """Texts whose words the vocabulary should hold: what is learnt from, the treebank, our lexicon and taxonomy."""
    learnt = [one.text for examples in sets.values() for one in examples]
    taxonomy = starter_text("taxonomy.yml").splitlines()
    return [*learnt, *treebank_texts(data, reviews=False), *lexicon_texts(), *taxonomy]


def _trained(
    reader: Encoder, held: dict[str, list[Example]], counts: dict[str, int], seconds: float
) -> Trained:
    weights = reader.card.weights
    reader = tuned(reader, held["dev"])
    return Trained(
        sha256=reader.card.hashes[weights.name],
        bytes=weights.stat().st_size,
        cpu_seconds=seconds,
        thresholds={label.value: threshold for label, threshold in reader.card.thresholds.items()},
        reserve=reader.card.reserve,
        sets=counts,
        figures={split: figures(reader, examples) for split, examples in held.items()},
    )


def benchmark(settings: Settings, data: Path, *, cache: Path) -> dict[str, Figures]:
    """Return figures on the held-out part of SemEval-2014's training sentences, by domain.

    The network learns from the rest of both domains by the same recipe; its weights are measured and thrown away,
    for the set may not be shipped. Aspects with a conflict count for borders alone, as in the literature. The
    official test part is not among the data: figures compare with the literature only roughly.
    """
    from nlp.training.encoder_run import prepare, train_plain, write_tier  # noqa: PLC0415

    def part(*, test: bool) -> dict[str, list[Example]]:
        return {
            domain: semeval_examples(data, domain=domain, held_out=settings.held_out, test=test)
            for domain in SEMEVAL
        }

    sets, uses = part(test=False), dict.fromkeys(SEMEVAL, settings.benchmark)
    learnt = [one.text for examples in sets.values() for one in examples]
    bench = prepare(settings, cache=cache, texts=_vocabulary_texts(sets, data), first=learnt)
    network = train_plain(bench, sets, uses)
    with tempfile.TemporaryDirectory() as folder:
        reader = write_tier(bench, network, Path(folder), "quality")
        return {
            domain: figures(reader, examples, ignored={"mixed"})
            for domain, examples in part(test=True).items()
        }


if __name__ == "__main__":
    sys.exit(main())
