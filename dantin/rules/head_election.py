"""Rules about electing the hamlet head."""

from collections.abc import Iterator

from dantin import law
from dantin.model import Office
from dantin.rule import WARNING, Edit, Finding, rule
from dantin.tally import Case


@rule(
    "DT305",
    "chỉ có {present}/{base} đại diện hộ dự họp, cần ít nhất {quorum}, nhưng cuộc họp vẫn bầu",
    title="Cuộc họp không đủ số hộ dự mà vẫn bầu",
    why="Người trúng cử phải được hơn một nửa tổng số đại diện hộ của ấp đồng ý; cuộc họp có ít hộ hơn số đó thì không thể bầu được ai.",
    hint="Không lập biên bản trúng cử. Ghi nhận cuộc họp không đủ số hộ dự, tổ chức họp lại hoặc phát phiếu lấy ý kiến hộ gia đình.",
    hint_district="Trả hồ sơ: kết quả lượt này không có giá trị.",
    bad=Edit(
        {
            "bau_cu[0].co_mat": 155,
            "bau_cu[0].phat_ra": 155,
            "bau_cu[0].thu_ve": 155,
            "bau_cu[0].hop_le": 155,
            "bau_cu[0].khong_hop_le": 0,
            "bau_cu[0].ung_cu[0].so_phieu": 150,
            "bau_cu[0].ung_cu[1].so_phieu": 5,
            "*ho_gia_dinh.du_hop": "",
        }
    ),
    good=Edit(
        {
            "bau_cu[0].co_mat": 156,
            "bau_cu[0].phat_ra": 156,
            "bau_cu[0].thu_ve": 156,
            "bau_cu[0].hop_le": 156,
            "bau_cu[0].khong_hop_le": 0,
            "bau_cu[0].ung_cu[0].so_phieu": 156,
            "bau_cu[0].ung_cu[1].so_phieu": 0,
            "*ho_gia_dinh.du_hop": "",
        }
    ),
    rests_on=law.HEAD_QUORUM,
)
def voted_without_quorum(case: Case) -> Iterator[Finding]:
    """A meeting that voted though not more than half of the households were there."""
    for count in case.held(Office.HEAD):
        if count.short_of_quorum and count.voted:
            r = count.round
            yield Finding(
                r.at("co_mat"),
                {"present": r.present, "base": count.base.number, "quorum": count.quorum},
                reads=count.base.reads,
                day=count.day,
                severity=WARNING if count.given_up else None,
                stands=True,
            )
