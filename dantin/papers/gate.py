"""Whether a paper may be written: not while its dossier has an error that touches what the paper says."""

from collections.abc import Iterable

from dantin.diagnostic import Diagnostic, Severity
from dantin.tally import Count


def hindrances(count: Count, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The errors that keep the minutes of one round from being written: those on its own figures, its totals or its roster.

    `diagnostics` are those of the hamlet. An error whose place in the dossier is not known may touch anything, and counts.
    """
    roster = "dang_vien" if count.office.of_party else "ho_gia_dinh"
    touched = (count.round.path, "don_vi", roster, "la_phieu", "ket_qua")
    return [d for d in diagnostics if d.severity is Severity.ERROR and (not d.route or d.route.startswith(touched) or d.route == "bau_cu")]
