"""Shared by all tests. The first import makes click's texts Vietnamese before anything else imports click."""

import dantin.cli  # noqa: F401  isort: skip

from datetime import date
from pathlib import Path

ROOT = Path(__file__).parent.parent
AS_OF = date(2024, 12, 31)
"""The day that stands for "today" wherever the shipped examples are checked."""
