"""Scrapy item pipelines, one class a file, in the order of their numbers in spiders/settings.py."""
