"""Opinion words and phrases with their weights: three small files and their reader."""
