"""Every suite there is, in the order in which they run."""

from rivalscope.evaluation.changes import CHANGES
from rivalscope.evaluation.gaps import GAPS
from rivalscope.evaluation.layouts import LAYOUTS_MADE, LAYOUTS_MARKET
from rivalscope.evaluation.main_text import MAIN_TEXT
from rivalscope.evaluation.money import MONEY, PRICE_FIELDS
from rivalscope.evaluation.page_kind import PAGE_KIND
from rivalscope.evaluation.pages import PAGES, WEB_PAGES
from rivalscope.evaluation.reading.aspects import ASPECT_SUITES
from rivalscope.evaluation.reading.corpus import CORPUS
from rivalscope.evaluation.reading.feedback import FEEDBACK
from rivalscope.evaluation.reading.irony import IRONY
from rivalscope.evaluation.reading.object_pairs import COMPSENT
from rivalscope.evaluation.reading.treebank import TREEBANK
from rivalscope.evaluation.real_prices import REAL_PRICES
from rivalscope.evaluation.releases import RELEASES
from rivalscope.evaluation.rivals import RIVALS
from rivalscope.evaluation.statements import STATEMENTS
from rivalscope.evaluation.statuses import STATUSES
from rivalscope.evaluation.switch_reasons import SWITCH_REASONS
from rivalscope.evaluation.texts import POLARITY
from rivalscope.evaluation.time import TIME
from rivalscope.evaluation.vendors import VENDORS_MADE
from rivalscope.evaluation.wish_names import WISH_NAMES

SUITES = (
    PAGES,
    WEB_PAGES,
    LAYOUTS_MADE,
    LAYOUTS_MARKET,
    MONEY,
    PRICE_FIELDS,
    POLARITY,
    REAL_PRICES,
    VENDORS_MADE,
    RELEASES,
    CHANGES,
    MAIN_TEXT,
    PAGE_KIND,
    STATEMENTS,
    RIVALS,
    STATUSES,
    SWITCH_REASONS,
    WISH_NAMES,
    GAPS,
    CORPUS,
    *ASPECT_SUITES,
    IRONY,
    COMPSENT,
    FEEDBACK,
    TREEBANK,
    TIME,
)
