"""Where pairs bind: operations with few people for their teams, and how their rosters compare tier by tier.

`scarce` and `squares` make the operations, `months` puts them in a row, `verdicts` tells rosters apart.
"""
