"""What each sentence is for: a request, a problem, praise, a question, or plain information."""

import re
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Span

from nlp.findings import add, findings
from rivalscope.domain.reading import Intent, IntentLabel

QUESTION = re.compile(
    r"^(?:(?:so|and|but|also|hi|hello|hey|ok|just|please)[, ]+)?(?:how (?:do|can|to|does|is|come|many|much|long|often)"
    r"|what (?:is|are|do|does|happened|about|if)|why (?:is|are|do|does|can|did|won't|isn't|not|would|have|has)"
    r"|where (?:is|are|do|can|did)|when (?:will|is|are|can|do)|who (?:is|can|do)|which |is (?:there|it|this|anyone|the)"
    r"|are (?:there|you)|can (?:i|you|we|anyone|someone|it|somebody)|could (?:you|i|we|anyone)|do(?:es)? (?:it|this|you|anyone|the|i)"
    r"|did (?:you|anyone)|has anyone|have you|will (?:it|you|there|this)|would (?:it|you)|any (?:way|idea|plans?|chance|news|update)"
    r"|anyone (?:know|else|have))\b"
)
"""Openings of questions, for the many that end without a question mark."""
ASKS_HELP = re.compile(
    r"\b(?:how (?:do|can) (?:i|we|you)|anyone know|any idea|does anyone|is there (?:a|any) way|can (?:someone|anyone))\b"
)
REQUEST_STRONG = re.compile(
    r"\b(?:please|pls|plz) (?:\w+ ){0,2}?(?:add|bring|allow|let|include|implement|support|provide|enable|introduce|consider|make|improve|give|increase|reduce|remove|change|put)\b"
    r"|\bfeature request\b|\b(?:wish|would be (?:\w+ )?(?:nice|great|good|helpful|awesome|useful|cool|better|perfect|amazing|handy|lovely) (?:\w+ )?(?:if|to|with))\b"
    r"|\b(?:i|we)(?: would|'d) (?:really |also )?(?:love|like|appreciate)\b|\bwould love (?:to see|it if|if|a|an|the)\b"
    r"|\b(?:could|can|would|will) (?:you|u) (?:guys )?(?:please )?(?:add|bring|make|allow|include|implement|support|give|provide)\b"
    r"|\b(?:i|we)(?: really| do| still| also)? miss (?:the|some|having|being|seeing|my|this|that|an?)\b|\bthing i(?:'m| am)? miss(?:ing)?\b"
    r"|\b(?:5|five) stars? if\b|\bbring (?:it|that|them|this|the [a-z ]{1,25}) back\b|\bshould ?(?:\w+ )?add\b|\bat least (?:make|add|give|let)\b"
    r"|\bsuggest(?:ion|ions)?\b|\blooking forward to\b|\bif only\b|\b(?:i|we) hope\b.{0,30}\b(?:add|bring|support|include|implement|make|improve)\b"
)
ORDER = re.compile(
    r"^(?:(?:just|also|kindly|pls|plz|please|and|now|so)[, ]+)*(?:add|give (?:us|me|an?|the|option)|bring back|allow|include|provide|improve"
    r"|implement|let (?:us|me|users)|make (?:it|the|this|an?)|enable|introduce)\b"
)
REQUEST_WEAK = re.compile(
    r"\bshould (?:\w+ )?(?:have|be|add|allow|let|support|offer|include|make|provide)\b"
    r"|(?:^|\b(?:it|app|this|they|you|still|just|also|but|and|really|definitely|product|software|tool|[a-z]+ing) )needs? (?:a|an|some)\b|\bneeds? (?:more|better|to (?:be|have|add|allow|support|let|improve|fix|get|work|make))\b|\b(?:does(?:n\'t| not)|do(?:n\'t| not)) (?:even )?(?:support|allow|offer|include)\b"
    r"|\b(?:missing|lacks?|lacking)\b|\b(?:there is|there's|has|have|with) no (?:way|option|support)\b|\bno (?:way|option|ability) to\b"
    r"|\bcould (?:be|use|do with)\b|\bwould be (?:nice|great|good|helpful|awesome|useful|better)\b|\bhope\b|\bwaiting for\b|\bwant (?:a|an|the|to see|to be able)\b"
    r"|\bwould have been (?:nice|great|better)\b|\b(?:bring|give) (?:us )?back\b|\bmust have (?:a|an)\b"
)
FIX = re.compile(
    r"\b(?:please|pls|plz) (?:\w+ ){0,2}?(?:fix|solve|resolve|sort|check|look into|correct|restore|update|stop|help)\b|^fix\b|\bneeds? (?:to be )?fix(?:ed|ing)?\b"
)
PROBLEM_STRONG = re.compile(
    r"\b(?:crash(?:es|ed|ing)?|freez(?:e|es|ing)|froze|frozen|glitch(?:es|y|ing)?|bugs?|buggy|error|errors|broken"
    r"|stopped working|stops working|no longer works?|keeps? (?:\w+ )?(?:crash|freez|log|disconnect|drop|buffer|say|show|ask|kick|stop|fail|los)\w*"
    r"|lag(?:s|gy|ging)?|stuck|hangs?|won't (?:\w+ )?(?:open|load|start|connect|work|let|play|sync|install|download|update)"
    r"|(?:doesn't|does not|don't|do not|didn't|isn't|is not|not|never|wont|doesnt|dont|isnt) (?:\w+ )?(?:work|working|open|opening|load|loading|sync|syncing|connect|connecting|respond|responding|save|saving|play|playing|install|installing|show up|showing|start|update|updating|recogni[sz]e|let me|function)"
    r"|(?:can't|cannot|can not|cant|couldn't|unable to|not able to) (?:even )?(?:\w+ ){0,1}?(?:open|log|login|sign|access|use|connect|join|hear|see|find|play|save|load|install|download|update|export|send|share|upload|get|change|delete|print|edit|add|import|receive|make|do|start|pay|reset|scroll|view|enter|create|cancel|turn)"
    r"|fail(?:s|ed|ing|ure)?(?: to)?|disappear(?:s|ed|ing)?|disconnect(?:s|ed|ing)?|lost (?:all|my|our|everything)|logs? me out|logged me out|kick(?:s|ed) me out|charged (?:me )?twice)\b"
)
CONDITIONAL_ONLY = re.compile(
    r"\b(?:no|without|never|zero|not a single|fixed|solved|any|resolved) (?:\w+ )?(?:crash|freez|glitch|bug|error|lag|fail|issue|problem)\w*"
)
WORTH_PRAISE = 0.35
"""Praise in a sentence below which it is not for praising."""
WORTH_PROBLEM = -0.4
LEAST = 0.3
SAID = 0.5
"""Confidence from which a label counts as said."""


def find_intents(doc: Doc) -> tuple[Intent, ...]:
    """Return the intents of the text, each label at the sentence that carries it best."""
    return strongest(
        Intent(label=label, confidence=confidence, start=sentence.start_char, end=sentence.end_char)
        for sentence in doc.sents
        for label, confidence in judge_sentence(doc, sentence).items()
    )


def strongest(intents: Iterable[Intent]) -> tuple[Intent, ...]:
    """Return each label once, where it is surest, the surest first; information only where nothing else is said."""
    best: dict[IntentLabel, Intent] = {}
    for intent in intents:
        if intent.label not in best or best[intent.label].confidence < intent.confidence:
            best[intent.label] = intent
    if any(
        intent.confidence >= SAID for intent in best.values() if intent.label is not IntentLabel.INFORMATION
    ):
        best.pop(IntentLabel.INFORMATION, None)
    return tuple(sorted(best.values(), key=lambda intent: (-intent.confidence, intent.label)))


def judge_sentence(doc: Doc, sentence: Span) -> dict[IntentLabel, float]:
    """Labels of one sentence with confidences.

    A strong cue gives 0.85, a weak one 0.6; opinions give `0.45 + 0.4 * |score|`, at most 0.9, where the score
    is the sentence's mean praise or blame. A sentence with no cue and at least three words is information, 0.5.
    """
    labels = find_cues(sentence.text)
    for label, confidence in _opinions(doc, sentence):
        labels[label] = max(labels.get(label, 0.0), confidence)
    if IntentLabel.REQUEST in labels and labels[IntentLabel.REQUEST] >= 0.8:
        labels.pop(IntentLabel.QUESTION, None)
    if not labels and sum(token.is_alpha for token in sentence) >= 3:
        labels[IntentLabel.INFORMATION] = 0.5
    return {label: round(confidence, 2) for label, confidence in labels.items() if confidence >= LEAST}


def find_cues(sentence: str) -> dict[IntentLabel, float]:
    """Labels that the words of a sentence alone give, with confidences."""
    words = " ".join(sentence.lower().replace("’", "'").split())
    labels: dict[IntentLabel, float] = {}
    for label, confidence in _cues(words):
        labels[label] = max(labels.get(label, 0.0), confidence)
    return labels


def _cues(words: str) -> Iterator[tuple[IntentLabel, float]]:
    if words.endswith("?") or words.rstrip("!. ").endswith("?"):
        yield IntentLabel.QUESTION, 0.85
    elif QUESTION.match(words) and not words.endswith("!"):
        yield IntentLabel.QUESTION, 0.65
    if ASKS_HELP.search(words):
        yield IntentLabel.QUESTION, 0.8
    if REQUEST_STRONG.search(words):
        yield IntentLabel.REQUEST, 0.85
    elif ORDER.search(words):
        yield IntentLabel.REQUEST, 0.75
    elif REQUEST_WEAK.search(words):
        yield IntentLabel.REQUEST, 0.6
    if FIX.search(words):
        yield IntentLabel.REQUEST, 0.55
        yield IntentLabel.PROBLEM, 0.75
    if PROBLEM_STRONG.search(words) and not CONDITIONAL_ONLY.search(words):
        yield IntentLabel.PROBLEM, 0.85


def _opinions(doc: Doc, sentence: Span) -> Iterator[tuple[IntentLabel, float]]:
    """Yield what the opinions of the sentence make of it."""
    scores = [one.score for one in findings(doc).opinions if sentence.start <= one.start < sentence.end]
    praise = [score for score in scores if score > 0]
    blame = [score for score in scores if score < 0]
    if praise and max(praise) >= WORTH_PRAISE:
        share = sum(praise) / (sum(praise) - sum(blame))
        if share >= 0.3:
            yield IntentLabel.PRAISE, min(0.9, 0.45 + 0.4 * max(praise) * share)
    if blame and min(blame) <= WORTH_PROBLEM:
        share = sum(blame) / (sum(blame) - sum(praise))
        if share >= 0.3:
            yield IntentLabel.PROBLEM, min(0.9, 0.4 + 0.4 * -min(blame) * share)


def mark_intents(doc: Doc) -> Doc:
    """Write the intents."""
    return add(doc, intents=find_intents(doc))
