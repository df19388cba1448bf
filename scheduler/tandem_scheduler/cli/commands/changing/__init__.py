"""Commands that change a roster that is there, or go on from it."""
