"""What is proven, in files: certificates of ours written and re-checked, and in the format of VIPR.

`certify` writes what a solve came to, `recheck` reads it without a solver, `packing` has multipliers and trees as text.
"""
