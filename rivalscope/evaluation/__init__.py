"""Evaluation: how well the parts do on labelled data, against floors that may not fall."""
