"""The market file and the environment, read and validated once."""

from __future__ import annotations

import os
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path

from pydantic import ValidationError

from rivalscope.digest_table import DigestTable
from rivalscope.domain.crawl import CrawlOptions
from rivalscope.domain.market import Product, Source, SourceKind, SourceOrigin, Taxonomy
from rivalscope.domain.roadmap import RoadmapOptions, Sizing
from rivalscope.domain.settings import (
    AnalysisOptions,
    FarmOptions,
    LanguageOptions,
    MailOptions,
    Market,
    PrivacyOptions,
    RetentionOptions,
    ScheduleOptions,
)
from rivalscope.errors import ConfigError
from rivalscope.market_file import MarketFile, ProductTable, SourceTable
from rivalscope.roadmap_table import RoadmapTable
from rivalscope.services import CATALOGUE
from rivalscope.services.service import first_page
from rivalscope.taxonomy import parse_taxonomy
from rivalscope.toml_lines import line_of

DATABASE_VARIABLE = "RIVALSCOPE_DATABASE_URL"
PASSWORD_VARIABLE = "RIVALSCOPE_SMTP_PASSWORD"  # noqa: S105  the name of the variable, not a secret
CHANNELS_VARIABLE = "RIVALSCOPE_ALERT_URLS"
FEEDBACK_VARIABLE = "RIVALSCOPE_FEEDBACK_KEY"
PING_VARIABLE = "RIVALSCOPE_PING_URL"
METRICS_VARIABLE = "RIVALSCOPE_METRICS_FILE"
WEBHOOK_VARIABLE = "RIVALSCOPE_WEBHOOK_SECRET"


def find_market(path: Path | None) -> Path:
    """Return the market file: `path` itself, else market.toml here or in the nearest parent folder.

    ConfigError when there is none.
    """
    if path is not None:
        if not path.is_file():
            raise ConfigError(f"{path}: no such market file; `rivalscope init` writes one")
        return path.resolve()
    for folder in (Path.cwd(), *Path.cwd().parents):
        if (folder / "market.toml").is_file():
            return folder / "market.toml"
    raise ConfigError(
        "no market.toml here or in a parent folder; run `rivalscope init` or give --market FILE"
    )


def load_market(path: Path, *, environment: Mapping[str, str] | None = None) -> Market:
    """Return the market file at `path`, checked; ConfigError names line and mend of the first thing wrong."""
    environment = os.environ if environment is None else environment
    text = _read(path)
    table = _validate(text, path)
    taxonomy_path = path.parent / table.market.taxonomy
    taxonomy = parse_taxonomy(_read(taxonomy_path), name=taxonomy_path.name)
    for names, place in (
        (table.analysis.weights, ("analysis", "weights")),
        (table.roadmap.must_have, ("roadmap", "must_have")),
    ):
        _check_features(names, place, taxonomy=taxonomy, text=text, path=path)
    return Market(
        name=table.market.name,
        timezone=table.market.timezone,
        contact=table.market.contact,
        products=tuple(_product(entry) for entry in table.products),
        taxonomy=taxonomy,
        crawl=CrawlOptions(**table.crawl.model_dump()),
        digest=_mail(table.digest, environment, path),
        analysis=AnalysisOptions(**table.analysis.model_dump()),
        schedule=ScheduleOptions(**table.schedule.model_dump()),
        path=path,
        database_url=database_url(path, environment=environment),
        archive=path.parent / "archive",
        retention=RetentionOptions(**table.archive.model_dump()),
        privacy=PrivacyOptions(**table.retention.model_dump()),
        language=LanguageOptions(**table.nlp.model_dump()),
        roadmap=_roadmap(table.roadmap),
        alerts=table.alerts.options(
            channels=tuple((_secret(CHANNELS_VARIABLE, environment, path) or "").split()),
            secret=_secret(WEBHOOK_VARIABLE, environment, path),
        ),
        farm=FarmOptions(**table.farm.model_dump()),
        ping=_secret(PING_VARIABLE, environment, path),
        metrics=path.parent / environment[METRICS_VARIABLE] if environment.get(METRICS_VARIABLE) else None,
    )


def taxonomy_file(path: Path) -> Path:
    """Return the taxonomy file that the market file at `path` names; ConfigError when the market file is wrong."""
    return path.parent / _validate(_read(path), path).market.taxonomy


def database_url(path: Path, *, environment: Mapping[str, str]) -> str:
    """Return the SQLAlchemy URL of the store: from the environment, else a SQLite file beside the market file.

    Bare `postgres://` and `postgresql://` URLs are given the psycopg driver.
    """
    given = environment.get(DATABASE_VARIABLE, "").strip()
    if not given:
        return f"sqlite:///{path.parent / 'rivalscope.db'}"
    if not re.match(r"(sqlite|postgres(ql)?(\+psycopg)?)://", given):
        raise ConfigError(
            f"{DATABASE_VARIABLE} starts with neither sqlite:// nor postgresql://; "
            "write e.g. postgresql://user@host/rivalscope"
        )
    return re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", given)


def starter_taxonomy() -> Taxonomy:
    """Return the taxonomy that `rivalscope init` writes."""
    return parse_taxonomy(starter_text("taxonomy.yml"), name="taxonomy.yml")


def starter_text(name: str) -> str:
    """Return the text of a file that `rivalscope init` writes: market.toml or taxonomy.yml."""
    return files("rivalscope").joinpath("starter", name).read_text(encoding="utf-8")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise ConfigError(f"{path}: no such file; `rivalscope init` writes one") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8") from error
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error


def _validate(text: str, path: Path) -> MarketFile:
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: not readable as TOML: {error}; mend that line") from error
    try:
        return MarketFile.model_validate(document)
    except ValidationError as error:
        raise ConfigError("\n".join(_explain(problem, text, path) for problem in error.errors())) from error


def _explain(problem: object, text: str, path: Path) -> str:
    details: Mapping[str, object] = problem if isinstance(problem, Mapping) else {}
    place = details["loc"]
    location = (
        tuple(part for part in place if isinstance(part, str | int)) if isinstance(place, tuple) else ()
    )
    line = line_of(text, location)
    where = f"{path}:{line}" if line else f"{path}"
    name = ".".join(str(part) for part in location) or "the file"
    if details["type"] == "extra_forbidden":
        return f"{where}: {name}: unknown key; {_known_keys(location)}"
    if details["type"] == "missing":
        return f"{where}: {name}: missing; add it"
    message = str(details["msg"]).removeprefix("Value error, ")
    return f"{where}: {name}: {message}"


def _known_keys(location: tuple[str | int, ...]) -> str:
    model: type | None = MarketFile
    for part in location[:-1]:
        if isinstance(part, int):
            continue
        annotation = getattr(model, "model_fields", {}).get(part)
        arguments = getattr(annotation.annotation, "__args__", ()) if annotation else ()
        model = arguments[0] if arguments else (annotation.annotation if annotation else None)
    known = ", ".join(getattr(model, "model_fields", {}))
    return f"known here: {known}" if known else "take it out"


def _check_features(
    names: Iterable[str], place: tuple[str, str], *, taxonomy: Taxonomy, text: str, path: Path
) -> None:
    known = [feature.name for feature in taxonomy.features]
    for name in names:
        if name not in known:
            line = line_of(text, (*place, name))
            near = get_close_matches(name, known, n=3, cutoff=0.6)
            mend = (
                f"is it {' or '.join(map(repr, near))}?" if near else "`rivalscope taxonomy show` lists them"
            )
            raise ConfigError(
                f"{path}:{line}: {'.'.join(place)}: the taxonomy has no feature {name!r}; {mend}"
            )


def _roadmap(table: RoadmapTable) -> RoadmapOptions:
    items = {
        feature: Sizing(effort=item.weeks, feasible=item.feasible, goals=item.goals, note=item.note)
        for feature, item in table.items.items()
    }
    return RoadmapOptions(
        person_weeks=table.person_weeks,
        users=table.users,
        goals=table.goals,
        items=items,
        team_sizes=tuple(table.team_sizes),
        must_have=tuple(table.must_have),
    )


def _product(entry: ProductTable) -> Product:
    counts: Counter[str] = Counter()
    sources = []
    for source in entry.sources:
        kind = SourceKind.FILE if source.file is not None else source.kind
        counts[kind] += 1
        suffix = "" if counts[kind] == 1 else f"-{counts[kind]}"
        sources.append(_source(source, kind, entry.slug, f"{entry.slug}/{kind}{suffix}"))
    return Product(
        slug=entry.slug,
        name=entry.name,
        ours=entry.ours,
        site=entry.site,
        aliases=tuple(entry.aliases),
        sources=tuple(sources),
    )


def _source(table: SourceTable, kind: SourceKind, product: str, key: str) -> Source:
    return Source(
        key=key,
        product=product,
        kind=kind,
        url=_address(table),
        origin=SourceOrigin.GIVEN if table.file is None else SourceOrigin.IMPORTED,
        expect=table.expect,
        most=table.most,
        terms=table.terms,
        options=tuple(sorted(table.fields.items())) or table.chosen,
        every=table.every,
        service=table.service,
        licence=table.licence,
        render=table.render,
    )


def _address(table: SourceTable) -> str:
    if table.service is not None:
        return first_page(CATALOGUE[table.service], dict(table.chosen))
    return table.url if table.url is not None else f"file:{table.file}"


def _mail(table: DigestTable, environment: Mapping[str, str], path: Path) -> MailOptions:
    values = table.model_dump(exclude={"recipients"})
    return MailOptions(
        **values,
        recipients=tuple(dict.fromkeys(one.address for one in table.recipients)),
        readers=tuple(one.reader() for one in table.recipients),
        password=_secret(PASSWORD_VARIABLE, environment, path),
        feedback_key=_secret(FEEDBACK_VARIABLE, environment, path),
    )


def _secret(variable: str, environment: Mapping[str, str], path: Path) -> str | None:
    """Return what a variable holds, or the file that its namesake with _FILE names, beside the market file."""
    secret_file = environment.get(f"{variable}_FILE")
    if secret_file:
        return _read(path.parent / secret_file).strip()
    return environment.get(variable) or None
