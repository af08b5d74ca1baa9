"""The recipe of our own parser: treebank in, weights and model card out."""
