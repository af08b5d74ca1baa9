"""Allowances: words of a priced line that tell how much of the thing is free, or in how many parts it may be paid."""

import re

_FREE_FIRST = re.compile(
    r"^.{0,70}?\b(?:free|included|gratis|kostenlos|frei|inklusive|enthalten|gratuit\w*|inclus\w*|incluid[oa]s?|gratuit[oi]|inclus[oie]|inbegrepen|w cenie)\b[^.!?$€£]{0,25}?\b(?=(?:then|thereafter|after (?:that|which)|beyond that|above that|danach|darüber(?: hinaus)?|dann|puis|ensuite|au-delà|después|luego|a partir de ahí|dopo|poi|oltre|depois|daarna|daarboven|potem|powyżej)\b)",
    re.IGNORECASE,
)
"""What stands before the amount of a line that gives some for nothing: `100 GB free, then`."""
_FREE_LAST = re.compile(
    r"[(\[,;–—-]\s*(?:with )?(?:the )?(?:first|erste[nrs]?|premi(?:er|ère|ers)|primer[oa]?s?|prim[oie]|primeir[oa]s?|eerste|pierwsz\w+)\b[^.!?$€£]{0,30}\b(?:free|included|gratis|kostenlos|frei|gratuit\w*|grátis|inclus\w*|incluid\w*|bezpłatn\w*)\b\s*[)\]]?|[(\[][^)\]$€£\d]{0,20}\d[^)\]$€£]{0,20}\b(?:free|included|gratis|kostenlos|gratuit\w*|inclus\w*|inbegrepen)\s*[)\]]",
    re.IGNORECASE,
)
"""What stands behind it: `(first GB free)`."""
_IN_PARTS = re.compile(
    r",?\s*(?:\b(?:ou|o|or|oder|of)\s+)?\b(?:em|en|in|à|até|hasta|or)\s+(?:até\s+|hasta\s+|fino a\s+|jusqu['’]à\s+)?\d{1,2}\s?(?:x|vezes|parcelas|cuotas|pagos|rate|fois|raten|instal?lments|monthly payments)\b.*$",
    re.IGNORECASE,
)
"""How one may pay by and by: `em até 10x de R$ 39 sem juros`."""


def without_allowance(text: str) -> str:
    """Return a line without what it says of free amounts and of payment in parts, all else in its place."""
    for pattern in (_FREE_FIRST, _FREE_LAST, _IN_PARTS):
        text = pattern.sub(lambda match: " " * len(match.group()), text)
    return text
