"""A document that tests write or read in a short way is the document: what is kept of one is given for no other."""

import pytest
import yaml

from tests.editing import as_yaml, plain, read_as


def test_a_document_written_table_by_table_is_the_document():
    whole = plain()
    for document in (whole, {**whole, "moc": whole["moc"][:3], "zzzz": [{"a": "1"}]}, whole):
        assert as_yaml(document).decode() == yaml.dump(document, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)


@pytest.mark.parametrize("form", ["yaml", "xlsx"])
def test_a_document_that_was_read_before_is_told_from_one_that_differs(form):
    whole = plain()
    changed = {**whole, "don_vi": {**whole["don_vi"], "ten": "Khu phố 5"}}
    names = [read_as(form, document).dossiers[0].dossier.unit.name for document in (whole, changed, whole, changed)]
    assert names == [whole["don_vi"]["ten"], "Khu phố 5"] * 2
