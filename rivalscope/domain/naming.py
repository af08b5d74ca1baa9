"""Names made comparable: the key under which two spellings of a feature or plan are the same."""

import re
import unicodedata

_SEPARATORS = re.compile(r"[^\w+#&]+|_+")
_APART = re.compile(r"[\W_]+")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z][a-z])")


def key(name: str) -> str:
    """Return the matching key of a name: NFKC, case folded, format characters and punctuation out, words singular.

    `Cloud Recordings`, `cloud-recording` and `cloudRecording` share one key. Only a plain plural `s` is dropped, and
    never from words of three letters or from `-ss`, `-us`, `-is` (SMS, access, status, analysis).
    """
    spelled = _CAMEL.sub(" ", unicodedata.normalize("NFKC", name))
    visible = "".join(c for c in spelled if unicodedata.category(c) != "Cf")
    words = _SEPARATORS.sub(" ", visible.casefold()).split()
    return " ".join(_singular(word) for word in words)


def _singular(word: str) -> str:
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def one_word(name: str) -> str:
    """Return what two ways of writing a product's name share: `You Track`, `YouTrack` and `you-track` are one."""
    return _APART.sub("", unicodedata.normalize("NFKC", name).casefold())


def slug(name: str) -> str:
    """Return a name as lower-case ASCII letters, digits and hyphens; empty when nothing is left."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-")
