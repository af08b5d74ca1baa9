"""A year of nights on a made market with faults of every kind, and what came of it against what is promised."""
