"""Looks for rosters: tier after tier, with a relaxation, local search and large neighbourhoods."""
