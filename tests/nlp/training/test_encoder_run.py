"""The recipe with a base of our own making: two layers, eight numbers wide, a few dozen pieces."""

import gzip
import hashlib
import json
import math
from dataclasses import replace
from functools import partial

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is in the group `train` alone")
pytest.importorskip("onnx", reason="onnx is in the group `train` alone")

from safetensors.torch import load_file, save_file  # noqa: E402

from nlp.corpus.reading import read_sentence  # noqa: E402
from nlp.encoder.card import read_card  # noqa: E402
from nlp.encoder.encoder import Encoder as Reader  # noqa: E402
from nlp.training import encoder  # noqa: E402
from nlp.training.encoder_answers import answers, figures  # noqa: E402
from nlp.training.encoder_distil import ask, divergence  # noqa: E402
from nlp.training.encoder_examples import Example  # noqa: E402
from nlp.training.encoder_lessons import bare  # noqa: E402
from nlp.training.encoder_loop import Descent, collate, loss_of  # noqa: E402
from nlp.training.encoder_mark import Mark, Marks, run_key  # noqa: E402
from nlp.training.encoder_network import buckets, load_base, shrunk  # noqa: E402
from nlp.training.encoder_pieces import UNKNOWN, Labelled  # noqa: E402
from nlp.training.encoder_run import (  # noqa: E402
    labelled,
    prepare,
    teach,
    train_plain,
    train_student,
    train_teacher,
    write_tier,
)
from nlp.training.encoder_settings import SetUse, read_settings  # noqa: E402
from nlp.training.encoder_teacher import load_teacher  # noqa: E402
from nlp.training.prepare import TRAIN_FILE  # noqa: E402

WORDS = [
    "the",
    "sync",
    "search",
    "is",
    "great",
    "broken",
    "slow",
    "we",
    "use",
    "it",
    "export",
    "price",
    "was",
    "bad",
    "love",
]
VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *"abcdefghijklmnopqrstuvwxyz", *WORDS]
WIDTH, INNER, LAYERS = 32, 64, 2
LINES = [
    "the {sync|-} is broken ||| problem",
    "the {search|+} is great ||| praise",
    "we use it |||",
    "love the {export|+} ||| praise",
    "the {price|-} was bad ||| problem",
]


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    folder = tmp_path_factory.mktemp("base")
    torch.manual_seed(1)
    tensors = {
        "embeddings.word_embeddings.weight": (len(VOCABULARY), WIDTH),
        "embeddings.position_embeddings.weight": (512, WIDTH),
        "embeddings.token_type_embeddings.weight": (2, WIDTH),
        "embeddings.LayerNorm.weight": (WIDTH,),
        "embeddings.LayerNorm.bias": (WIDTH,),
    }
    for layer in range(LAYERS):
        sizes = {
            "attention.self.query": (WIDTH, WIDTH),
            "attention.self.key": (WIDTH, WIDTH),
            "attention.self.value": (WIDTH, WIDTH),
            "attention.output.dense": (WIDTH, WIDTH),
            "attention.output.LayerNorm": (WIDTH,),
            "intermediate.dense": (INNER, WIDTH),
            "output.dense": (WIDTH, INNER),
            "output.LayerNorm": (WIDTH,),
        }
        for name, size in sizes.items():
            tensors[f"encoder.layer.{layer}.{name}.weight"] = size
            tensors[f"encoder.layer.{layer}.{name}.bias"] = size[:1]
    values = {
        name: torch.ones(size) if name.endswith("LayerNorm.weight") else torch.randn(size) * 0.1
        for name, size in tensors.items()
    }
    save_file(values, folder / "model.safetensors")
    (folder / "vocab.txt").write_text("\n".join(VOCABULARY) + "\n", encoding="utf-8")
    config = {
        "num_hidden_layers": LAYERS,
        "hidden_size": WIDTH,
        "num_attention_heads": 4,
        "intermediate_size": INNER,
    }
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    return folder


def taught_by(folder, teacher):
    """A teacher of our own making, two layers, with a bias by distance and special pieces of its own."""
    torch.manual_seed(2)
    tensors = {
        "embeddings.word_embeddings.weight": (len(VOCABULARY) + 4, WIDTH),
        "embeddings.position_embeddings.weight": (514, WIDTH),
        "embeddings.LayerNorm.weight": (WIDTH,),
        "embeddings.LayerNorm.bias": (WIDTH,),
        "encoder.relative_attention_bias.weight": (32, 4),
    }
    for layer in range(LAYERS):
        sizes = {
            **{f"attention.attn.{part}": (WIDTH, WIDTH) for part in "qkvo"},
            "attention.LayerNorm": (WIDTH,),
            "intermediate.dense": (INNER, WIDTH),
            "output.dense": (WIDTH, INNER),
            "output.LayerNorm": (WIDTH,),
        }
        for name, size in sizes.items():
            tensors[f"encoder.layer.{layer}.{name}.weight"] = size
            tensors[f"encoder.layer.{layer}.{name}.bias"] = size[:1]
    values = {
        name: torch.ones(size) if name.endswith("LayerNorm.weight") else torch.randn(size) * 0.1
        for name, size in tensors.items()
    }
    place = folder / "teacher"
    place.mkdir()
    save_file(values, place / "model.safetensors")
    (place / "vocab.txt").write_text("<s>\n<pad>\n</s>\n<unk>\n", encoding="utf-8")
    config = {
        "num_hidden_layers": LAYERS,
        "hidden_size": WIDTH,
        "num_attention_heads": 4,
        "intermediate_size": INNER,
        "layer_norm_eps": 1e-5,
        "relative_attention_num_buckets": 32,
    }
    (place / "config.json").write_text(json.dumps(config), encoding="utf-8")
    known = replace(
        teacher.base,
        folder="teacher",
        sha256=hashlib.sha256((place / "model.safetensors").read_bytes()).hexdigest(),
        vocabulary_sha256=hashlib.sha256((place / "vocab.txt").read_bytes()).hexdigest(),
    )
    return replace(teacher, base=known, encoder_rate=5e-3, head_rate=2e-2, frozen=1, sets=use(40))


@pytest.fixture(scope="module")
def bench(base):
    settings = read_settings()
    known = replace(
        settings.base,
        folder=".",
        sha256=hashlib.sha256((base / "model.safetensors").read_bytes()).hexdigest(),
        vocabulary_sha256=hashlib.sha256((base / "vocab.txt").read_bytes()).hexdigest(),
    )
    rates = replace(settings.rates, batch=5, encoder_rate=5e-3, head_rate=2e-2, dropout=0.0, join=0.0)
    quality = replace(settings.quality, layers=2, inner=INNER, epochs=3, drawn=4, sets=use(3, "mams"))
    fast = replace(settings.fast, layers=1, inner=INNER // 2, epochs=2, drawn=4, sets={})
    settings = replace(
        settings,
        base=known,
        rates=rates,
        quality=quality,
        fast=fast,
        teacher=taught_by(base, settings.teacher),
    )
    return prepare(settings, cache=base, texts=[line.split("|||")[0] for line in LINES])


def own():
    read = [read_sentence(line) for line in LINES]
    return [Example(text=one.text, spans=one.spans, intents=one.intents, source="own") for one in read]


def use(epochs, name="own"):
    return {name: SetUse(shares=(1.0,) * epochs, tags=1.0, polarity=1.0)}


@pytest.fixture(scope="module")
def trained(bench):
    return train_plain(bench, {"own": own()}, use(60))


@pytest.fixture(scope="module")
def teacher(bench, base):
    return train_teacher(bench, {"own": own()}, cache=base)


@pytest.fixture(scope="module")
def taught(bench, teacher):
    texts = [bare(text) for text in ("the export was slow", "we love it", "search", "price")]
    return teach(bench, teacher, {"own": own()}, unlabelled=texts)


def test_what_was_learnt_is_read_back_from_the_file_that_ships(bench, trained, tmp_path):
    reader = write_tier(bench, trained, tmp_path, "quality")
    found = figures(reader, own())
    assert found.scores["aspect_exact"] >= 0.9
    assert found.scores["polarity"] >= 0.9
    assert found.scores["intents_macro"] >= 0.9


def test_a_sentence_is_read_the_same_alone_and_beside_others(bench, trained, tmp_path):
    reader = write_tier(bench, trained, tmp_path, "quality")
    together = reader.encode([one.text for one in own()])
    for one, said in zip(own(), together, strict=True):
        (alone,) = reader.encode([one.text])
        assert np.allclose(alone.tags, said.tags, atol=1e-4)
        assert np.allclose(alone.intents, said.intents, atol=1e-4)


def test_the_same_seed_gives_the_same_bytes(bench, tmp_path):
    hashes = {
        write_tier(bench, train_plain(bench, {"own": own()}, use(2)), tmp_path / name, "quality").card.hashes[
            "quality.onnx"
        ]
        for name in ("one", "two")
    }
    assert len(hashes) == 1


def test_a_teacher_learns_the_labels_and_has_an_opinion_on_every_sentence(taught):
    known, open_ones = taught
    assert (len(known), len(open_ones)) == (len(LINES), 4)
    assert [lesson.polarities[2].argmax().item() for lesson in (known[0], known[1])] == [1, 0]
    assert all(lesson.tags.shape == (len(lesson.numbers), 3) for lesson in known + open_ones)


def test_a_teacher_s_pieces_are_the_base_s_own_and_its_frozen_layers_stay_as_they_were(bench, base, teacher):
    before = load_teacher(base / "teacher", kept=bench.kept, vocabulary=bench.vocabulary, dropout=0.0)
    whole = load_file(base / "teacher" / "model.safetensors")["embeddings.word_embeddings.weight"]
    rows = {"[CLS]": 0, "[PAD]": 1, "[SEP]": 2, "the": VOCABULARY.index("the") + 4}
    for piece, row in rows.items():
        assert torch.equal(teacher.pieces.weight[bench.vocabulary.index(piece)], whole[row])
    assert torch.equal(teacher.layers[0].inner.weight, before.layers[0].inner.weight)
    assert not torch.equal(teacher.layers[1].inner.weight, before.layers[1].inner.weight)


def test_a_teacher_says_of_a_sentence_what_it_says_of_it_alone(bench, trained):
    uses = use(1)
    together = ask(trained, labelled(bench, own(), uses), bench.settings.rates)
    for example, lesson in zip(own(), together, strict=True):
        (alone,) = ask(trained, labelled(bench, [example], uses), bench.settings.rates)
        assert torch.allclose(alone.tags, lesson.tags, atol=0.05)


def test_students_come_in_the_sizes_of_the_recipe_and_read_in_the_same_form(bench, taught, tmp_path):
    others = {"mams": [replace(one, source="mams") for one in own()[:2]]}
    quality = train_student(bench, taught, others, bench.settings.quality)
    write_tier(bench, quality, tmp_path, "quality")
    table = (tmp_path / "pieces.onnx").read_bytes()
    fast = train_student(bench, taught, others, bench.settings.fast, start=quality)
    assert (len(quality.layers), len(fast.layers)) == (2, 1)
    assert fast.layers[0].inner.weight.shape == (INNER // 2, WIDTH)
    reader = write_tier(bench, fast, tmp_path, "fast")
    (said,) = answers(reader, own()[:1])
    assert len(said.on_gold) == 1
    assert (tmp_path / "pieces.onnx").read_bytes() == table


def test_a_training_that_was_killed_goes_on_to_the_same_weights(bench, taught, tmp_path, monkeypatch):
    def student(mark):
        course = replace(bench.settings.quality, sets={})
        return train_student(bench, taught, {}, course, mark=mark).state_dict()

    class Killed(Exception):
        pass

    def keep(mark, moved, *, epoch):
        kept(mark, moved, epoch=epoch)
        if epoch == 2:
            raise Killed

    kept, mark = Mark.keep, Mark(name="quality", file=tmp_path / "marks" / "quality.pt")
    monkeypatch.setattr(Mark, "keep", keep)
    with pytest.raises(Killed):
        student(mark)
    monkeypatch.setattr(Mark, "keep", kept)
    steps, step = [], Descent.step
    monkeypatch.setattr(Descent, "step", lambda *given: steps.append(1) or step(*given))
    again, whole = student(mark), student(None)
    assert len(steps) == (1 + 3) * math.ceil((len(LINES) + 4) / 5)
    assert all(torch.equal(again[name], whole[name]) for name in whole)


def test_a_run_of_another_recipe_or_of_other_sentences_takes_up_no_mark(tmp_path):
    assert run_key("recipe", {"own": "00"}) == run_key("recipe", {"own": "00"})
    assert run_key("recipe", {"own": "00"}) != run_key("recipe", {"own": "01"})
    marks = Marks(folder=tmp_path, key="00")
    for key in ("00", "01"):
        Marks(folder=tmp_path, key=key).of("teacher").file.write_bytes(b"")
    marks.clear()
    assert [file.name for file in tmp_path.iterdir()] == ["teacher-01.pt"]


def test_an_encoder_cut_short_starts_from_copies(trained):
    small = shrunk(trained, layers=1, inner=INNER)
    with torch.no_grad():
        small.pieces.weight.add_(1.0)
    assert not torch.equal(small.pieces.weight, trained.pieces.weight)


def test_numbers_that_count_for_nothing_are_the_first_to_go(trained):
    whole = shrunk(trained, layers=2, inner=INNER)
    with torch.no_grad():
        for layer in whole.layers:
            layer.outer.weight[:, : INNER // 2] = 0.0
    narrow = shrunk(whole, layers=2, inner=INNER // 2).eval()
    numbers = torch.tensor([[2, 8, 9, 3]])
    with torch.no_grad():
        for one, other in zip(
            whole.eval()(numbers, torch.ones_like(numbers)),
            narrow(numbers, torch.ones_like(numbers)),
            strict=True,
        ):
            assert torch.allclose(one, other, atol=1e-5)


def test_near_distances_are_told_apart_and_sides_as_well():
    row = buckets(200, 32)[100]
    assert row[100] == 0
    assert len({int(row[100 + step]) for step in range(-7, 8)}) == 15
    assert row[0] == row[5]
    assert set(row.tolist()) <= set(range(32))


def test_trimming_leaves_the_states_of_kept_pieces_as_they_were(base):
    whole = load_base(base, kept=list(range(len(VOCABULARY))), dropout=0.0).eval()
    kept = [number for number, piece in enumerate(VOCABULARY) if piece != "slow"]
    trimmed = load_base(base, kept=kept, dropout=0.0).eval()
    for part in ("tags", "polarities", "tone", "intents"):
        getattr(trimmed, part).load_state_dict(getattr(whole, part).state_dict())
    words = ["[CLS]", "we", "use", "it", "[SEP]"]
    old = torch.tensor([[VOCABULARY.index(word) for word in words]])
    new = torch.tensor([[kept.index(VOCABULARY.index(word)) for word in words]])
    mask = torch.ones_like(old)
    for one, other in zip(whole(old, mask), trimmed(new, mask), strict=True):
        assert torch.allclose(one, other, atol=1e-5)


def test_filling_up_a_sentence_changes_nothing_that_is_said_of_it(trained):
    numbers = torch.tensor([[2, 8, 9, 3]])
    filled = torch.tensor([[2, 8, 9, 3, 0, 0]])
    mask = torch.tensor([[1, 1, 1, 1, 0, 0]])
    with torch.no_grad():
        alone = trained(numbers, torch.ones_like(numbers))
        among = trained(filled, mask)
    assert torch.allclose(alone[0], among[0][:, :4], atol=1e-5)
    assert torch.allclose(alone[2], among[2], atol=1e-5)


def test_sentences_without_labels_move_nothing(bench):
    bare = Labelled(
        numbers=[2, 8, 3],
        tags=[UNKNOWN] * 3,
        polarities=[UNKNOWN] * 3,
        allowed=[True] * 4,
        intents=None,
        tags_weight=1.0,
        polarity_weight=1.0,
    )
    outputs = (torch.randn(1, 3, 3), torch.randn(1, 3, 4), torch.randn(1, 6))
    assert float(loss_of(outputs, collate([bare]), bench.settings.rates)) == 0.0


def test_a_polarity_that_labellers_did_not_know_is_not_learnt_to_be_wrong(bench):
    one = Labelled(
        numbers=[2, 8, 3],
        tags=[UNKNOWN] * 3,
        polarities=[UNKNOWN, 0, UNKNOWN],
        allowed=[True, True, False, False],
        intents=None,
        tags_weight=1.0,
        polarity_weight=1.0,
    )
    neutral = torch.tensor([[[0.0, 0, 0, 0], [5.0, 0, 50.0, 0], [0.0, 0, 0, 0]]])
    outputs = (torch.zeros(1, 3, 3), neutral, torch.zeros(1, 6))
    assert float(loss_of(outputs, collate([one]), bench.settings.rates)) < 0.01


def test_a_student_that_says_the_same_has_nothing_to_learn():
    logits, mask = torch.randn(2, 4, 3), torch.ones(2, 4)
    assert float(divergence(logits, logits, mask, temperature=2.0)) == pytest.approx(0.0, abs=1e-6)
    assert float(divergence(logits, -logits, mask, temperature=2.0)) > 0.0


def test_a_recipe_without_its_data_ends_with_a_word(tmp_path, capsys):
    (tmp_path / "nlp" / "mams").mkdir(parents=True)
    assert encoder.main(["--data", str(tmp_path), "--out", str(tmp_path / "out")]) == 2
    assert f"no nlp/nltk_opinion, nlp/ud_english_ewt in {tmp_path}" in capsys.readouterr().err


@pytest.fixture
def open_sets(tmp_path):
    """The folders of the open sets with a few sentences of our own making in each."""
    nlp = tmp_path / "data" / "nlp"
    files = {
        "nltk_opinion/product_reviews_1/made.txt": "search[+2]##the search is great\n",
        "nltk_opinion/pros_cons/IntegratedPros.txt": "<Pros>great search</Pros>\n",
        "nltk_opinion/pros_cons/IntegratedCons.txt": "<Cons>slow sync</Cons>\n",
        "mams/MAMS-ATSA-train.xml": "<sentences><sentence><text>the price was bad</text><aspectTerms><aspectTerm "
        'term="price" polarity="negative" from="4" to="9"/></aspectTerms></sentence></sentences>',
    }
    for name, text in files.items():
        (nlp / name).parent.mkdir(parents=True, exist_ok=True)
        (nlp / name).write_text(text, encoding="latin-1")
    (nlp / "ud_english_ewt").mkdir()
    with gzip.open(nlp / "ud_english_ewt" / TRAIN_FILE, "wt", encoding="utf-8") as file:
        file.write("# newdoc id = reviews-1\n# text = we use it\n")
    return tmp_path / "data"


def test_the_whole_recipe_makes_weights_and_a_card_that_the_product_reads(
    bench, base, open_sets, tmp_path, monkeypatch
):
    monkeypatch.setattr(
        encoder, "own_examples", lambda *_, source="own", **__: [*map(partial(of, source), own())]
    )
    names = bench.settings.teacher.sets.keys() | {"ewt", "mams", "hu_liu", "pros_cons"}
    sets = {name: SetUse(shares=(1.0,), tags=1.0, polarity=1.0) for name in sorted(names)}
    settings = replace(
        bench.settings,
        teacher=replace(bench.settings.teacher, sets=sets),
        quality=replace(
            bench.settings.quality, epochs=1, sets={name: sets[name] for name in ("mams", "hu_liu")}
        ),
        fast=replace(bench.settings.fast, epochs=1),
    )
    out = tmp_path / "out"
    encoder.make(settings, open_sets, out, cache=base, fast=True)
    assert sorted(file.name for file in out.iterdir()) == [
        "card.json", "fast.onnx", "pieces.onnx", "quality.onnx", "vocab.txt",
    ]  # fmt: skip
    for tier in ("quality", "fast"):
        (said,) = Reader(read_card(tier, folder=out)).encode(["the sync is broken"])
        assert said.tags.shape == (4, 3)
    assert not list((base.parent / "training").glob("*.pt"))


def of(source, example):
    return replace(example, source=source)
