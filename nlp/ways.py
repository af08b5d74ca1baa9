"""How far a move to another product has come: made, announced, or merely thought of."""

import re

from spacy.tokens import Doc, Span, Token

from rivalscope.domain.reading import Relation

UNMADE = re.compile(
    r"\b(?:consider\w*|think\w* (?:of|about)|thought about|look\w* (?:at|into|to|for)|plan\w* (?:to|on)|about to|might|may|could|would"
    r"|want(?:s|ed)? to|going to|gonna|will|'ll|tempted|tempting|evaluat\w+|if|unless|debating|contemplat\w+|ready to|need to"
    r"|hesita\w+|should|recommend\w*|suggest\w*|trial(?:l)?ing|deciding|decide between|torn)\b"
)
THREATENING = re.compile(
    r"\b(?:will|'ll|going to|gonna|about to|ready to|plan\w* (?:to|on)|want(?:s|ed)? to|need to|have to|if|unless)\b"
)
"""Words of a move that is announced, or that comes if nothing changes; other unmade moves are only thought of."""
WEIGHED = re.compile(
    r"\b(?:consider\w*|think\w*|thought|look\w*|might|may|could|tempted|evaluat\w+|debating|contemplat\w+|whether|hesita\w+|should"
    r"|recommend\w*|suggest\w*|trial\w*|deciding|torn|alternative\w*)\b"
)


def find_lead(doc: Doc, verb: Token, sentence: Span) -> str:
    """Return what stands before the verb in its own part of the sentence, in lower case, single-spaced, ending in a space."""
    start = sentence.start
    for token in doc[sentence.start : verb.i]:
        if token.lower_ in {"but", ";", "so"} or (token.text == "," and verb.i - token.i > 2):
            start = token.i + 1
    return doc[start : verb.i].text.lower().replace("’", "'").strip() + " "


def find_way(doc: Doc, verb: Token, sentence: Span) -> Relation:
    """How far the move of a verb has come: made, else announced or merely thought of."""
    if not _is_unmade(doc, verb, sentence):
        return Relation.SWITCH
    lead = find_lead(doc, verb, sentence)
    whole = sentence.text.lower().replace("’", "'")
    threatens = THREATENING.search(lead) or re.search(r"\b(?:if|unless|until)\b", whole)
    return Relation.THREATENED if threatens and not WEIGHED.search(lead) else Relation.CONSIDERING


def _is_unmade(doc: Doc, verb: Token, sentence: Span) -> bool:
    """Whether the move is a thought, a threat or an advice and not yet made."""
    if (
        verb.tag_ in {"VBD", "VBN"}
        and "would" not in find_lead(doc, verb, sentence)
        and "might" not in find_lead(doc, verb, sentence)
    ):
        return bool(re.search(r"\bif\b", find_lead(doc, verb, sentence)))
    lead = find_lead(doc, verb, sentence)
    decided = re.search(
        r"\b(?:decided|had|chose|managed|forced|made (?:me|us)|glad|happy|pleased) (?:\w+ )?(?:to )?$", lead
    )
    return not decided and bool(UNMADE.search(lead) or (verb.tag_ == "VB" and not lead.strip()))
