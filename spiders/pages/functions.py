"""Functions: what work the title of a position speaks of."""

import re

FUNCTIONS: tuple[tuple[str, str], ...] = (
    ("support", r"support|customer (?:success|experience|service|care)|help ?desk|onboarding"),
    ("sales", r"sales|account (?:executive|manager)|business development|[sb]dr|pre-?sales|solutions? (?:engineer|consultant)|partner(?:ship)?s?"),
    ("marketing", r"marketing|content|copywriter|seo|brand|communications?|growth|demand generation|community|social media"),
    ("security", r"security|infosec|trust (?:&|and) safety|privacy"),
    ("data", r"data|analytics|machine learning|ml|ai|research scientist"),
    ("design", r"design(?:er)?|ux|ui|illustrator|creative"),
    ("product", r"product (?:manager|owner|lead|operations|management)|head of product|program manager"),
    ("legal", r"legal|counsel|lawyer|compliance|paralegal"),
    ("people", r"people|recruit(?:er|ing|ment)|talent|human resources|hr"),
    ("finance", r"financ(?:e|ial)|account(?:ant|ing)|payroll|controller|tax|billing|procurement"),
    ("engineering", r"engineer(?:ing)?|develop(?:er|ment)|software|programmer|architect|devops|sre|qa|tester|backend|frontend|full[- ]?stack|cto"),
    ("operations", r"operations|office|logistics|administrat(?:or|ive)|assistant|chief of staff|it (?:specialist|technician|manager)"),
)  # fmt: skip
"""Functions and the words of titles that tell them, the more special ones first."""

_PATTERNS = tuple((name, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for name, words in FUNCTIONS)
_ROLE = re.compile(
    r"\b(?:engineer|developer|manager|director|lead|designer|analyst|specialist|executive|representative|associate"
    r"|scientist|consultant|coordinator|recruiter|counsel|accountant|architect|writer|editor|administrator|officer"
    r"|head of|vp|intern|assistant|technician|advisor|strategist|partner|controller|programmer|researcher|agent)\b",
    re.IGNORECASE,
)

_BROWSE = re.compile(r"\bjobs$|^(?:hire|find|browse|view|see)\b", re.IGNORECASE)
"""A link to a list of positions, or to those who look for people."""


def function_of(title: str) -> str | None:
    """Return the function that a title speaks of, e.g. `engineering`; None when it tells none."""
    if re.search(r"\b(?:security|data|machine learning|ai|ml)\b.*\bengineer\b", title, re.IGNORECASE):
        return "engineering"
    return next((name for name, pattern in _PATTERNS if pattern.search(title)), None)


def is_role_title(text: str) -> bool:
    """Tell whether a text reads like the title of a position."""
    return 4 <= len(text) <= 100 and _ROLE.search(text) is not None and _BROWSE.search(text) is None
