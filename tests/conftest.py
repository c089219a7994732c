"""Shared by all tests. The first import makes click's texts Vietnamese before anything else imports click.

Every run draws the same random examples: those that follow from the tests themselves, whatever the machine, its speed and the order of
tests. `make fuzz` draws others (`--hypothesis-profile=search`), and more of them.
"""

import dantin.cli  # isort: skip

import gc
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.internal.conjecture import providers

import dantin.run
from dantin.readers.sources import Source

ROOT = Path(__file__).parent.parent
AS_OF = date(2024, 12, 31)
"""The day that stands for "today" wherever the shipped examples are checked."""

SAME, SEARCH = "same", "search"
_MORE = 5

# No test answers from what another run remembered, nor writes into the cache of who runs them.
os.environ["DANTIN_CACHE"] = "0"

# Circles are looked for as seldom as the program does it, and never among the ten thousand collected tests: a third of the time otherwise.
gc.set_threshold(dantin.cli.OBJECTS_BETWEEN)

# No deadline and no check of speed: a slow machine finds nothing that a fast one does not.
settings.register_profile(
    SAME,
    derandomize=True,
    database=None,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.register_profile(SEARCH, settings.get_profile(SAME), derandomize=False, max_examples=100 * _MORE)
settings.register_profile("mutation", settings.get_profile(SAME), phases=(Phase.explicit, Phase.generate))
settings.load_profile(SAME)


def pytest_collection_finish() -> None:
    """What stands for the whole run is not looked at again by the search for circles."""
    if settings.get_current_profile_name() != SEARCH:
        # Numbers and texts out of whatever modules happen to be loaded are drawn as well: other ones in each order of tests.
        providers._get_local_constants = lambda: providers.Constants()
    gc.collect()
    gc.freeze()


def examples(number: int) -> settings:
    """How many random examples a test draws that is slow, or that needs many; of a search the same share more."""
    return settings(max_examples=number * (_MORE if settings.get_current_profile_name() == SEARCH else 1))


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read, each time they are."""
    check, names = dantin.run.check_source, []

    def noting(source: Source, *args: object, **options: object) -> object:
        names.append(source.files[0].name)
        return check(source, *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(dantin.run, "check_source", noting)
    return names
