"""A middle layer of the encoder, made one more output of its network: what it knows of words before it judges them.

ONNX messages merge when they are joined, so that a few bytes after the weights name an inner value as an output.
"""

LAYER = "/layers.{}/outer_norm/LayerNormalization_output_0"
"""What the export calls the states that a layer, counted from 0, hands on."""
FLOAT = 1
"""onnx.TensorProto.FLOAT."""
GRAPH, OUTPUT, NAME, TYPE, TENSOR, ELEMENT = 7, 12, 1, 2, 1, 1
"""Numbers of the fields in onnx.proto: ModelProto.graph, GraphProto.output, ValueInfoProto.name and type, and so on."""


def find_middle(weights: bytes) -> str | None:
    """Return the name of the states two thirds up the network; None where it has no layers by that name.

    The last layers are bent to borders and opinions; what products do to each other is read better off the ones before.
    """
    count = 0
    while LAYER.format(count).encode() in weights:
        count += 1
    return LAYER.format(2 * count // 3 - 1) if count > 1 else None


def expose(name: str) -> bytes:
    """Return the bytes that, joined to a network, make a value in it an output of its graph."""
    kind = _field(TENSOR, bytes([ELEMENT << 3, FLOAT]))
    return _field(GRAPH, _field(OUTPUT, _field(NAME, name.encode()) + _field(TYPE, kind)))


def _field(number: int, content: bytes) -> bytes:
    """Return a field of bytes as protocol buffers hold it: its number, its length in sevens of bits, its content."""
    length, sizes = len(content), bytearray()
    while length > 127:
        sizes.append(length & 127 | 128)
        length >>= 7
    return bytes([number << 3 | 2, *sizes, length]) + content
