"""The sections of the report that are told once for every format, one module a topic."""
