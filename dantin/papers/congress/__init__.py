"""The papers of the party-cell congress: its preparation, its ballots, its results."""
