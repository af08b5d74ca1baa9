"""Exports: the views as files, CSV, JSON Lines, XLSX and Parquet, with a manifest that says what each holds."""
