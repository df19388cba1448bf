"""A checker of VIPR certificates of its own, made from the specification of the format and from nothing of ours."""
