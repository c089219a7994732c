"""Bytes -> grids of cells, or the raw tables of YAML: one module for each kind of file, and what guards them. Knows no election."""
