"""What each device of the search is worth: solves without it, beside one with all, on instances made for some of them.

`instances` has the operations, `measure` the solves, `table` what a device's absence does to time and values.
"""
