"""Tables -> dossiers: the one table of fields, conversion of cells, assembly, and the place of every value."""
