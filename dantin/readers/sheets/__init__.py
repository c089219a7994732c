"""Grids of cells -> tables: where one begins, its header, its rows, written downwards or across."""
