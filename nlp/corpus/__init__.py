"""The corpus: sentences of software reviews written for this project, with what they say, and how they were labelled."""
