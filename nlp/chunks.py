"""Noun phrases and verb-object pairs from Universal Dependencies labels, which spaCy's own iterator does not know."""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from nlp.words import word_set

INNER = frozenset({"compound", "amod", "flat", "nummod", "goeswith", "fixed"})
"""Relations of words that belong to the name of a thing when they stand before its noun."""
GENERAL = word_set(
    "app application apps software product program programme tool service thing things stuff something anything"
    " everything nothing one ones it this that they you we i he she me us them who what which people person user"
    " users guy guys everyone anyone someone nobody company companies team teams developer developers dev devs way"
    " ways lot lots bit time times day days week weeks month months year years hour hours minute minutes second"
    " seconds star stars job work life world place part parts kind sort type point issue issues problem problems bug"
    " bugs error errors fact case reason reasons rest end start beginning fan fans experience review reviews rating"
    " ratings man god lord luck love thanks thank option choice alternative waste money cost use user customer"
    " customers client clients colleague colleagues friend friends family kid kids student students teacher teachers"
    " mr boss husband wife son daughter complaint complaints question questions idea ideas today yesterday tomorrow"
    " morning night moment while number numbers couple deal joke mess nightmare garbage trash crap breeze joy pleasure"
    " pain hassle solution platform platforms system site website alternative alternatives version update updates"
    " all none some any many much more most other others anything plus side downside upside pro pros con cons"
    " improvement improvements competitor competitors competition others purpose purposes need needs suite package"
    " webapp programs products tools apps services softwares device devices phone phones pc computer laptop business"
    " office school class home market industry sense feature features functionality option options function functions"
    " terms studies study bottom top middle center centre edge power world country course instrument instruments"
    " session sessions amount level hand hands word words access sir madam sense everybody anybody nobody"
    " hell shame wonder winner disaster lifesaver godsend gem fun help lack ease trouble difficulty"
)
"""Nouns too general to be a feature: the product itself, people, times, and words of opinion."""
LIGHT = word_set(
    "be have get do make use let want need go come take give seem keep try know think see say feel"
)


def find_noun_chunks(doc: Doc) -> Iterator[Span]:
    """Names of things: a noun with the nouns and describing words before it, without determiners."""
    for token in doc:
        if token.pos_ in {"NOUN", "PROPN"} and token.dep_ not in INNER:
            yield doc[_left_edge(token) : token.i + 1]


def _left_edge(noun: Token) -> int:
    edge: int = noun.i
    for child in sorted(noun.lefts, key=lambda child: -child.i):
        if child.dep_ not in INNER or child.right_edge.i + 1 != edge:
            break
        edge = child.left_edge.i
    return edge


def find_actions(doc: Doc) -> Iterator[Span]:
    """Things one does with a product: a verb with its object, `export PDF`, `share your screen`."""
    for token in doc:
        if token.pos_ != "VERB" or token.lemma_.lower() in LIGHT:
            continue
        thing = next(
            (child for child in token.rights if child.dep_ == "obj" and child.pos_ in {"NOUN", "PROPN"}), None
        )
        if thing is not None and thing.i - token.i <= 4:
            yield doc[token.i : thing.i + 1]


def is_content(token: Token) -> bool:
    """Whether the noun says more than `app` or `thing`."""
    return (
        token.pos_ in {"NOUN", "PROPN"}
        and any(letter.isalpha() for letter in token.text)
        and len(token.text) > 1
        and token.lower_ not in GENERAL
        and token.lemma_.lower() not in GENERAL
    )
