"""The Scrapy project: what to fetch, how politely, and what the pages say."""
