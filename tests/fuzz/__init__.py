"""Random damage to files of every format that is read."""
