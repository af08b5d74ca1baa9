"""Made markets of which the truth is known, by which the gap analysis is judged."""
