"""The spaCy pipeline that reads reviews: features, sentiment, intents, comparisons."""
