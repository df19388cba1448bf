"""What solves: linear programs (`relax`), branch and cut (`branch`), CP-SAT (`cpsat`).

`mathopt` is the door to GLOP and HiGHS; HiGHS runs in processes of its own (`apart`, `highs_process`), to be ended at
once. `excerpt`: a part of a model for CP-SAT.
"""
