"""The language of a text, from its script and its most frequent words."""

import re
import unicodedata
from collections import Counter
from functools import cache
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from itertools import islice
from pathlib import Path

from nlp.lexicon.load import load_lexicon
from nlp.words import word_set
from rivalscope.errors import ModelError

LATIN = ("en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "pl", "tr", "id", "ro", "cs", "fi", "hu")
"""Languages told apart by their stop words."""
SCRIPTS = {
    "HANGUL": "ko",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "CJK": "zh",
    "THAI": "th",
    "GREEK": "el",
    "HEBREW": "he",
    "ARABIC": "ar",
    "DEVANAGARI": "hi",
    "BENGALI": "bn",
    "TAMIL": "ta",
    "TELUGU": "te",
    "CYRILLIC": "ru",
}
"""Languages told by their script; a script that several share is named by the one most written."""
UKRAINIAN = frozenset("іїєґ")
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
SAMPLE = 4000
"""Characters that are looked at: more of a text does not change the answer."""
LEAST_SHARE = 0.12
"""Least share of words of a text that its language's list must know."""
OPINION_WEIGHT = 0.5
"""Weight in the English profile of a word of our lexicon."""
LEAD = 1.25
"""How many times the runner-up's score the winner needs."""

# Words of English reviews by which a text of one or two words can be told.
REVIEW_ENGLISH = word_set(
    "good great bad nice best worst love like awesome excellent amazing useful easy works work working please slow"
    " fast crashes perfect poor terrible helpful free use using used friendly price expensive cheap customer need"
    " needs want better worse money waste recommend quality thanks thank wow love it's i'm i've don't doesn't can't"
    " won't isn't didn't couldn't wouldn't dont doesnt cant wont isnt unable via lacks missing"
)
LOANS = word_set(
    "app apps update updates bug bugs fix crash support service login meeting chat screen feedback"
)
"""English words that reviews in other languages use as well."""
LOAN_WEIGHT = 0.2


@cache
def _profiles() -> dict[str, dict[str, float]]:
    """Weights of words by language: a stop word that several languages share counts for less."""
    lists = {code: _stop_words(code) for code in LATIN}
    shared = Counter(word for words in lists.values() for word in words)
    profiles = {code: {word: 1 / shared[word] for word in words} for code, words in lists.items()}
    opinions = {
        word: OPINION_WEIGHT
        for word, entry in load_lexicon().words.items()
        if abs(entry.weight) >= OPINION_WEIGHT
    }
    profiles["en"] = (
        opinions | profiles["en"] | dict.fromkeys(REVIEW_ENGLISH, 1.0) | dict.fromkeys(LOANS, LOAN_WEIGHT)
    )
    return profiles


def _stop_words(code: str) -> set[str]:
    """Return spaCy's stop words of a language without its package, whose tokenizer rules take seconds to compile."""
    package = find_spec(f"spacy.lang.{code}")
    file = Path(package.origin or "").with_name("stop_words.py") if package else Path()
    spec = spec_from_file_location(f"spacy.lang.{code}.stop_words", file)
    if spec is None or spec.loader is None:
        raise ModelError(f"spaCy has no stop words of {code!r} at {file}: install spaCy 3.8 again")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return set(module.STOP_WORDS)


def detect_language(text: str) -> str | None:
    """ISO 639-1 code of the language, or None when the text is too short or too mixed to tell."""
    sample = text[:SAMPLE]
    scripts = _scripts(sample)
    if not scripts:
        return None
    script, letters = scripts.most_common(1)[0]
    if script == "LATIN":
        return _latin(sample.lower().replace("’", "'"))
    if letters < 0.6 * scripts.total() and not {"HIRAGANA", "KATAKANA"} & set(scripts):
        return None
    if script == "CJK" and scripts["HIRAGANA"] + scripts["KATAKANA"]:
        return "ja"
    if script == "CYRILLIC" and UKRAINIAN & set(sample.lower()):
        return "uk"
    return SCRIPTS.get(script)


def _scripts(sample: str) -> Counter[str]:
    """Letters of each script; of a text in ASCII, whose letters can have but one, the first is enough."""
    letters = filter(str.isalpha, sample)
    return Counter(map(_script, islice(letters, 1) if sample.isascii() else letters))


@cache
def _script(letter: str) -> str:
    """First word of the letter's Unicode name, which is its script."""
    return unicodedata.name(letter, "OTHER").split(" ", 1)[0]


def _latin(text: str) -> str | None:
    """Return the language whose list knows most of the words, clearly before the next.

    Any but English, the language that is read, must show two of its words.
    """
    words = WORD.findall(text)
    scores: list[tuple[float, str]] = []
    for code, profile in _profiles().items():
        weights = [profile[word] for word in words if word in profile]
        if len(weights) >= (1 if code == "en" else 2):
            scores.append((sum(weights) / len(words), code))
    scores.sort(reverse=True)
    if not scores or scores[0][0] < LEAST_SHARE or (len(scores) > 1 and scores[0][0] < LEAD * scores[1][0]):
        return None
    return scores[0][1]
