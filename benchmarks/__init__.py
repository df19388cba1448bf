"""Benchmarks: seeded operations of every size, solved by Tandem and by its rivals, scored by Tandem's checker."""
