"""Seats: how many a plan is sold for at least and at most, by the limits that its page states."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from rivalscope.domain.limit import LimitFact

_WHO = r"(?:team ?|user )?(?:seats?|users?|members?|licen[sc]es?|agents?|editors?|hosts?|people|teammates?)"
_LEAST = re.compile(rf"min(?:imum|\.)?(?: (?:number )?of)? {_WHO}", re.IGNORECASE)
_MOST = re.compile(rf"(?:max(?:imum|\.)?(?: (?:number )?of)? |number of )?{_WHO}(?: limit)?", re.IGNORECASE)
_NUMBER = re.compile(r"(?:up to |max(?:imum|\.)? |at least |≤ ?)?(\d{1,3}(?:[,  ]\d{3})+|\d+)(?! ?[-–+.\d])\b", re.IGNORECASE)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Seats:
    """For how many people a plan can be bought."""

    least: int = 1
    """Seats that are paid for, however few are used."""
    most: int | None = None
    """None when no page names a bound."""
    evidence: tuple[int, ...] = ()


def seats(limits: Iterable[LimitFact]) -> dict[tuple[str, str], Seats]:
    """Return product and plan key (`plan_key`) → seats, for the plans of which a page states any."""
    least: defaultdict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    most: defaultdict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for limit in limits:
        number = _NUMBER.match(limit.value.strip())
        if number is None:
            continue
        stated = int(re.sub(r"\D", "", number[1])), limit.evidence
        name = " ".join(limit.name.split())
        if _LEAST.fullmatch(name):
            least[limit.product, plan_key(limit.plan)].append(stated)
        elif _MOST.fullmatch(name) and stated[0]:
            most[limit.product, plan_key(limit.plan)].append(stated)
    return {
        key: Seats(
            least=max((n for n, _ in least[key]), default=1) or 1,
            most=min((n for n, _ in most[key]), default=None),
            evidence=tuple(dict.fromkeys(number for _, number in [*least[key], *most[key]])),
        )
        for key in sorted({*least, *most})
    }


def plan_key(plan: str) -> str:
    """Return a plan's name made comparable, e.g. `business plus`."""
    return " ".join(plan.casefold().split())
