import pytest

from spiders.pages.document import Document
from spiders.pages.jsonld import LARGEST_BLOCK, MOST_BLOCKS, MOST_NODES, blocks_of, nodes_of


def blocks(*texts):
    scripts = "".join(f"<script type='application/ld+json'>{text}</script>" for text in texts)
    return blocks_of(Document(f"<html><head>{scripts}</head><body>x</body></html>".encode()))


@pytest.mark.parametrize(
    "text", ["", "{", '{"a": NaN}', '{"a": Infinity}', "[" * 100_000, '{"a": 1,}', "nonsense", '"x']
)
def test_a_broken_block_is_nothing_and_the_next_is_read(text):
    assert blocks(text, '{"a": "b"}') == [None, {"a": "b"}]


def test_numbers_keep_the_digits_they_are_written_with():
    assert blocks('{"price": 14.90, "big": 1' + "0" * 5000 + "}")[0]["price"] == "14.90"


def test_a_block_in_a_comment_is_read():
    assert blocks('<!-- {"a": "b"} -->') == [{"a": "b"}]


def test_size_and_number_of_blocks_are_limited():
    assert blocks('{"a": "' + "x" * LARGEST_BLOCK + '"}') == [None]
    assert len(blocks(*["{}"] * (MOST_BLOCKS + 5))) == MOST_BLOCKS


def test_nodes_come_in_reading_order_with_paths_and_parents():
    nodes = list(
        nodes_of(
            blocks(
                '{"@type": "https://schema.org/Product", "a/b": [{"@type": ["Offer", "Thing"]}], "z": {"k": "v"}}'
            )
        )
    )
    assert [node.path for node in nodes] == ["jsonld:0", "jsonld:0/a~1b/0", "jsonld:0/z"]
    assert nodes[0].types == {"Product"}
    assert nodes[1].types == {"Offer", "Thing"}
    assert nodes[1].parent is nodes[0]


def test_nodes_that_name_each_other_are_each_seen_once():
    graph = ",".join(f'{{"@id": "#{n}", "offers": {{"@id": "#{(n + 1) % 9}"}}}}' for n in range(9))
    assert len(list(nodes_of(blocks(f'{{"@graph": [{graph}]}}')))) == 19


def test_of_a_key_that_is_given_twice_the_last_counts_as_in_browsers():
    assert blocks('{"price": "10", "price": "99"}') == [{"price": "99"}]


def test_no_more_nodes_are_seen_than_a_page_may_have():
    assert len(list(nodes_of(blocks("[" + "{}," * (MOST_NODES + 9) + "{}]")))) == MOST_NODES


def test_objects_as_deep_as_json_can_be_are_seen_and_deeper_ones_are_nothing():
    fine, deep = ('{"a":' * depth + "{}" + "}" * depth for depth in (500, 50_000))
    assert len(list(nodes_of(blocks(fine)))) == 501
    assert blocks(deep) == [None]


def test_a_block_ends_where_html_ends_it():
    assert blocks('{"a": "</script><script>alert(1)</script>"}') == [None]
