"""Rules about who was at a meeting or a congress, as its sources tell it: two accounts of one gathering."""

from collections.abc import Iterator

from dantin import law
from dantin.case import Case
from dantin.gathering import Gathering, against_ticks, gatherings
from dantin.model import Event
from dantin.rule import WARNING, Edit, Finding, rule


@rule(
    "DT520",
    "{message}",
    title="Một cuộc họp, đại hội có hai số có mặt",
    why="Số có mặt lúc khai mạc và lúc bầu ghi ở nhiều giấy tờ; khác nhau mà không nêu lý do thì các biên bản đã ký mâu thuẫn với nhau.",
    hint="Đối chiếu với danh sách ký tên và sửa số nhập sai. Có người đến sau khi khai mạc thì ghi vào cột “Lý do chênh lệch” của lượt "
    "bầu, ví dụ “01 người đến muộn”.",
    hint_district="Hỏi lại xã số có mặt đúng lúc khai mạc và lúc bầu.",
    bad=Edit({"cuoc_hop[2].co_mat": 19}),
    good=Edit({"cuoc_hop[2].co_mat": 20}),
    rests_on=(law.HEAD_MINUTES, law.CONGRESS_RESULTS),
    severity=WARNING,
    needs=("bau_cu.co_mat", "cuoc_hop.co_mat"),
)
def two_attendances(case: Case) -> Iterator[Finding]:
    """Minutes and first round that tell two attendances, or more people at a later round than ever before, nobody noted as arriving."""
    for gathering in gatherings(case):
        differing = list(_differing(gathering))
        # That a round and the ticks disagree is told as such.
        if differing and not any(one.count in gathering.counts for one in against_ticks(case, gathering.event)[0]):
            yield from differing


def _differing(gathering: Gathering) -> Iterator[Finding]:
    first, minutes, risen = gathering.first, gathering.minutes, tuple(gathering.risen)
    if first is None or not (gathering.differs or risen):
        return
    provision = law.CONGRESS_RESULTS if gathering.event is Event.CONGRESS else law.HEAD_MINUTES
    routes = tuple(route for name in ("cuoc", "ngay", "co_mat") for route in minutes.each(name)) if minutes.index >= 0 else ()
    opening = (first.round.at("ngay"), *first.round.each("co_mat"))
    if gathering.differs:
        message = f"bảng Cuộc họp ghi {minutes.present} người có mặt, lượt bầu đầu tiên ghi {first.round.present}"
        rows = ((row, part.round) for row in minutes.parts for part in first.parts if row.cluster == part.round.cluster)
        place = next((row for row, voted in rows if row.present != voted.present), minutes)
        yield Finding(place.at("co_mat"), {"message": message}, (*routes, *opening), opening[1:], gathering.day, provision)
    for count, most in risen:
        route, before = count.round.at("co_mat"), minutes.at("co_mat") if most == minutes.present else opening[1]
        message = f"lượt này ghi {count.round.present} người có mặt, trước đó chỉ có {most}, mà không ghi ai đến thêm"
        yield Finding(route, {"message": message}, (*routes, *opening), (before,), gathering.day, provision)
