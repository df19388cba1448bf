"""Several rosters to choose from: how they are found, and what is said of them.

Part of `tandem_scheduler.api`, which is where callers find them.
"""
