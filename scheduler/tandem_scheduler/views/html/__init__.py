"""What all pages share: the look, text made harmless, and what a browser may do with them."""
