"""Labelled aspects of others: SemEval-2014, MAMS, ACOS laptops and AWARE, each sentence a case."""

import csv
import json
import re
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from nlp.corpus.reading import Span
from rivalscope.evaluation.reading.cases import Case

LAPTOPS = "nlp/semeval14/Laptop_Train_v2.xml"
RESTAURANTS = "nlp/semeval14/Restaurants_Train_v2.xml"
MAMS = "nlp/mams/MAMS-ATSA-val.xml"
ACOS = "nlp/acos_laptop/laptop_quad_test.tsv.jsonl"
AWARE = "nlp/aware_social/AWARE_Social_Networking.csv"


def xml_cases(path: Path) -> list[Case]:
    """Return the sentences of a file in SemEval-2014's form; `conflict` is mixed."""
    root = ET.parse(path).getroot()  # noqa: S314  the file is a corpus on our own disk
    return [
        Case(
            text=sentence.findtext("text") or "",
            spans=tuple(
                sorted(
                    (
                        Span(
                            start=int(term.attrib["from"]),
                            end=int(term.attrib["to"]),
                            polarity=term.attrib["polarity"].replace("conflict", "mixed"),
                        )
                        for term in sentence.iter("aspectTerm")
                    ),
                    key=lambda span: span.start,
                )
            ),
        )
        for sentence in root.iter("sentence")
    ]


def acos_cases(path: Path) -> list[Case]:
    """Return the sentences of ACOS, whose aspects stand where their words are first found; those without words are left out.

    An aspect of several polarities is mixed.
    """
    cases = []
    for line in path.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        polarities: defaultdict[str, set[str]] = defaultdict(set)
        for label in entry["labels"]:
            polarities[label["aspect"]].add(label["polarity"])
        cases.append(Case(text=entry["text"], spans=_found(entry["text"], polarities.items())))
    return cases


def _found(text: str, aspects: Iterable[tuple[str, set[str]]]) -> tuple[Span, ...]:
    spans = []
    for words, polarities in aspects:
        match = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text)
        if match is not None and words != "NULL":
            polarity = next(iter(polarities)) if len(polarities) == 1 else "mixed"
            spans.append(Span(start=match.start(), end=match.end(), polarity=polarity))
    return tuple(sorted(spans, key=lambda span: span.start))


def aware_cases(path: Path) -> list[Case]:
    """Return the sentences of AWARE with the polarity of their terms; its offsets count from one, and cut words.

    Terms are widened to the edges of their words; rows whose offsets do not hold their term are left out.
    """
    spans: defaultdict[str, dict[int, Span]] = defaultdict(dict)
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            if not (row["from"].isdigit() and row["to"].isdigit()):
                continue
            text, start, end = row["sentence"], int(row["from"]) - 1, int(row["to"]) - 1
            if text[start:end].lower() == row["term"].lower() and start < end:
                start, end = _whole(text, start, end)
                spans[text][start] = Span(start=start, end=end, polarity=row["sentiment"].lower())
    return [
        Case(text=text, spans=tuple(found[start] for start in sorted(found))) for text, found in spans.items()
    ]


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    while start and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return start, end
