"""The Word engine: templates filled, finished papers read back, marked as drafts, turned into PDF. Knows no election."""
