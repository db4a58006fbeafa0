"""Archives from strangers: what is good is taken, and all else is one sentence each."""

from __future__ import annotations

import datetime
import os
import stat
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from autograder.collecting import archive, folder
from autograder.collecting.archive import Unusable, bad_name, open_archive, shown
from autograder.errors import UsageError

from .conftest import pack

GOOD = {"ann/ps1.ipynb": b"{}"}


def names(path: Path) -> list[str]:
    return [member.name for member in open_archive(path).members]


def only_sentence(path: Path) -> str:
    """What was refused, beside the good entry that was taken."""
    contents = open_archive(path)
    assert [member.name for member in contents.members] == list(GOOD)
    assert [member.read() for member in contents.members] == list(GOOD.values())
    (sentence,) = contents.refused
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


def test_files_are_read_with_their_name_and_their_time(tmp_path: Path) -> None:
    (member,) = open_archive(pack(tmp_path / "a.zip", GOOD, packed=7)).members
    assert (member.name, member.source, member.read()) == ("ann/ps1.ipynb", "a.zip", b"{}")
    assert member.packed == datetime.datetime(2026, 11, 7, 12)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("../ps1.ipynb", "leads out of the archive"),
        ("ann/../../ps1.ipynb", "leads out of the archive"),
        ("/etc/ps1.ipynb", "a path on somebody's machine"),
        ("C:/ps1.ipynb", "a path on somebody's machine"),
        ("ann\\ps1.ipynb", "a path on somebody's machine"),
        ("ann//ps1.ipynb", "no name of a file"),
        ("./ps1.ipynb", "no name of a file"),
        ("ann/ps1.ipynb\0.txt", "signs that cannot be shown"),
        ("ann/\x1b[2Jps1.ipynb", "signs that cannot be shown"),
        *((f"ann/{chr(sign)}ps1.ipynb", "cannot be shown") for sign in range(0x202A, 0x202F)),
        *((f"ann/{chr(sign)}ps1.ipynb", "cannot be shown") for sign in range(0x2066, 0x206A)),
        ("ann/" + 300 * "long" + ".ipynb", "no name of a file"),
    ],
)
def test_a_name_that_is_a_trick_is_refused(tmp_path: Path, name: str, why: str) -> None:
    path = pack(tmp_path / "a.zip", GOOD)
    entry = zipfile.ZipInfo("x" * len(name))
    with zipfile.ZipFile(path, "a") as written:
        entry.filename = entry.orig_filename = name
        written.writestr(entry, b"{}")
    sentence = only_sentence(path)
    assert why in sentence
    assert sentence.isprintable()


@pytest.mark.parametrize("sign", ["\u200c", "\u200d", "\xa0"])
def test_signs_that_names_need_are_allowed(tmp_path: Path, sign: str) -> None:
    name = f"علی{sign}رضا_1_assignsubmission_file_/ps1.ipynb"
    assert names(pack(tmp_path / "a.zip", {name: b"{}"})) == [name]
    # the letters can be read, and the sign is seen
    assert shown(name) == repr(name)
    assert "علی" in shown(name)
    assert ascii(sign)[1:-1] in shown(name)


@pytest.mark.parametrize(
    ("mode", "why"),
    [(stat.S_IFLNK, "a link"), (stat.S_IFIFO, "regular"), (stat.S_IFCHR, "regular")],
)
def test_links_and_devices_are_refused(tmp_path: Path, mode: int, why: str) -> None:
    path = pack(tmp_path / "a.zip", GOOD)
    entry = zipfile.ZipInfo("bob/ps1.ipynb")
    entry.external_attr = (mode | 0o644) << 16
    with zipfile.ZipFile(path, "a") as written:
        written.writestr(entry, b"/etc/passwd")
    assert why in only_sentence(path)


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {**GOOD, "bob/ps1.ipynb": bytes(15_000_000)})
    assert "a trap" in only_sentence(path)


def test_a_line_printed_for_ever_is_no_bomb(tmp_path: Path) -> None:
    cells = b'{"text": ["' + b'still running...\\n", "' * 400_000 + b'"]}'
    path = pack(tmp_path / "a.zip", {"bob/ps1.ipynb": cells})
    assert open_archive(path).members[0].read() == cells


def test_a_file_that_is_too_large_is_refused(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(archive, "MAX_BYTES", 1000)
    path = pack(tmp_path / "a.zip", {**GOOD, "bob/ps1.ipynb": bytes(range(256)) * 8})
    assert "at most" in only_sentence(path)


def test_what_is_taken_out_of_an_archive_has_a_bound(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(archive, "MOST_TOTAL", 5)
    one, two, three = open_archive(
        pack(tmp_path / "a.zip", {"1": b"12", "2": b"34", "3": b"56"})
    ).members
    assert (one.read(), two.read()) == (b"12", b"34")
    with pytest.raises(Unusable, match="unpacks to too much"):
        three.read()


def test_what_is_read_twice_counts_once(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(archive, "MOST_TOTAL", 3)
    (one,) = open_archive(pack(tmp_path / "a.zip", {"1": b"12"})).members
    assert [one.read(), one.read()] == [b"12", b"12"]


def test_too_many_entries_are_refused_before_they_are_read(tmp_path: Path, monkeypatch) -> None:
    path = pack(tmp_path / "a.zip", {str(number): b"" for number in range(40)})
    monkeypatch.setattr(archive, "MOST_ENTRIES", 39)
    with pytest.raises(Unusable, match="has 40 entries"):
        open_archive(path)
    monkeypatch.setattr(archive, "MOST_DIRECTORY", 1000)
    monkeypatch.setattr(zipfile, "ZipFile", None)
    with pytest.raises(Unusable, match="too many entries"):
        open_archive(path)


def test_a_password_is_told(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {**GOOD, "bob/ps1.ipynb": b"{}"})
    data = bytearray(path.read_bytes())
    for mark, flags in ((b"PK\1\2", 8), (b"PK\3\4", 6)):  # in the list, and before the file
        data[data.rindex(mark) + flags] |= 1
    path.write_bytes(data)
    assert "has a password" in only_sentence(path)


def test_an_unusual_packing_is_told(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", GOOD)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_LZMA) as written:
        written.writestr("bob/ps1.ipynb", b"{}")
    assert "an unusual way" in only_sentence(path)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_of_two_entries_with_one_name_neither_is_taken(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", GOOD)
    with zipfile.ZipFile(path, "a") as written:
        written.writestr("bob/ps1.ipynb", b"1")
        written.writestr("bob/ps1.ipynb", b"2")
    assert "stands in it twice" in only_sentence(path)


def test_a_damaged_entry_is_told_when_it_is_read(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {"bob/ps1.ipynb": bytes(range(256)) * 40})
    data = bytearray(path.read_bytes())
    data[60:90] = bytes(30)
    path.write_bytes(data)
    (member,) = open_archive(path).members
    with pytest.raises(Unusable, match="it is damaged"):
        member.read()


def test_a_size_that_is_a_lie_reads_no_more_than_it_says(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {"bob/ps1.ipynb": bytes(1_000_000)})
    data = bytearray(path.read_bytes())
    place = data.rindex(b"PK\1\2") + 24
    data[place : place + 4] = struct.pack("<L", 10)
    path.write_bytes(data)
    (member,) = open_archive(path).members
    with pytest.raises(Unusable, match="it is damaged"):
        member.read()


@pytest.mark.parametrize(
    "data", [b"", b"no zip at all", b"Rar!\x1a\x07\0", b"PK\5\6", b"PK\5\6" + bytes(17)]
)
def test_what_is_no_zip_is_told(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    with pytest.raises(Unusable, match=r"a\.zip is no zip archive"):
        open_archive(path)


def test_half_a_zip_is_told(tmp_path: Path) -> None:
    whole = pack(tmp_path / "a.zip", GOOD).read_bytes()
    path = tmp_path / "half.zip"
    path.write_bytes(whole[len(whole) // 2 :])
    with pytest.raises(Unusable, match=r"half\.zip is damaged"):
        names(path)


def test_a_zip_that_is_not_there_or_a_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no file"):
        open_archive(tmp_path / "none.zip")
    with pytest.raises(UsageError, match="cannot be read"):
        open_archive(tmp_path)


@given(st.binary(max_size=400), st.integers(0, 300), st.integers(0, 300))
def test_any_damage_is_one_sentence(
    tmp_path_factory, noise: bytes, start: int, length: int
) -> None:
    path = tmp_path_factory.getbasetemp() / "noise.zip"
    pack(path, {**GOOD, "bob/ps1.ipynb": b"{}" * 30})
    data = path.read_bytes()
    path.write_bytes(data[:start] + noise + data[start + length :])
    said = ""
    try:
        contents = open_archive(path)
        for member in contents.members:
            assert not bad_name(member.name)
            member.read()
    except Unusable as error:
        said = str(error)
    assert said.isprintable()


@given(st.text())
@example("\xa0")
def test_a_name_that_is_accepted_is_a_plain_path(name: str) -> None:
    if not bad_name(name):
        parts = Path(name).parts
        assert name == "/".join(parts)
        assert ".." not in parts
        assert not Path(name).is_absolute()
        assert all(sign.isprintable() or sign in "\u200c\u200d\xa0" for sign in name)


@given(st.text())
def test_what_is_shown_of_a_name_is_one_short_line(name: str) -> None:
    assert shown(name).isprintable()
    assert len(shown(name)) < 1400


def test_canvas_names_that_do_not_say_that_they_are_utf8_are_read(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {"رضایی_1_2_ps1.ipynb": b"{}"})
    data = bytearray(path.read_bytes())
    for mark, flags in ((b"PK\1\2", 8), (b"PK\3\4", 6)):
        place = data.rindex(mark) + flags
        data[place : place + 2] = bytes(2)
    path.write_bytes(data)
    with zipfile.ZipFile(path) as misread:
        assert misread.namelist() != ["رضایی_1_2_ps1.ipynb"]
    assert names(path) == ["رضایی_1_2_ps1.ipynb"]
    assert open_archive(path).members[0].read() == b"{}"


# Folders


def test_a_folder_is_read_like_an_archive(tmp_path: Path) -> None:
    root = tmp_path / "downloads"
    for name in ("ann/ps1.ipynb", "bob/ps1.ipynb", ".hidden/ps1.ipynb", "ann/.hidden"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(b"{}")
    (root / "secret").write_text("secret")
    (root / "bob/link.ipynb").symlink_to(root / "secret")
    (root / "eve").symlink_to(root / "ann")
    contents = folder.open_folder(root, "ps1")
    taken = {member.name: member.read() for member in contents.members}
    assert taken == {"ann/ps1.ipynb": b"{}", "bob/ps1.ipynb": b"{}", "secret": b"secret"}
    assert len(contents.refused) == 2
    assert all("links are not followed" in sentence for sentence in contents.refused)


def test_a_folder_that_cannot_be_read_is_told(tmp_path: Path, monkeypatch) -> None:
    for name in ("ann", "bob"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "ps1.ipynb").write_bytes(b"{}")
    there = os.scandir

    def scandir(path: str) -> object:  # as for somebody who is not root
        if str(path).endswith("bob"):
            raise PermissionError(13, "Permission denied", str(path))
        return there(path)

    monkeypatch.setattr(os, "scandir", scandir)
    contents = folder.open_folder(tmp_path, "ps1")
    assert [member.name for member in contents.members] == ["ann/ps1.ipynb"]
    assert contents.refused == ("'bob' was left out: it cannot be read (Permission denied).",)


def test_a_file_of_a_year_that_no_calendar_has_is_read(tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "ann").mkdir()
    (tmp_path / "ann/ps1.ipynb").write_bytes(b"{}")

    class Clock(datetime.datetime):
        @classmethod
        def fromtimestamp(cls, *_: object) -> Clock:  # type: ignore[override]
            raise ValueError("year 11476 is out of range")  # some file systems know such times

    monkeypatch.setattr(folder.datetime, "datetime", Clock)
    (member,) = folder.open_folder(tmp_path, "ps1").members
    assert member.packed == datetime.datetime.min


def test_zips_at_the_top_of_a_folder_are_opened_and_those_of_students_are_not(
    tmp_path: Path,
) -> None:
    root = tmp_path / "downloads"
    (root / "ann").mkdir(parents=True)
    pack(root / "all of them.zip", {"leeann_1_2_ps1.ipynb": b"1"})
    pack(root / "leeann_1_3_homework.zip", {"leebob_9_9_ps1.ipynb": b"2"})
    pack(root / "ann/more.zip", {"leebob_9_9_ps1.ipynb": b"3"})
    (root / "broken.zip").write_bytes(b"")
    contents = folder.open_folder(root, "ps1")
    taken = sorted(member.name for member in contents.members)
    assert taken == ["ann/more.zip", "leeann_1_2_ps1.ipynb", "leeann_1_3_homework.zip"]
    assert [sentence.split(" is ")[0] for sentence in contents.refused] == ["broken.zip"]
