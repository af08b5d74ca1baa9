"""How well reviews are read: the shipped reader on sentences that people labelled, beside simple baselines."""
