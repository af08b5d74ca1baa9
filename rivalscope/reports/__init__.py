"""Findings made readable: HTML, Markdown, JSON, XLSX and the digest mail."""
