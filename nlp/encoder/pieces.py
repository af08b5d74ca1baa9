"""WordPiece: a sentence as pieces of words, each with its place in the very text that was given."""

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nlp.encoder.labels import FIRST, LAST, PAD, SPECIAL, UNKNOWN
from rivalscope.errors import ModelError

LONE = re.compile(r"[\ud800-\udfff]")
"""Half a surrogate pair, which no UTF-8 can hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A sentence in pieces, without the two that frame it."""

    ids: list[int]
    offsets: list[tuple[int, int]]
    """Characters of the given text, start and end, of each piece; in rising order."""


class Pieces:
    """Cuts text by a vocabulary, lower case, accents dropped, as BERT's uncased models were trained.

    ModelError when the vocabulary lacks one of the special pieces.
    """

    def __init__(self, vocabulary: Iterable[str]) -> None:
        # One thread a process: processes are the unit of parallel work, and threads do not survive a fork.
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        # It takes a while to import, and the tier lite does without.
        from tokenizers import Tokenizer, models, normalizers, pre_tokenizers  # noqa: PLC0415

        numbers = {piece: number for number, piece in enumerate(vocabulary)}
        missing = [piece for piece in SPECIAL if piece not in numbers]
        if missing:
            raise ModelError(f"the encoder's vocabulary lacks {', '.join(missing)}; install rivalscope again")
        self.pad, self.first, self.last = (numbers[piece] for piece in (PAD, FIRST, LAST))
        self._tokenizer = Tokenizer(
            models.WordPiece(vocab=numbers, unk_token=UNKNOWN, max_input_chars_per_word=100)
        )
        self._tokenizer.normalizer = normalizers.BertNormalizer(
            clean_text=True, handle_chinese_chars=True, strip_accents=True, lowercase=True
        )
        self._tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()

    def cut(self, texts: Sequence[str]) -> list[Cut]:
        """Return each text in pieces; one of blanks and control characters alone has none."""
        encodings = self._tokenizer.encode_batch(
            [LONE.sub("\ufffd", text) for text in texts], add_special_tokens=False
        )
        return [Cut(ids=one.ids, offsets=one.offsets) for one in encodings]


def read_vocabulary(data: bytes) -> list[str]:
    """Return the pieces of a vocabulary file, one a line; the line's number is the piece's."""
    return data.decode("utf-8").removesuffix("\n").split("\n")
