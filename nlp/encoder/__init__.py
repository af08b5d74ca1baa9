"""The encoder at run time: one pass a sentence for aspect spans, their polarity and what the sentence is for."""
