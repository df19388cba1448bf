"""Local search without a relaxation: a roster constructed, repaired, and made better by small changes."""
