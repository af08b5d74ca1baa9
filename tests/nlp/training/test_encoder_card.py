import hashlib
import json

from nlp.corpus.reading import Span
from nlp.encoder.card import WEIGHTS, read_card, read_checked
from nlp.evaluation import Figures
from nlp.training.encoder_card import ABOUT, Trained, fingerprint, write_card
from nlp.training.encoder_examples import Example
from nlp.training.encoder_settings import FILE, read_settings


def trained(sha256):
    return Trained(
        sha256=sha256,
        bytes=7,
        thresholds={"churn": 0.3},
        reserve=0.3,
        cpu_seconds=12.4,
        sets={"own": 3},
        figures={"dev": Figures(n=2, scores={"aspect_exact": 0.5})},
    )


def test_the_card_is_what_the_product_reads(tmp_path):
    (tmp_path / "quality.onnx").write_bytes(b"weights")
    (tmp_path / "vocab.txt").write_bytes(b"[PAD]\n")
    write_card(
        tmp_path,
        read_settings(),
        data={"own": "00"},
        shared={"vocab.txt": hashlib.sha256(b"[PAD]\n").hexdigest()},
        vocabulary=1,
        tiers={"quality": trained(hashlib.sha256(b"weights").hexdigest())},
        software={"torch": "2"},
        teacher_seconds=7.2,
    )
    card = read_card("quality", folder=tmp_path)
    assert read_checked(card, "quality.onnx") == b"weights"
    assert read_checked(card, "vocab.txt") == b"[PAD]\n"
    assert (card.thresholds["churn"], card.thresholds["praise"]) == (0.3, 0.5)
    document = json.loads((tmp_path / "card.json").read_text(encoding="utf-8"))
    assert document["settings_sha256"] == hashlib.sha256(FILE.read_bytes()).hexdigest()
    assert document["tiers"]["quality"]["figures"]["dev"] == {"n": 2, "aspect_exact": 0.5}
    assert document["data"]["own"]["licence"] == "CC BY 4.0"


def test_a_changed_label_changes_the_fingerprint():
    def sentence(polarity):
        return Example(text="sync", spans=(Span(start=0, end=4, polarity=polarity),), source="own")

    assert fingerprint([sentence("positive")]) == fingerprint([sentence("positive")])
    assert fingerprint([sentence("positive")]) != fingerprint([sentence("negative")])


def test_of_every_set_of_the_recipe_the_card_can_say_what_it_is():
    assert {*read_settings().teacher.sets, *read_settings().quality.sets, "unlabelled"} <= ABOUT.keys()


def test_every_set_of_the_recipe_is_used_in_every_epoch_that_there_is():
    settings = read_settings()
    assert len({len(use.shares) for use in settings.teacher.sets.values()}) == 1
    for course in (settings.quality, settings.fast):
        assert {len(use.shares) for use in course.sets.values()} == {course.epochs}
    assert all(0 <= share <= 1 for use in settings.teacher.sets.values() for share in use.shares)


def test_the_weights_that_ship_are_those_of_the_card_made_by_this_recipe():
    document = json.loads((WEIGHTS / "card.json").read_text(encoding="utf-8"))
    for name, sha256 in document["files"].items():
        assert hashlib.sha256((WEIGHTS / name).read_bytes()).hexdigest() == sha256
    assert document["settings_sha256"] == hashlib.sha256(FILE.read_bytes()).hexdigest()
