"""On what short ways are held against the plain ones: all files of tests and examples, and drawn people that are often one."""

import random
from dataclasses import replace

from dantin.model import Household, PartialDate
from dantin.readers import SUFFIXES
from tests.conftest import ROOT

FILES = sorted(p for folder in ("tests/files", "examples") for p in (ROOT / folder).rglob("*") if p.suffix in SUFFIXES)
NAMES = ["Trần Văn An", "Tran Van An", "TRẦN VĂN AN", "Lý Thị Hoà", "Lí Thị Hòa", None, "", "Trần Văn An (1965)"]
BIRTHS = [None, PartialDate(1965), PartialDate(1965, 2, 5), PartialDate(1965, 2, 6), PartialDate(1970, 1, 1)]
NUMBERS = [None, "075065000001", "075065000002", "75065000001", "chưa có"]


def drawn_people(seed, count):
    """Households that are all told something of, or of a few people."""
    draw = random.Random(seed)
    return [Household(i, name=draw.choice(NAMES), birth=draw.choice(BIRTHS), cccd=draw.choice(NUMBERS)) for i in range(count)]


def drawn_in(seed, count):
    draw = random.Random(seed)
    sexes = [None, "Nam", "Nữ"]
    return [replace(person, sex=draw.choice(sexes)) for person in drawn_people(seed, count)]
