"""Why there is no roster: what collides, in sentences, and ways out."""
