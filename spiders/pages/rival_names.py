"""Names of rivals: which words name another product, and which the page's own."""

import re
from urllib.parse import urlsplit

_AFFIX = 4
"""Letters of a name that is known by the begin of the host."""
_BEFORE = re.compile(r"^(?:get|try|use|with|join|go|my|the|hey|meet)")
"""Words that hosts set before a name: `getacme.com`."""
_LEAD = frozenset(
    ("the", "a", "an", "best", "top", "free", "open", "source", "open-source", "leading", "modern", "better", "simple", "simpler",
     "cheaper", "affordable", "powerful", "great", "good", "looking", "for", "your", "our", "my", "is", "compare", "comparing",
     "comparison", "why", "how", "does", "paid", "self-hosted", "european", "secure", "popular", "and", "of", "see", "read",
     "meet", "try", "favorite", "number", "one", "#1", "affordable", "smart", "smarter")
)  # fmt: skip
TAIL = frozenset(
    ("comparison", "compared", "comparisons", "pricing", "features", "which", "what", "review", "reviews", "in", "for", "the", "is",
     "who", "how", "guide", "alternatives", "alternative", "and", "side", "by", "head", "to", "differences", "explained")
)  # fmt: skip
_GENERIC = re.compile(
    r"(?:us|we|them|others?|the others?|other .*|competitors?|the competition|features?|capabilit\w+|plans?|free|basic|starter|pro|plus|team|teams|business"
    r"|enterprise|premium|standard|growth|essentials?|advanced|ultimate|professional|personal|individual|custom|monthly|annual\w*|yearly|price|pricing|overview"
    r"|spreadsheets?|oem|saas|agenc\w+|freelancers?|available|pc|mac|macos|windows|linux|ios|android|web|desktop|mobile|traditional .*|legacy .*|manual .*|diy|in-house|before|after|old|new|yes|no|in-person|in-office|on-premises?|open source|description|details|notes|total|\W*)",
    re.IGNORECASE,
)


def key_of(name: str) -> str:
    """Return what two ways of writing a product's name share."""
    return re.sub(r"[\W_]+", "", name.casefold())


def own_names(url: str, product: str | None) -> frozenset[str]:
    """Return the keys of the names of a page's own product: that which it states, and the label of its host."""
    labels = (urlsplit(url).hostname or "").split(".")
    label = (
        labels[-2]
        if len(labels) >= 2 and len(labels[-2]) > 3
        else labels[-3]
        if len(labels) >= 3
        else labels[0]
    )
    names = {key_of(label)}
    if product:
        names |= {key_of(product), key_of(product.split()[0])} if product.split() else set()
    return frozenset(name for name in names if len(name) >= 2)


def is_own(name: str, own: frozenset[str]) -> bool:
    """Tell whether words name the page's own product: all of them, or the first or last, or what its host begins with."""
    words = name.split()
    whole_and_first = {key_of(name), key_of(words[0])} if words else set()
    return bool(words and key_of(words[-1]) in own) or any(
        key in own
        or any(len(key) >= _AFFIX and (one.startswith(key) or _BEFORE.sub("", one) == key) for one in own)
        for key in whole_and_first
    )


def trimmed(name: str) -> str:
    """Return a name without the words around it that are none of it."""
    words = name.strip(" .,:;!?'’").split()
    while words and (words[0].casefold() in _LEAD or words[0].isdigit()):
        words.pop(0)
    while words and words[-1].casefold() in TAIL | _LEAD:
        words.pop()
    return " ".join(words).strip(" .,:;!?")


def is_other(name: str, own: frozenset[str]) -> bool:
    """Tell whether words are the name of another product."""
    proper = bool(name) and (
        name[0].isupper() or name[0].isdigit() or "." in name or any(map(str.isupper, name))
    )
    # `GA4 accuracy` is a matter, not a product.
    proper = proper and not (
        name[0].isupper() and name.rsplit(maxsplit=1)[-1].isalpha() and name.rsplit(maxsplit=1)[-1].islower()
    )
    return proper and len(name) <= 40 and not is_own(name, own) and not _GENERIC.fullmatch(name)
