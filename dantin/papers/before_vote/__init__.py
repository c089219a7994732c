"""The papers before the vote for the hamlet head."""
