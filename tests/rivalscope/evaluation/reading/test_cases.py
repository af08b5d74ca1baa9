from rivalscope.evaluation.reading.cases import EXHAUSTIVE, Answer, Case, draw

CASES = [Case(text=f"sentence {number}") for number in range(40)]


def test_a_draw_is_always_the_same_and_keeps_the_order(monkeypatch):
    monkeypatch.delenv(EXHAUSTIVE, raising=False)
    drawn = draw(CASES, 7)
    assert len(drawn) == 7
    assert drawn == draw(list(reversed(CASES)), 7)[::-1]
    assert [CASES.index(case) for case in drawn] == sorted(CASES.index(case) for case in drawn)


def test_all_are_drawn_when_all_are_wanted(monkeypatch):
    monkeypatch.setenv(EXHAUSTIVE, "1")
    assert draw(CASES, 7) == CASES


def test_an_intent_is_said_from_one_half():
    assert Answer(sureness={"problem": 0.5, "churn": 0.49}).intents == {"problem"}
