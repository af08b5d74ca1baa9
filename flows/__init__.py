"""Prefect flows: when things run. A task body is one call into another room."""
