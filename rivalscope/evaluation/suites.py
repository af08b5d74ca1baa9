"""Every suite there is, in the order in which they run."""

from rivalscope.evaluation.pages import PAGES, WEB_PAGES
from rivalscope.evaluation.real_prices import REAL_PRICES
from rivalscope.evaluation.texts import POLARITY

SUITES = (PAGES, WEB_PAGES, POLARITY, REAL_PRICES)
