"""Arrays by what is in them."""

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

Floats = NDArray[np.float64]

Mask = NDArray[np.bool_]
