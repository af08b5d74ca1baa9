import json

from nlp.evaluation import Figures
from nlp.training.card import hash_folder, write_card


def test_the_hash_follows_the_weights_and_not_the_card(tmp_path):
    (tmp_path / "parser").mkdir()
    (tmp_path / "parser" / "model").write_bytes(b"weights")
    before = hash_folder(tmp_path)
    figures = Figures(n=3, scores={"dep_las": 0.5})
    write_card(tmp_path, corpus={"train": tmp_path / "parser" / "model"}, clean=figures, rough=figures)
    assert hash_folder(tmp_path) == before
    (tmp_path / "parser" / "model").write_bytes(b"other weights")
    assert hash_folder(tmp_path) != before


def test_the_card_states_figures_hash_and_licence(tmp_path):
    (tmp_path / "model").write_bytes(b"weights")
    clean = Figures(n=3, scores={"dep_las": 0.789})
    rough = Figures(n=3, scores={"dep_las": 0.7})
    write_card(tmp_path, corpus={"train": tmp_path / "model"}, clean=clean, rough=rough)
    card = json.loads((tmp_path / "card.json").read_text(encoding="utf-8"))
    assert card["weights_sha256"] == hash_folder(tmp_path)
    text = (tmp_path / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert "| dep_las | 78.9 | 70.0 |" in text
    assert "CC BY-SA 4.0" in text
