"""The papers of the vote for the hamlet head, and of what follows it: counting, the meeting, the recognition."""
