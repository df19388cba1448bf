"""A scenario in numbers: people, evenings, areas; who is alike, what clashes, what falls apart into parts."""
