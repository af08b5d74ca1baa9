"""The only room that speaks SQL: domain objects in, domain objects out; no row or connection ever leaves it."""
