"""Large neighbourhood search: a part of the roster is free, the rest stays.

`neighbourhoods` near the relaxation, by HiGHS; `improve` around evenings, by CP-SAT; `by_people` some people's evenings
anew; `repair` evenings with bad meetings; `exact` with a model of all who meet. `race` takes what wins most.
"""
