"""taxonomy.yml changed in place: comments, order and style of what people wrote stay as they are."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import yaml
from yaml.nodes import CollectionNode, MappingNode, Node, SequenceNode

from rivalscope.domain.market import Feature, Taxonomy
from rivalscope.domain.naming import key
from rivalscope.errors import ConfigError
from rivalscope.taxonomy import parse_taxonomy

Places = list[tuple[int, int, str]]
"""Start, end and the words that take the place of what stands between them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxonomyText:
    """The text of a taxonomy file; every change gives another one, which was read again and says what it should.

    Raises ConfigError where a change cannot be written without harm to the rest (anchors, unusual layouts), and where
    the taxonomy would contradict itself; the message says what to write by hand.
    """

    text: str
    name: str
    """Name of the file, for messages."""

    @property
    def taxonomy(self) -> Taxonomy:
        """What the text says."""
        return parse_taxonomy(self.text, name=self.name)

    def with_feature(self, feature: str, aliases: Sequence[str] = ()) -> TaxonomyText:
        """Add a feature after the last one."""
        taxonomy = self.taxonomy
        meant = replace(
            taxonomy, features=(*taxonomy.features, Feature(name=feature, aliases=tuple(aliases)))
        )
        listed = f", aliases: {_flow(aliases)}" if aliases else ""
        return self._changed(
            lambda root: _appended(
                self.text, root, "features", f"{{name: {_flow([feature])[1:-1]}{listed}}}"
            ),
            meant,
            mend=f"write a feature {feature!r} into it",
        )

    def with_alias(self, feature: str, alias: str) -> TaxonomyText:
        """Add an alias after the last one of a feature, which must be there."""
        taxonomy = self.taxonomy
        features = tuple(
            replace(one, aliases=(*one.aliases, alias)) if one.name == feature else one
            for one in taxonomy.features
        )
        return self._changed(
            lambda root: _aliased(self.text, _entry(root, feature), alias),
            replace(taxonomy, features=features),
            mend=f"write {alias!r} under the aliases of {feature!r}",
        )

    def without_alias(self, feature: str, alias: str) -> TaxonomyText:
        """Take an alias out of a feature."""
        taxonomy = self.taxonomy
        features = tuple(
            replace(one, aliases=tuple(other for other in one.aliases if other != alias))
            if one.name == feature
            else one
            for one in taxonomy.features
        )
        return self._changed(
            lambda root: _removed(self.text, _value(_entry(root, feature), "aliases"), alias),
            replace(taxonomy, features=features),
            mend=f"take {alias!r} out of the aliases of {feature!r}",
        )

    def with_rejected(self, phrase: str) -> TaxonomyText:
        """Note that a phrase is no feature; nothing changes where that is noted already."""
        taxonomy = self.taxonomy
        if any(key(one) == key(phrase) for one in taxonomy.rejected):
            return self
        return self._changed(
            lambda root: _appended(self.text, root, "rejected", _flow([phrase])[1:-1]),
            replace(taxonomy, rejected=(*taxonomy.rejected, phrase)),
            mend=f"write {phrase!r} under `rejected:`",
        )

    def without_rejected(self, phrase: str) -> TaxonomyText:
        """Take back that a phrase is no feature, however it is spelt; nothing changes where nobody said so."""
        taxonomy = self.taxonomy
        spelt = next((one for one in taxonomy.rejected if key(one) == key(phrase)), None)
        if spelt is None:
            return self
        return self._changed(
            lambda root: _removed(self.text, _value(root, "rejected"), spelt),
            replace(taxonomy, rejected=tuple(one for one in taxonomy.rejected if one != spelt)),
            mend=f"take {spelt!r} out of `rejected:`",
        )

    def _changed(
        self, places: Callable[[Node | None], Places | None], meant: Taxonomy, *, mend: str
    ) -> TaxonomyText:
        found = places(yaml.compose(self.text, Loader=yaml.SafeLoader))
        changed = self.text
        for start, end, words in sorted(found or [], reverse=True):
            changed = changed[:start] + words + changed[end:]
        try:
            said = parse_taxonomy(changed, name=self.name)
        except ConfigError as error:
            if found is not None and "stands for both" in str(error):
                raise
            said = None
        if said is None or (said.features, said.rejected) != (meant.features, meant.rejected):
            raise ConfigError(f"{self.name} is laid out in a way that cannot be changed here; {mend} by hand")
        return replace(self, text=changed)


def load(path: Path) -> TaxonomyText:
    """Return the text of a taxonomy file with the line breaks it has; ConfigError when it cannot be read or is wrong."""
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        raise ConfigError(
            f"{path}: cannot be read: {error.strerror}; `rivalscope init` writes one"
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8") from error
    found = TaxonomyText(text=text, name=path.name)
    found.taxonomy  # noqa: B018  a file that is wrong is named before anything is decided
    return found


def save(path: Path, changed: TaxonomyText) -> None:
    """Put the text in the file's place at one stroke: whoever reads it meanwhile finds the old or the new one whole."""
    real = path.resolve()
    beside = real.with_name(f".{real.name}.new")
    try:
        beside.write_bytes(changed.text.encode("utf-8"))
        shutil.copymode(real, beside)
        beside.replace(real)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise ConfigError(f"{path}: cannot be written: {error.strerror}; free it and try again") from error


def _flow(words: Sequence[str]) -> str:
    """Return words as a YAML list in one line, quoted where need be."""
    written: str = yaml.safe_dump(list(words), default_flow_style=True, allow_unicode=True, width=10**9)
    return written.strip()


def _value(node: Node | None, name: str) -> Node | None:
    if not isinstance(node, MappingNode):
        return None
    return next((value for word, value in node.value if word.value == name), None)


def _entry(root: Node | None, feature: str) -> Node | None:
    features = _value(root, "features")
    entries = features.value if isinstance(features, SequenceNode) else []
    return next((one for one in entries if getattr(_value(one, "name"), "value", None) == feature), None)


def _end(text: str, node: Node) -> int:
    """Return where the last sign of a node stands: marks of block nodes lie after the comments that follow them."""
    if not isinstance(node, CollectionNode) or node.flow_style or not node.value:
        last: int = node.end_mark.index
        return max(node.start_mark.index, len(text[:last].rstrip()))
    child = node.value[-1]
    return _end(text, child[1] if isinstance(node, MappingNode) else child)


def _line_end(text: str, place: int) -> int:
    """Return where the line ends in which a place stands, before its break."""
    end = text.find("\n", place)
    if end == -1:
        return len(text)
    return end - 1 if text[end - 1] == "\r" else end


def _break(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _item(text: str, sequence: SequenceNode, words: str) -> Places:
    """Write one more item, after the last one and in the list's own style."""
    if not sequence.value:
        return [(sequence.start_mark.index + 1, sequence.start_mark.index + 1, words)]
    last = _end(text, sequence.value[-1])
    if sequence.flow_style:
        return [(last, last, f", {words}")]
    place = _line_end(text, last)
    return [(place, place, f"{_break(text)}{' ' * sequence.start_mark.column}- {words}")]


def _appended(text: str, root: Node | None, name: str, words: str) -> Places:
    """Write one more item of a list of the file; the list is made at the file's end where there is none."""
    sequence = _value(root, name)
    if isinstance(sequence, SequenceNode):
        return _item(text, sequence, words)
    line = _break(text)
    gap = "" if not text or text.endswith("\n") else line
    return [(len(text), len(text), f"{gap}{name}:{line}  - {words}{line}")]


def _aliased(text: str, entry: Node | None, alias: str) -> Places | None:
    aliases, named = _value(entry, "aliases"), _value(entry, "name")
    if not isinstance(entry, MappingNode) or named is None:
        return None
    word = _flow([alias])[1:-1]
    if isinstance(aliases, SequenceNode):
        return _item(text, aliases, word)
    if entry.flow_style:
        end = _end(text, named)
        return [(end, end, f", aliases: [{word}]")]
    place = _line_end(text, _end(text, named))
    column = next(key_node.start_mark.column for key_node, value in entry.value if value is named)
    return [(place, place, f"{_break(text)}{' ' * column}aliases: [{word}]")]


def _removed(text: str, sequence: Node | None, word: str) -> Places | None:
    if not isinstance(sequence, SequenceNode):
        return None
    items = sequence.value
    at = next((place for place, item in enumerate(items) if item.value == word), None)
    if at is None:
        return None
    start, end = items[at].start_mark.index, _end(text, items[at])
    if len(items) == 1:
        first = start if sequence.flow_style else sequence.start_mark.index
        return [(first, end, "" if sequence.flow_style else "[]")]
    if not sequence.flow_style:
        before = text.rfind("\n", 0, start) + 1
        return [(before, min(len(text), text.find("\n", end) + 1 or len(text)), "")]
    if at:
        return [(_end(text, items[at - 1]), end, "")]
    return [(start, items[1].start_mark.index, "")]
