"""Pure functions from stored facts to findings: no clock, no database, numpy only."""
