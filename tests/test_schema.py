"""`dantin schema`: a JSON Schema library accepts every dossier of ours with it, and refuses a word that is misspelt."""

import copy
import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from typer.testing import CliRunner

from dantin.cli.app import app
from dantin.output.schema import schema
from dantin.readers.dossier.fields import TABLES
from dantin.workbooks.dossier_files import dump_yaml
from dantin.workbooks.new_dossier import Days, new_file
from tests.conftest import ROOT
from tests.dossiers import dossier
from tests.editing import CLEAN
from tests.test_clean_dossiers import dossier as clean_dossier


class _Loader(yaml.SafeLoader):
    """Days stay text, as in the YAML 1.2 that editors read."""


_LOADER_WORDS = {
    first: [(tag, seen) for tag, seen in pairs if "timestamp" not in tag]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.yaml_implicit_resolvers = _LOADER_WORDS


@cache
def validator() -> Any:
    return jsonschema.Draft202012Validator(schema())


def faults(document: Any) -> list[str]:
    return [f"{'.'.join(map(str, error.absolute_path))}: {error.message[:200]}" for error in validator().iter_errors(document)]


def loaded(text: str) -> Any:
    return yaml.load(text, Loader=_Loader)


def test_it_is_a_schema_with_a_title_and_a_text_for_every_field() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    result = CliRunner().invoke(app, ["schema"])
    assert json.loads(result.output) == schema()
    for table in TABLES:
        of_table = schema()["properties"][table.slug]
        row = of_table["anyOf"][0] if table.slug == "don_vi" else of_table["items"]
        for field in table.fields:
            told = row["properties"][field.slug]
            assert (told["title"], told["description"]) == (field.header, table.note(field))


def test_it_is_written_to_a_file(tmp_path: Path) -> None:
    target = tmp_path / "dantin.schema.json"
    assert str(target) in CliRunner().invoke(app, ["schema", "--output", str(target)]).output
    assert json.loads(target.read_text("utf-8")) == schema()


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.yaml")), ids=lambda path: path.name)
def test_it_takes_the_examples(path: Path) -> None:
    assert faults(loaded(path.read_text("utf-8"))) == []


def test_it_takes_the_clean_dossiers() -> None:
    documents = [dossier(seed)[0] for seed in range(40)]
    documents += [
        clean_dossier(model, 2024, members)
        for model in ("bí thư là trưởng ấp", "bí thư là trưởng ban công tác mặt trận", "không thực hiện")
        for members in (5, 12)
    ]
    assert [fault for document in documents for fault in faults(loaded(dump_yaml(document)))] == []


@pytest.mark.parametrize("planned", [None, date(2024, 11, 10)])
def test_it_takes_a_new_dossier(planned: date | None) -> None:
    unit = {"ten": "Khu phố 4", "loai": "khu phố", "xa": "xã An Phước", "tinh": "tỉnh Đồng Nai"}
    assert faults(loaded(new_file(unit, Days(date(2024, 9, 1), planned), ".yaml").decode())) == []


MISSPELT = {
    "a field": lambda d: d["bau_cu"][0].update(co_mặt=40),
    "a table": lambda d: d.update(ho_gia_dìn=[]),
    "a word": lambda d: d["bau_cu"][0].update(hinh_thuc="bỏ phiếu kính"),
    "an office": lambda d: d["nhan_su"][0].update(gioi_thieu="trưởng ấp; bí thu"),
    "a number": lambda d: d["bau_cu"][0].update(co_mat="bốn mươi"),
    "a negative number": lambda d: d["bau_cu"][0].update(co_mat=-1),
    "a day": lambda d: d["bau_cu"][0].update(ngay="ngày 10 tháng 11"),
    "no name of the hamlet": lambda d: d["don_vi"].pop("ten"),
}


@pytest.mark.parametrize("name", MISSPELT)
def test_it_refuses_what_is_misspelt(name: str) -> None:
    document = copy.deepcopy(loaded(CLEAN.read_text("utf-8")))
    assert faults(document) == []
    MISSPELT[name](document)
    assert faults(document) != []
