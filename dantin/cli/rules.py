"""`dantin rules`: the whole catalogue."""

import sys

from dantin.cli.options import Format, FormatOption


def rules(output: FormatOption = Format.TEXT) -> None:
    """Liệt kê mọi quy tắc dantin kiểm tra: mã, mức độ, nội dung, căn cứ."""
    import dantin.batch  # noqa: F401  (fills the catalogue)
    from dantin import rule

    catalogue = rule.rules()
    if output is Format.JSON:
        from dantin.output import json
        from dantin.output.catalogue import as_data

        sys.stdout.write(json.dumps(json.catalogue(as_data(entry) for entry in catalogue)) + "\n")
        return
    from dantin.output import catalogue as pages
    from dantin.output import terminal

    pages.table(terminal.console(), catalogue)
