import pytest

from nlp.confirm import build_judge, confirm
from rivalscope.domain.candidate import MentionPlace
from rivalscope.domain.settings import Tier
from rivalscope.errors import ModelError


def place(number, text, phrase):
    start = text.index(phrase)
    return MentionPlace(
        mention=number, product="ours", text=text, start=start, end=start + len(phrase), evidence=number
    )


@pytest.fixture(scope="module")
def judge():
    return build_judge(())


def test_the_encoder_confirms_a_feature_and_not_a_figure_of_speech(judge):
    long = "I have nothing to say about this and that. " * 12
    places = [
        place(1, "The screen sharing keeps freezing.", "screen sharing"),
        place(2, "In my book this is a joke.", "book"),
        place(3, f"{long}The screen sharing keeps freezing.", "screen sharing"),
    ]
    assert confirm(judge, places) == {1: True, 2: False, 3: True}


def test_words_of_another_language_are_not_judged(judge):
    text = "Die Bildschirmfreigabe funktioniert leider nicht, und der Kundendienst antwortet nie auf Fragen."
    assert confirm(judge, [place(1, text, "Bildschirmfreigabe")]) == {}


def test_without_an_encoder_the_reason_is_named(monkeypatch):
    monkeypatch.setattr("nlp.confirm.find_objection", lambda tier: f"{tier.value} lacks onnxruntime")
    with pytest.raises(ModelError, match="fast lacks onnxruntime"):
        build_judge((), tier=Tier.LITE)
