"""What calls give back: schedules, reports, proofs, explanations, answers."""
