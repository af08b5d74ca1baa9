"""Drawings of our own making, and the beginnings of outlines as widely used icon sets have them."""

import pytest
from bs4 import BeautifulSoup

from rivalscope.domain.page import ClaimStatus
from spiders.pages.drawings import read_drawing


@pytest.mark.parametrize(
    ("drawn", "expected"),
    [
        ('<path d="M4.5 12.75l6 6 9-13.5"/>', ClaimStatus.OFFERED),
        ('<polyline points="20 6 9 17 4 12"/>', ClaimStatus.OFFERED),
        ('<path d="M16.707 5.293a1 1 0 010 1.414l-8 8a1 1 0 01-1.414 0z"/>', ClaimStatus.OFFERED),
        ('<path d="M6 18L18 6M6 6l12 12"/>', ClaimStatus.ABSENT),
        ('<line x1="18" y1="6" x2="6" y2="18"/><line x1="6" y1="6" x2="18" y2="18"/>', ClaimStatus.ABSENT),
        ('<path d="M5 12h14"/>', ClaimStatus.ABSENT),
        ('<path d="M12 5v14M5 12h14"/>', None),
        ('<path d="M9 5l7 7-7 7"/>', None),
        ('<path d="M12 2C6 2 2 6 2 12s4 10 10 10"/>', None),
        ("", None),
    ],
)
def test_a_tick_a_cross_and_a_dash_are_told_by_their_lines(drawn, expected):
    svg = BeautifulSoup(f"<svg>{drawn}</svg>", "lxml").svg
    assert read_drawing(svg) is expected
