"""Ratios against named peers, measured in one run: `make bench`. Never part of the tests that pass or fail."""
