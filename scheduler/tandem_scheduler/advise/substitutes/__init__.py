"""Who could go instead, or fill a gap; a roster with one change, tried."""
