"""Names of points on a chart never cover one another, a point or the edge."""

import random

from rivalscope.reports.label_places import CHARACTER, LINE, places


def boxes(points, texts, **given):
    found = places(points, texts, width=560, height=420, **given)
    return [
        (p.x, p.y - LINE / 2, p.x + CHARACTER * len(text), p.y + LINE / 2)
        for p, text in zip(found, texts, strict=True)
        if p is not None
    ]


def meet(first, second):
    return first[0] < second[2] and second[0] < first[2] and first[1] < second[3] and second[1] < first[3]


def test_labels_of_crowded_points_keep_apart_and_inside():
    chance = random.Random(4)
    for _ in range(20):
        points = [(chance.gauss(280, 60), chance.gauss(210, 40)) for _ in range(14)]
        found = boxes(points, ["a feature’s name"] * 14)
        assert len(found) >= 10
        for i, box in enumerate(found):
            assert box[0] >= 0 and box[1] >= 0 and box[2] <= 560 and box[3] <= 420  # noqa: PT018
            assert not any(meet(box, other) for other in found[i + 1 :])
            assert not any(box[0] < x < box[2] and box[1] < y < box[3] for x, y in points)


def test_a_lone_point_is_named_right_beside_it():
    (place,) = places([(100, 100)], ["search"], width=560, height=420)
    assert not place.far
    assert 100 < place.x < 115


def test_a_point_at_the_right_edge_is_named_on_its_left():
    (place,) = places([(550, 100)], ["search"], width=560, height=420)
    assert place.x + CHARACTER * 6 < 550


def test_what_is_reserved_stays_free():
    reserved = [(90.0, 80.0, 200.0, 120.0)]
    (box,) = boxes([(100, 100)], ["search"], reserved=reserved)
    assert not meet(box, reserved[0])


def test_points_on_one_spot_are_named_while_there_is_room_and_then_not():
    found = places([(280, 210)] * 40, ["search"] * 40, width=560, height=420)
    assert found[0] is not None
    assert found[-1] is None
