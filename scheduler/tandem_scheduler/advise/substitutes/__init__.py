"""Who could go instead, swap evenings or fill a gap; a roster with one change, tried."""
