"""taxonomy.yml: the canonical features that people edit, read and checked."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from rivalscope.domain.market import Feature, Taxonomy
from rivalscope.domain.naming import key
from rivalscope.errors import ConfigError


class FeatureEntry(BaseModel):
    """One entry of `features:`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1)
    aliases: list[str] = []
    parent: str | None = None
    description: str | None = None


class TaxonomyFile(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    features: list[FeatureEntry] = []
    rejected: list[str] = []


def parse_taxonomy(text: str, *, name: str) -> Taxonomy:
    """Return the taxonomy written in YAML `text`; ConfigError names file, place and mend when it is wrong."""
    document = _load(text, name=name)
    try:
        file = TaxonomyFile.model_validate(document)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise ConfigError(f"{name}: {place}: {first['msg']}; see the comments that `init` writes") from error
    entries = file.features
    _refuse_doubles(entries, name=name)
    features = tuple(
        Feature(name=e.name, aliases=tuple(e.aliases), parent=e.parent, description=e.description)
        for e in entries
    )
    return Taxonomy(features=features, version=_version(entries), rejected=tuple(file.rejected))


def _version(entries: list[FeatureEntry]) -> str:
    """Name the features as they are: comments and what was rejected change no reading."""
    written = json.dumps([entry.model_dump() for entry in entries], ensure_ascii=False)
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _load(text: str, *, name: str) -> object:
    try:
        document = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise ConfigError(f"{name}:{line}: not readable as YAML: {error.problem}; mend that line") from error
    except yaml.YAMLError as error:
        raise ConfigError(f"{name}: not readable as YAML: {error}") from error
    return {} if document is None else document


def _refuse_doubles(entries: list[FeatureEntry], *, name: str) -> None:
    owners: dict[str, str] = {}
    for spelling, owner in _spellings(entries):
        former = owners.setdefault(key(spelling), owner)
        if former != owner:
            raise ConfigError(
                f"{name}: {spelling!r} stands for both {former!r} and {owner!r}; keep it in one of them"
            )
    names = {entry.name for entry in entries}
    for entry in entries:
        if entry.parent is not None and entry.parent not in names:
            raise ConfigError(
                f"{name}: parent {entry.parent!r} of {entry.name!r} is no feature; add it or mend it"
            )


def _spellings(entries: list[FeatureEntry]) -> Iterator[tuple[str, str]]:
    for entry in entries:
        yield entry.name, entry.name
        for alias in entry.aliases:
            yield alias, entry.name
