"""A scenario in numbers: people, evenings, areas; who is alike, what clashes, what falls apart into parts.

`numbered` has the numbers, `problem` what follows from the rules before there is a model, `pair_limits` the rules on
who meets whom; `groups` who is alike towards areas, `clashes` whose duties lie too close, `independent` what can be
solved apart.
"""
