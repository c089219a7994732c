"""No paper overwrites another: each hamlet's papers lie in a folder of their own, by a name that every system takes."""

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

import pytest

from dantin.diagnostic import Place
from dantin.found import Hamlet
from dantin.papers.folders import folder_name, folders_of
from dantin.readers.config import Config, find_configs
from dantin.readers.hamlet_list import Entry
from dantin.run import gather, run
from dantin.vietnamese import code_meant
from tests.conftest import AS_OF
from tests.test_cli import dantin

ROLL = "danh-sach-ho-gia-dinh"
LONG = "Ấp " * 160


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("TB-KP4", "Khu phố 4"), "tb-kp4-khu-pho-4"),
        ((None, None), "ap"),
        (("-", "..."), "ap"),
        (("NUL", None), "ap-nul"),
        ((None, "Aux"), "ap-aux"),
        (("com1", ""), "ap-com1"),
        (("COM¹", None), "ap-com¹"),
        (("con", "Ấp 1"), "con-ap-1"),
        (("A.1 ", " Ấp 1. "), "a-1-ap-1"),
        (("../..", "Ấp/1"), "ap-1"),
        (("C:\\x", "a|b?*"), "c-x-a-b"),
        (("-x-", "--"), "x"),
    ],
)
def test_names_are_safe_on_every_system(parts: tuple[str | None, str | None], expected: str) -> None:
    assert folder_name(*parts) == expected


@pytest.mark.parametrize("stem", [None, "ho-so", "x" * 200])
@pytest.mark.parametrize("parts", [("A1", LONG), (LONG, "Ấp 1"), (LONG, LONG), ("A1", "村" * 160)])
def test_names_are_cut_at_60_letters(parts: tuple[str, str], stem: str | None) -> None:
    name = folder_name(*parts, last=stem)
    assert 20 < len(name) <= 60
    assert name.strip("-") == name
    assert stem is None or name.endswith(f"-{stem[:25]}")


def hamlet(file: str, code: str | None = None, name: str | None = "Ấp 1", commune: str | None = "xã Một", index: int = 0) -> Hamlet:
    return Hamlet(file, code, name, commune, Place(file), index=index)


SHARED: dict[str, tuple[list[Hamlet], list[str]]] = {
    "one commune": ([hamlet("a.yaml", "A1"), hamlet("b.yaml", "A2", "Ấp 2")], ["a1-ap-1", "a2-ap-2"]),
    "two communes": ([hamlet("a.yaml"), hamlet("b.yaml", commune="xã Hai")], ["xa-mot/ap-1", "xa-hai/ap-1"]),
    "two communes, one hamlet without": (
        [hamlet("a.yaml"), hamlet("b.yaml", commune="xã Hai"), hamlet("c.yaml", commune=None)],
        ["xa-mot/ap-1", "xa-hai/ap-1", "ap-1"],
    ),
    "a commune called as a device": ([hamlet("a.yaml", commune="Con"), hamlet("b.yaml", commune="Nul")], ["xa-con/ap-1", "xa-nul/ap-1"]),
    "one name": ([hamlet("x/a.yaml"), hamlet("x/b.yaml")], ["ap-1-a", "ap-1-b"]),
    "one name and one stem": ([hamlet("x/a.yaml"), hamlet("y/a.yaml")], ["ap-1-a", "ap-1-a-2"]),
    "one code in capitals and not": ([hamlet("a.yaml", "AP-1"), hamlet("b.yaml", "ap-1")], ["ap-1-ap-1-a", "ap-1-ap-1-b"]),
    "Đ and D": ([hamlet("a.yaml", "Đ1"), hamlet("a.yaml", "D1", index=1)], ["d1-ap-1-a", "d1-ap-1-a-2"]),
    "marks alone tell names apart": ([hamlet("a.yaml", "A", "Bàu Cạn"), hamlet("b.yaml", "A", "Bầu Cần")], ["a-bau-can-a", "a-bau-can-b"]),
    "a name as another with its stem": (
        [hamlet("x.yaml"), hamlet("y.yaml"), hamlet("z.yaml", name="Ấp 1 x")],
        ["ap-1-x-2", "ap-1-y", "ap-1-x"],
    ),
    "names alike in the first 60 letters": (
        [hamlet("a.yaml", None, LONG + "1"), hamlet("b.yaml", None, LONG + "2")],
        [f"{'ap-' * 19}a-a", f"{'ap-' * 19}a-b"],
    ),
    "standard input": ([hamlet("-"), hamlet("-", index=1)], ["ap-1", "ap-1-2"]),
}


@pytest.mark.parametrize("case", SHARED)
def test_no_two_hamlets_share_a_folder(case: str) -> None:
    hamlets, expected = SHARED[case]
    found = folders_of(hamlets, {})
    assert list(found.values()) == [PurePosixPath(path) for path in expected]
    assert len({str(path).casefold() for path in found.values()}) == len(hamlets)


class Walked(tuple[Entry, ...]):
    """A list of hamlets that counts how often it is walked."""

    times = 0

    def __iter__(self) -> Iterator[Entry]:
        self.times += 1
        return super().__iter__()


def test_the_list_of_a_country_is_walked_once_whatever_the_number_of_its_files() -> None:
    entries = Walked(Entry(f"A{number}", None, f"xã {number % 3}", None, Place("")) for number in range(40))
    config = Config("dantin.yaml", listed=entries)
    hamlets = [hamlet(f"{number}.yaml", f"A{number}", commune="xã 0") for number in range(40)]
    folders = folders_of(hamlets, {Path(each.file): config for each in hamlets})
    assert folders["7.yaml", 0] == PurePosixPath("xa-0/a7-ap-1")
    assert entries.times == 1


UNIT = "don_vi: {{{code}ten: {name}, loai: ấp, xa: {commune}, tinh: Đồng Nai}}\nho_gia_dinh:\n  - {{ma_ho: H1, ho_ten: {person}}}\n"


def write(folder: Path, dossiers: Mapping[str, tuple[str, str, str]]) -> None:
    for number, (file, (code, name, commune)) in enumerate(dossiers.items()):
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        given = f"ma: {code}, " if code else ""
        (folder / file).write_text(UNIT.format(code=given, name=name, commune=commune, person=f"Lê Văn {chr(65 + number)}"), "utf-8")


def papers(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.docx"))}


@pytest.mark.parametrize(
    ("dossiers", "config", "args", "where"),
    [
        ({"x.yaml": ("", "Ấp 1", "xã Một"), "y.yaml": ("", "Ấp 1", "xã Hai")}, "", ["."], ["xa-hai/ap-1", "xa-mot/ap-1"]),
        ({"x.yaml": ("Đ1", "Ấp 1", "xã Một"), "y.yaml": ("D1", "Ấp 1", "xã Một")}, "", ["."], ["d1-ap-1-x", "d1-ap-1-y"]),
        ({"x.yaml": ("A1", "Ấp 1", "xã Một"), "y.yaml": ("A2", "Ấp 2", "xã Hai")}, "", [".", "--hamlet", "a1"], ["xa-mot/a1-ap-1"]),
        ({"x.yaml": ("A1", "Ấp 1", "xã Một"), "y.yaml": ("A2", "Ấp 2", "xã Hai")}, "", ["x.yaml"], ["a1-ap-1"]),
        (
            {"x.yaml": ("A1", "Ấp 1", "xã Một"), "y.yaml": ("A2", "Ấp 2", "xã Hai")},
            "danh_sach:\n  - {ma: A1, xa: xã Một}\n  - {ma: A2, xa: xã Hai}\n",
            ["x.yaml"],
            ["xa-mot/a1-ap-1"],
        ),
        (
            {"x.yaml": ("A1", "Ấp 1", "xã Một"), "y.yaml": ("A2", "Ấp 2", "xã Hai")},
            "danh_sach:\n  - {ma: A1, xa: xã Một}\n  - {ma: A2, xa: xã Một}\n",
            ["."],
            ["a1-ap-1", "a2-ap-2"],
        ),
        (
            {"x.yaml": ("A1", LONG.strip(), "xã Một"), "y.yaml": ("A2", "Ấp 2", "xã Một")},
            "",
            ["."],
            [f"a1-{'ap-' * 19}".strip("-"), "a2-ap-2"],
        ),
    ],
    ids=["no code", "Đ1 and D1", "one of two communes", "a file alone", "a file of a list", "a list of one commune", "long name"],
)
def test_render_keeps_hamlets_apart(
    tmp_path: Path, dossiers: dict[str, tuple[str, str, str]], config: str, args: list[str], where: list[str]
) -> None:
    write(tmp_path, dossiers)
    if config:
        (tmp_path / "dantin.yaml").write_text(config, "utf-8")
    result = dantin("render", *args, "--paper", ROLL, "--as-of", "20/12/2024", cwd=tmp_path)
    assert result.returncode == 0, result.stdout + result.stderr
    written = papers(tmp_path / "out")
    assert sorted(written) == sorted(f"{folder}/{ROLL}.docx" for folder in where)
    assert len(set(written.values())) == len(where)


def test_of_one_code_in_two_files_no_paper_is_overwritten(tmp_path: Path) -> None:
    write(tmp_path, {"x.yaml": ("AP-1", "Ấp 1", "xã Một"), "y.yaml": ("ap-1", "Ấp 1", "xã Một")})
    final = dantin("render", ".", "--paper", ROLL, cwd=tmp_path)
    assert (final.returncode, "DT009" in final.stdout) == (1, True)
    assert list(papers(tmp_path / "out")) == [f"ap-1-ap-1-x/{ROLL}.docx"]
    draft = dantin("render", ".", "--paper", ROLL, "--draft", cwd=tmp_path)
    assert draft.returncode == 0
    assert list(papers(tmp_path / "out")) == [f"ap-1-ap-1-{stem}/{ROLL}.docx" for stem in "xy"]


@pytest.mark.parametrize(
    ("code", "codes", "meant"),
    [
        ("D1", ["Đ1", "D1"], "D1"),
        ("đ1", ["Đ1", "D1"], "Đ1"),
        ("D1", ["Đ1"], "Đ1"),
        ("d1", ["Đ1", "Ð1"], "Đ1"),
        ("a 1", ["A-1"], "A-1"),
        ("AP", ["ẤP", "ÁP"], None),
        ("A2", ["A1"], None),
        ("A11", ["A-11", "A-1-1"], None),
    ],
)
def test_which_code_is_meant(code: str, codes: list[str], meant: str | None) -> None:
    assert code_meant(code, codes) == meant


def codes_found(folder: Path) -> list[str]:
    files = sorted(folder.glob("*.yaml"))
    configs = find_configs(files)
    files = [file for file in files if file.name != "dantin.yaml"]
    return [d.code for d in gather(run(files, AS_OF, configs=configs), configs, whole=[folder]).diagnostics]


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [("Đ1", "D1", []), ("A1", "a1", ["DT009"]), ("A1", "A-1", []), ("LT 1", "lt-1", ["DT009"])],
)
def test_codes_are_told_apart(tmp_path: Path, first: str, second: str, found: list[str]) -> None:
    write(tmp_path, {"x.yaml": (first, "Ấp 1", "xã Một"), "y.yaml": (second, "Ấp 2", "xã Một")})
    assert codes_found(tmp_path) == found
    both = [f"{{ma: {code}, ten: Ấp {n}, loai: ấp, xa: xã Một, tinh: Đồng Nai}}" for n, code in enumerate((first, second))]
    rows = [f"{{ma_ap: {code}, ma_ho: H1, ho_ten: Lê Văn {name}}}" for code, name in ((first, "An"), (second, "Bình"))]
    for file in ("x.yaml", "y.yaml"):
        (tmp_path / file).unlink()
    (tmp_path / "z.yaml").write_text(f"don_vi: [{', '.join(both)}]\nho_gia_dinh: [{', '.join(rows)}]\n", "utf-8")
    assert codes_found(tmp_path) == found


def test_a_list_tells_codes_apart_too(tmp_path: Path) -> None:
    write(tmp_path, {"x.yaml": ("Đ1", "Ấp 1", "xã Một")})
    (tmp_path / "dantin.yaml").write_text("danh_sach:\n  - {ma: Đ1}\n  - {ma: D1}\n", "utf-8")
    assert codes_found(tmp_path) == ["DT601"]
