"""Pickles: how values of the domain pass between our own processes, and nothing that could run."""

import io
import pickle
from dataclasses import is_dataclass
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum
from pathlib import PosixPath, WindowsPath
from typing import Any

FAULTS = (ArithmeticError, AttributeError, EOFError, ImportError, LookupError, TypeError, ValueError)
"""What bytes that are no pickle may end in, beside pickle.UnpicklingError."""
_PLAIN = (date, datetime, timedelta, timezone, Decimal, PosixPath, WindowsPath)


class _Unpickler(pickle.Unpickler):
    """Loads values of the domain and plain ones."""

    def find_class(self, module: str, name: str) -> object:
        """Return a class that may be loaded; UnpicklingError for any other."""
        found = super().find_class(module, name)
        ours = module.startswith(("rivalscope.domain.", "spiders.")) and isinstance(found, type)
        if ours and (is_dataclass(found) or issubclass(found, Enum)):
            return found
        if found in _PLAIN:
            return found
        raise pickle.UnpicklingError(f"{module}.{name} has no place between our processes")


def dumps(value: object) -> bytes:
    """Return a value as bytes."""
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def loads(packed: bytes) -> Any:
    """Return the value that bytes stand for.

    Raises pickle.UnpicklingError, or what else bytes that are no pickle may end in, for anything but values of the
    domain and plain ones.
    """
    return _Unpickler(io.BytesIO(packed)).load()
