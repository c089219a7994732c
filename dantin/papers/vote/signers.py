"""Who signs a decision of the residents besides chair and secretary, and how many copies are made, as the law of its day asks."""

from datetime import date

from dantin import law
from dantin.dismissal import head_on
from dantin.model import Person
from dantin.papers.blocks import nobody
from dantin.papers.paper import Context, Subject
from dantin.papers.phrases import DOTS, SHORT_DOTS, bare_name, copies
from dantin.people import find
from dantin.route import Route
from dantin.word.facts import Fact, Facts
from dantin.wording import commune, hamlet_name, head_of, names_front_head

MEANINGS = {
    "ky_chuc_danh": "chức danh trưởng ấp, không kèm tên ấp ở dòng dưới: Trưởng, Tổ trưởng",
    "ky_truong_ap": "trưởng ấp ký quyết định của cộng đồng dân cư; chưa biết thì để chỗ trống; trống hẳn nếu luật của ngày họp không đòi",
    "ky_mat_tran": "Trưởng ban công tác Mặt trận ký quyết định của cộng đồng dân cư",
    "ky_dai_dien": "đại diện các hộ gia đình ký quyết định của cộng đồng dân cư, mỗi người một dòng",
    "gui_ban": "các bản của biên bản kiểm phiếu gửi đi đâu, trong câu; trống nếu luật của ngày bầu không quy định",
}


NO_SIGNERS: Context = {"ky_chuc_danh": "", "ky_truong_ap": "", "ky_mat_tran": "", "ky_dai_dien": []}
"""What a paper says that is no decision of the residents, or of a time when the law asked for no such signatures."""


def front_head(subject: Subject) -> Person | None:
    """The head of the Front committee, where everything the dossier says of one speaks of one person."""
    marked = [nominee for nominee in subject.dossier.nominees if nominee.front_head or names_front_head(nominee.position)]
    people: list[Person] = [*(o for o in subject.dossier.officials if names_front_head(o.position)), *marked]
    named = [person for person in people if person.name]
    return named[0] if named and len(find(named[0], named)) == len(named) else None


def decision_signers(subject: Subject, day: date) -> Context:
    """The four signatures that the Law asks for; none where the law of that day asks for none."""
    asked = subject.law.on(law.HEAD_DECISION_CONTENT, day)
    if asked is None:
        return NO_SIGNERS
    head, front = head_on(subject.case, day), front_head(subject)
    return {
        "ky_chuc_danh": head_of(subject.unit).removesuffix(hamlet_name(subject.unit)).strip(),
        "ky_truong_ap": bare_name(head[0]) if head is not None else DOTS,
        "ky_mat_tran": bare_name(front) if front is not None else DOTS,
        "ky_dai_dien": [nobody() for _ in range(asked.value)],
    }


def signers_facts(subject: Subject, day: date) -> Facts:
    """Who of them is known, by name."""
    if subject.law.on(law.HEAD_DECISION_CONTENT, day) is None:
        return Facts()
    head, front = head_on(subject.case, day), front_head(subject)
    names = [Fact(bare_name(head[0]), head[1])] if head is not None else []
    names += [Fact(bare_name(front), front.at("ho_ten"))] if front is not None else []
    return Facts(if_told=tuple((name,) for name in names))


def copies_made(subject: Subject, day: date) -> str:
    """In how many copies minutes are made, "03 (ba)"; dotted where the law of that day does not say."""
    version = subject.law.on(law.HEAD_MINUTES_COPIES, day)
    return copies(version.value) if version is not None else SHORT_DOTS


def copies_sent(subject: Subject, day: date) -> str:
    """Where the copies of the minutes of counting go, inside a sentence; empty where the law of that day does not say."""
    if subject.law.on(law.HEAD_MINUTES_COPIES, day) is None:
        return ""
    to = f"Ủy ban nhân dân, Ủy ban MTTQ Việt Nam {commune(subject.unit)}"
    return f"gửi kèm quyết định của cộng đồng dân cư đến {to} và lưu tại {hamlet_name(subject.unit)}"


def copies_facts(subject: Subject, day: date, dated: Route) -> Facts:
    """The number of copies, where the law of the day decides it that stands at `dated`."""
    version = subject.law.on(law.HEAD_MINUTES_COPIES, day)
    return Facts(if_told=((Fact(f"{copies(version.value)} bản", dated, version=version),),)) if version is not None else Facts()
