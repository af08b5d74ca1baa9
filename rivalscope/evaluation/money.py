"""Money: price strings of our own with what each says, and the strings of price-parser's tests."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from rivalscope.domain.page import PriceKind
from rivalscope.evaluation.suite import Report, Suite
from rivalscope.evaluation.tally import share
from spiders.pages.currencies import Hints
from spiders.pages.marks import MARKS
from spiders.pages.money import find_money, read_words
from spiders.pages.price_fields import read_field

GOLD = Path(__file__).parent / "price_strings"
PARSER_TESTS = "web/price_parser_tests/test_price_parsing.py"
_EXAMPLES = "PRICE_PARSING"
# What price-parser itself gets wrong stands in lists that its tests mark as expected to fail.
_FAILING = "XFAIL"
_SIX = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One price string and the statements that are in it."""

    language: str
    text: str
    statements: tuple[str, ...]
    """Each as `amount,currency,period,billed,unit,qualifier` without empty ends, or `free`, `contact`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One example of price-parser's tests."""

    text: str
    beside: str
    decimal: str | None
    mark: str | None
    amount: Decimal | None


def price_strings(part: str) -> list[Said]:
    """Return our own price strings: those that the grammar was tuned on (`tuned`), or those that it was not (`held_out`)."""
    lines = (GOLD / f"{part}.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [
        Said(language=language, text=text, statements=() if said == "-" else tuple(said.split("; ")))
        for language, text, said in rows
    ]


def read_statements(text: str, *, language: str) -> tuple[str, ...]:
    """Return what our grammar reads in a text, written as the labels are."""
    found = [money for money in find_money(text, hints=Hints(language=language)) if not money.total]
    if not found:
        kind = read_words(text)
        return () if kind is None else (kind.value,)
    return tuple(
        ",".join(
            "" if part is None else str(part)
            for part in (
                "?" if money.kind is PriceKind.UNKNOWN else money.amount,
                money.currency,
                money.period,
                money.billed,
                money.unit,
                money.qualifier,
            )
        ).rstrip(",")
        for money in found
    )


def measure_strings(_data: Path | None) -> Report:
    """Read our own price strings: a string counts when every statement in it is exact and none is made up."""
    parts = {part: _judged(price_strings(part)) for part in ("tuned", "held_out")}
    both = [row for rows in parts.values() for row in rows]
    measures = {
        "exact": _share([good for _, _, good in both]),
        "tuned.exact": _share([good for _, _, good in parts["tuned"]]),
        "held out.exact": _share([good for _, _, good in parts["held_out"]]),
        "no false price": _share([not _false(said, read) for said, read, _ in both]),
    }
    wrong = tuple(
        f"{said.text!r}: {'; '.join(said.statements) or '-'} read as {'; '.join(read) or '-'}"
        for said, read, good in both
        if not good
    )
    return Report(n=len(both), measures=measures, wrong=wrong)


def _judged(strings: Sequence[Said]) -> list[tuple[Said, tuple[str, ...], bool]]:
    rows = []
    for said in strings:
        read = read_statements(said.text, language=said.language)
        rows.append((said, read, read == said.statements))
    return rows


def _false(said: Said, read: tuple[str, ...]) -> bool:
    """Tell whether an amount is read that the string does not state."""
    stated = {statement.split(",")[0] for statement in said.statements}
    return any(
        amount[:1].isdigit() and amount not in stated for amount in (row.split(",")[0] for row in read)
    )


def _share(good: Sequence[bool]) -> float:
    return share(sum(good), len(good))


def parser_fields(path: Path) -> list[Field]:
    """Return the examples of price-parser's tests that it passes itself."""
    module = ast.parse(path.read_text(encoding="utf-8"))
    return [field for node in module.body for field in _fields_of(node)]


def _fields_of(node: ast.stmt) -> Iterator[Field]:
    """Yield the examples of a list, or of the table of decimal separators, that a statement holds."""
    if (
        isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.List)
    ):
        name = node.targets[0].id
        if name.startswith(_EXAMPLES) and _FAILING not in name:
            yield from (_field(call) for call in node.value.elts if isinstance(call, ast.Call))
    elif isinstance(node, ast.FunctionDef) and node.name == "test_price_decimal_separator":
        table = next(tree for tree in ast.walk(node) if isinstance(tree, ast.List))
        for row in table.elts:
            text, decimal, amount = (_literal(part) for part in row.elts)  # type: ignore[attr-defined]
            mark = "€" if "€" in str(text) else None
            yield Field(text=str(text), beside="", decimal=decimal, mark=mark, amount=Decimal(amount or 0))


def _field(call: ast.Call) -> Field:
    """Return one `Example(currency hint, text, currency, amount as text, amount, decimal separator)`."""
    parts = [_literal(part) for part in call.args]
    named = {keyword.arg: _literal(keyword.value) for keyword in call.keywords}
    beside, text, mark, _, amount = parts[:5]
    return Field(
        text=text or "",
        beside=beside or "",
        decimal=parts[5] if len(parts) >= _SIX else named.get("decimal_separator"),
        mark=mark,
        amount=None if amount is None else Decimal(amount),
    )


def _literal(node: ast.expr) -> str | None:
    """Return a literal as text; `Decimal("1.10")` is its argument."""
    value = ast.literal_eval(node.args[0] if isinstance(node, ast.Call) else node)
    return None if value is None else str(value)


def measure_fields(data: Path | None) -> Report:
    """Read the strings that price-parser gets right: amount and currency must both be right."""
    fields = [] if data is None else parser_fields(data / PARSER_TESTS)
    wrong, named = [], []
    for field in fields:
        read = read_field(field.text, beside=field.beside, decimal=field.decimal)
        good = read.amount == field.amount and _same_mark(read.mark, field.mark)
        if field.mark is not None:
            named.append(good)
        if not good:
            wrong.append(
                f"{field.text!r} beside {field.beside!r}: {field.amount} {field.mark} read as {read.amount} {read.mark}"
            )
    right = len(fields) - len(wrong)
    return Report(
        n=len(fields),
        measures={
            "right": share(right, len(fields)),
            "with a currency.right": _share(named),
        },
        wrong=tuple(wrong),
    )


def _same_mark(read: str | None, gold: str | None) -> bool:
    """Tell whether two marks are the same words, or stand for the same one currency."""
    if read is None or gold is None:
        return read is gold
    code = MARKS.get(gold)
    return read.lower().rstrip(".") == gold.lower().rstrip(".") or (
        code is not None and code == MARKS.get(read)
    )


MONEY = Suite(
    name="money",
    about="price strings of our own: amount, currency, period, billing, unit and qualifier all exact",
    run=measure_strings,
)
PRICE_FIELDS = Suite(
    name="price-fields",
    about="the price strings that price-parser gets right in its own tests: amount and currency",
    run=measure_fields,
    needs=(PARSER_TESTS,),
)
