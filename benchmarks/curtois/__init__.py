"""The public shift-scheduling instances of Curtois and Qu: an outside check, for others have solved them too.

T. Curtois, R. Qu, Computational results on new staff scheduling benchmark instances, 2014. `instance` reads the text
format, `scenario` makes an operation of one, `clocks` finds times of day for its shift types, `results` holds what
comes out against what is published, and against `single`, the plain model of one role. `generate` makes instances of
the same kind.
"""
