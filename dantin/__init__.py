"""dantin: reads the dossiers of hamlet elections, checks, counts, and writes the official papers."""
