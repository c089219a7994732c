"""The local guidance in a district's config: which rules it tightens. What would loosen one is refused at its line."""

from collections.abc import Callable
from datetime import date

from dantin.provision import Guidance, Instrument
from dantin.readers import findings
from dantin.readers.config_entries import ConfigReader, Section
from dantin.readers.dossier.fields import Field, Kind
from dantin.readers.dossier.quoting import shown
from dantin.rule import CATALOGUE, Rule, rules
from dantin.vietnamese import short_date

_GUIDANCE = ("van_ban", "so", "ngay", "thoi_han", "nang_thanh_loi", "ha_thanh_canh_bao")


def read_guidance(reader: ConfigReader, top: Section) -> tuple[Guidance, ...]:
    """The local guidance: documents, each with its name, number and date, and what it tightens. What would loosen a rule is refused."""
    line, node = top.get("dia_phuong", (0, None))
    if node is None:
        return ()
    items = [(line, node)] if node.items is None else [(item.line, item) for item in node.items]
    documents = [_guidance(reader, reader.section(item, at, "dia_phuong", _GUIDANCE), at) for at, item in items]
    return tuple(local for local in documents if local is not None)


def _guidance(reader: ConfigReader, section: Section, line: int) -> Guidance | None:
    title = reader.value(section, Field("van_ban", "dia_phuong.van_ban", ""))
    number = reader.value(section, Field("so", "dia_phuong.so", ""))
    day = reader.value(section, Field("ngay", "dia_phuong.ngay", "", Kind.DATE))
    for name, value in (("van_ban", title), ("so", number), ("ngay", day)):
        if value is None:
            what = f"“{name}” của hướng dẫn địa phương (phải ghi tên, số và ngày văn bản)"
            reader.report(findings.DT008, section.get(name, (line, None))[0], name, what=what)
    raised = _codes(reader, section, "nang_thanh_loi", lambda rule: rule.may_be_raised, "mã cảnh báo, ví dụ DT306")
    of_model = ", ".join(rule.code for rule in rules() if rule.may_be_lowered)
    lowered = _codes(reader, section, "ha_thanh_canh_bao", lambda rule: rule.may_be_lowered, f"mã quy tắc của mô hình: {of_model}")
    terms = _terms(reader, section, day)
    if title is None or number is None or day is None:
        return None
    short = f"{title} số {number} ngày {short_date(day)}"
    by_title = {provision.title: days for code, days in terms.items() for provision in CATALOGUE[code].rests_on}
    return Guidance(Instrument(short, short, day), day, raised, lowered, by_title)


def _codes(reader: ConfigReader, section: Section, name: str, fits: Callable[[Rule], bool], expected: str) -> frozenset[str]:
    line, node = section.get(name, (0, None))
    texts = [] if node is None else [(node.line, node.text)] if node.items is None else [(item.line, item.text) for item in node.items]
    codes = set()
    for at, text in texts:
        for code in (text or "").replace(",", ";").split(";"):
            rule = CATALOGUE.get(code.strip().upper())
            if rule is not None and fits(rule):
                codes.add(rule.code)
            elif code.strip():
                refused = "là quy định chung, địa phương không được nới" if rule is not None else "không phải là mã quy tắc"
                facts = {"field": f"dia_phuong.{name}", "found": f"{shown(code)} {refused}", "expected": expected}
                reader.report(findings.DT005, at or line, name, **facts)
    return frozenset(codes)


def _terms(reader: ConfigReader, section: Section, day: date | None) -> dict[str, int]:
    """The terms that the guidance sets, by code; one that is longer than the law allows is refused."""
    line, node = section.get("thoi_han", (0, None))
    terms: dict[str, int] = {}
    if node is None:
        return terms
    for key, at, value in reader.entries(node, line, "thoi_han", "DT301: 25"):
        code = key.strip().upper()
        days = reader.value({code: (at, value)}, Field(code, f"thoi_han.{code}", "", Kind.COUNT, least=1))
        provision = CATALOGUE[code].tightened if code in CATALOGUE else None
        if provision is None:
            expected = ", ".join(rule.code for rule in rules() if rule.tightened is not None)
            reader.report(findings.DT005, at, code, field="thoi_han", found=f"{shown(key)} không có thời hạn để siết", expected=expected)
            continue
        if days is None:
            continue
        national = provision.national(day or date.max)
        if national is not None and not provision.tightened_by(days, national):
            facts = {
                "field": f"thoi_han.{code}",
                "found": f"{days:02d} ngày là nới hơn {national.value:02d} ngày của {national.citation}; "
                f"văn bản địa phương chỉ được siết chặt hơn",
                "expected": f"từ {national.value:02d} ngày trở {'lên' if days < national.value else 'xuống'}",
            }
            reader.report(findings.DT005, at, code, **facts)
            continue
        terms[code] = days
    return terms
