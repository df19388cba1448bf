"""Certificates in the format of VIPR, which checkers that are none of ours read.

`record` notes what tightens which bound while a certificate is gone through, `derive` goes through it, `lines` are the
constraints that come of it, `distances` those by which a dual draws many bounds closer, `files` writes them down, and
`reading` re-checks such files.
"""
