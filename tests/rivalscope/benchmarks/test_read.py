from rivalscope.benchmarks.read import SPACY, Speed, corpus_texts, measure_one, readers, render


def test_what_cannot_be_measured_is_told_with_its_mend():
    usable, objections = readers()
    assert {"lite", SPACY} <= set(usable)
    assert all("install" in objection for objection in objections)


def test_words_are_counted_over_the_texts_and_time_is_the_processors():
    speed = measure_one("lite", ["The search is slow."] * 3)
    assert (speed.texts, speed.words) == (3, 12)
    assert speed.cpu > 0
    assert speed.rate == speed.words / speed.cpu


def test_the_corpus_gives_whole_reviews():
    texts = corpus_texts()
    assert len(texts) > 300
    assert all(text.strip() for text in texts)


def test_the_table_has_a_line_a_reader():
    one = Speed(who="lite", texts=1, words=100, cpu=0.5, wall=1.0, memory=200.0)
    assert render([one]).splitlines()[1].split() == ["lite", "100", "0.50", "200", "200"]
