import pytest

from nlp.encoder.session import Session
from rivalscope.errors import ModelError


@pytest.mark.parametrize("data", [b"", b"no model", b"\x08\x09"])
def test_bytes_that_are_no_model_are_named(data):
    with pytest.raises(ModelError, match="install rivalscope again"):
        Session(data)
