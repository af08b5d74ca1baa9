"""Clauses and contrasts: which tokens of a sentence speak together, and where it turns."""

from spacy.tokens import Doc, Span, Token

TURNS = frozenset(
    {"but", "however", "although", "though", "except", "whereas", "nevertheless", "nonetheless", "yet"}
)
"""Words after which a sentence says something else than before."""
SUBORDINATE = frozenset({"advcl", "parataxis", "ccomp", "acl:relcl", "csubj", "csubj:pass", "advcl:relcl"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj", "expl"})
BREAKS = frozenset({";", "—", "–", "--", "-", "/", "•", "*", "|"})


def find_clauses(doc: Doc) -> list[int]:
    """Return for each token the position of the head of its clause, the nearest word upwards that heads one."""
    heads: dict[int, int] = {}
    for token in doc:
        path: list[int] = []
        word = token
        while word.i not in heads:
            if word.head.i == word.i or _heads_clause(word):
                heads[word.i] = word.i
                break
            path.append(word.i)
            word = word.head
        heads.update(dict.fromkeys(path, heads[word.i]))
    return [heads[place] for place in range(len(doc))]


def _heads_clause(token: Token) -> bool:
    return token.dep_ in SUBORDINATE or (token.dep_ == "conj" and _own_clause(token))


def _own_clause(token: Token) -> bool:
    """Whether a conjunct is a clause: it has a subject, or is a verb beside a verb with another object."""
    children = {child.dep_ for child in token.children}
    return bool(children & SUBJECTS) or (token.pos_ in {"VERB", "AUX"} and token.head.pos_ in {"VERB", "AUX"})


def find_segments(doc: Doc) -> list[int]:
    """For each token the number of its segment: sentences, cut again where they turn (`but`, a dash, `;`)."""
    segments = [0] * len(doc)
    number = 0
    for sentence in doc.sents:
        number += 1
        for token in sentence:
            if token.i > sentence.start and is_turn(token, sentence):
                number += 1
            segments[token.i] = number
    return segments


def is_turn(token: Token, sentence: Span) -> bool:
    """Whether the sentence turns at the token. A final `though` or `yet` does not turn anything."""
    if token.lower_ in TURNS:
        last = token.i + 1 >= sentence.end or (token.nbor().is_punct and token.i + 2 >= sentence.end)
        return not last and not (token.lower_ == "yet" and token.pos_ == "ADV")
    if token.text in BREAKS and token.i > sentence.start:
        return bool(token.nbor(-1).whitespace_) or token.text == ";"
    return False


def is_splice(token: Token, sentence: Span) -> bool:
    """Whether a new sentence begins after a comma, as in `please add filters, the list is too long`."""
    if token.text != "," or token.i + 1 >= sentence.end:
        return False
    word = token.nbor()
    while word.dep_ != "parataxis" and word.head.i > token.i and word.head.i != word.i:
        word = word.head
    return word.dep_ == "parataxis"
