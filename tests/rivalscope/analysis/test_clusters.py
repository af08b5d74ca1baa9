from rivalscope.analysis.clusters import cluster


def leader_of(words, found):
    return next(leader for leader, members in found.items() if words in members)


def test_order_and_blanks_make_no_difference():
    weights = {("export", "pdf"): 5.0, ("pdf", "export"): 2.0, ("dark", "mode"): 4.0, ("darkmode",): 1.0}
    found = cluster(weights)
    assert found == {
        ("export", "pdf"): [("export", "pdf"), ("pdf", "export")],
        ("dark", "mode"): [("dark", "mode"), ("darkmode",)],
    }


def test_a_longer_phrase_joins_the_one_that_ends_alike():
    found = cluster(
        {("video", "call"): 3.0, ("team", "video", "call"): 1.0, ("video", "call", "quality"): 2.0}
    )
    assert leader_of(("team", "video", "call"), found) == ("video", "call")
    assert leader_of(("video", "call", "quality"), found) == ("video", "call", "quality")


def test_a_rare_slip_joins_the_right_spelling_and_a_common_one_does_not():
    assert len(cluster({("notification",): 9.0, ("notificaton",): 1.0})) == 1
    assert len(cluster({("notification",): 9.0, ("notificaton",): 5.0})) == 2


def test_words_that_only_rhyme_stay_apart():
    assert len(cluster({("light", "mode"): 9.0, ("night", "mode"): 1.0})) == 2


def test_a_repeated_word_is_another_thing():
    assert len(cluster({("picture",): 9.0, ("picture", "picture"): 1.0})) == 2


def test_the_commonest_leads_whatever_the_order_of_the_input():
    weights = {("pdf", "export"): 1.0, ("export", "pdf"): 2.0}
    assert list(cluster(weights)) == list(cluster(dict(reversed(weights.items())))) == [("export", "pdf")]


def test_seeds_lead_even_when_they_stay_alone():
    found = cluster({("mode", "dark"): 9.0}, seeds=[("dark", "mode"), ("chat",)])
    assert found == {("dark", "mode"): [("mode", "dark")], ("chat",): []}
