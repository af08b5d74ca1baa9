from nlp.masked import listed, mask


def masked(nlp, text):
    doc = nlp(text)
    found = mask(doc, next(doc.sents))
    return found.words, [side.name for side in found.sides]


def test_products_are_masked_by_their_number(nlp):
    assert masked(nlp, "We like Zoom, Webex’s sound less.") == (
        "we like §0, §1's sound less.",
        ["Zoom", "Webex"],
    )


def test_what_was_used_without_a_name_is_masked_too(nlp):
    assert masked(nlp, "we went back to our old system") == ("we went back to §0", ["our old system"])


def test_a_sentence_without_products_has_no_sides(nlp):
    assert masked(nlp, "It is  SLOW.") == ("it is slow.", [])


def test_products_in_a_list_go_together():
    assert listed("§0, §1 or §2 next", 2, "§0") == ["§0", "§1", "§2"]
    assert listed("§0 beats §1", 2, "§0") == ["§0"]
