"""Certificates that Tandem writes, held against the checker here and against the scenario."""
