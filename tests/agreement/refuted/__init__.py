"""Scenarios that no roster fits have certificates that say so."""
