"""Published rosters disrupted: what a re-plan with the fewest changes takes, here and by rivals."""
