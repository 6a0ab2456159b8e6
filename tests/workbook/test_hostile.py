"""Files that are no workbook, or a hostile one: refused in bounded time, and nothing in them is followed."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

import detente
from detente.errors import MissingExtraError
from detente.workbook import xlsx
from tests.workbook.filled import Filled

Change = Callable[[bytes], bytes]


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return Filled().save(tmp_path_factory.mktemp("packed")).read_bytes()


def changed(packed: bytes, change: Change, sheet: int = 6) -> bytes:
    """The file with one sheet changed (6: Claims)."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(packed)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == f"xl/worksheets/sheet{sheet}.xml" else data)
    return out.getvalue()


def rows(text: bytes) -> Change:
    """More rows at the end of a sheet."""
    return lambda data: data.replace(b"</sheetData>", text + b"</sheetData>")


def refused(data: bytes, folder: Path, name: str = "bad.xlsx") -> str:
    path = folder / name
    path.write_bytes(data)
    report = detente.validate(path)
    assert report.exit_status == 2
    (finding,) = report
    assert finding.code == "D016"
    return finding.message


_CELL = b'<row r="%d"><c r="%s%d" t="inlineStr"><is><t>x</t></is></c></row>'


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (
            lambda d: d.replace(b"</sheetData>", b" " * 41_000_000 + b"</sheetData>"),
            "unpacks to too much",
        ),
        (rows(_CELL % (1048576, b"XFD", 1048576)), "beyond column IV"),
        (rows(b"".join(_CELL % (n, b"F", n) for n in range(100, 50_200))), "too many rows"),
        (
            lambda d: d.replace(
                b"<worksheet",
                b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet',
                1,
            ),
            "entities",
        ),
        (lambda d: b"\xff\xfe" + d.decode().encode("utf-16-le"), "not in UTF-8"),
        (lambda d: d[:-40], "no workbook that can be read"),
    ],
)
def test_what_is_too_much_or_not_as_it_should_be_is_refused(
    packed: bytes, tmp_path: Path, change: Change, why: str
) -> None:
    assert why in refused(changed(packed, change), tmp_path)


def test_a_cell_in_the_last_row_costs_nothing(packed: bytes, tmp_path: Path) -> None:
    path = tmp_path / "far.xlsx"
    blank = b'<row r="1048576"><c r="XFD1048576" s="1"/></row>'
    path.write_bytes(changed(packed, rows(blank)))
    assert detente.validate(path).ok

    path.write_bytes(changed(packed, rows(_CELL % (1048576, b"A", 1048576))))
    assert (
        "Claims!A1048576" in [d.location.cell for d in detente.validate(path)]
        or detente.validate(path).ok
    )


@pytest.mark.parametrize(
    "data", [b"", b"hello", b"PK\x03\x04 and no more", b"\xd0\xcf\x11\xe0 an old one"]
)
def test_what_is_no_zip_is_refused(data: bytes, tmp_path: Path) -> None:
    assert "no workbook (.xlsx)" in refused(data, tmp_path)


def test_a_cut_or_damaged_file_is_refused(packed: bytes, tmp_path: Path) -> None:
    half = len(packed) // 2
    assert "no workbook" in refused(packed[:half], tmp_path)
    damaged = packed[:60] + b"\x00" * 400 + packed[460:]
    assert "damaged" in refused(damaged, tmp_path)


@pytest.mark.parametrize("suffix", [".xlsm", ".xls", ".xlsb", ".XLSM", ".ods"])
def test_other_kinds_of_workbooks_are_refused_by_name(
    packed: bytes, tmp_path: Path, suffix: str
) -> None:
    assert "save it as .xlsx" in refused(packed, tmp_path, f"my{suffix}")


def test_macros_below_another_name_are_refused(packed: bytes, tmp_path: Path) -> None:
    data = io.BytesIO(packed)
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")

    assert "it has macros" in refused(data.getvalue(), tmp_path)


def test_too_many_parts_or_bytes_are_refused(packed: bytes, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(xlsx, "_MEMBERS", 3)
    assert "unpacks to too much" in refused(packed, tmp_path)
    monkeypatch.setattr(xlsx, "_PACKED", 3)
    assert "too large" in refused(packed, tmp_path)


def test_many_cells_are_refused(packed: bytes, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(xlsx, "_CELLS", 10)

    assert "too many rows" in refused(packed, tmp_path)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    report = detente.validate(tmp_path / "none.xlsx")

    assert report.exit_status == 2
    assert "no such file" in str(report)


@pytest.mark.parametrize("module", ["openpyxl", "defusedxml"])
def test_without_the_extra_its_name_is_told(module: str, monkeypatch, packed: bytes) -> None:
    monkeypatch.setitem(__import__("sys").modules, module, None)

    with pytest.raises(MissingExtraError, match=re.escape("detente[workbook]")):
        xlsx.from_bytes(packed, "my.xlsx")


@pytest.mark.parametrize("size", [10, 100_000])
def test_an_archive_that_lies_about_the_size_of_its_parts_is_refused(
    packed: bytes, tmp_path: Path, size: int
) -> None:
    """No more is unpacked than it says."""
    data = bytearray(changed(packed, rows(b" " * 5_000_000)))
    name = b"xl/worksheets/sheet6.xml"
    at = data.rindex(name) - 46  # its entry in the list at the end
    assert data[at : at + 4] == b"PK\x01\x02"
    data[at + 24 : at + 28] = size.to_bytes(4, "little")

    assert "no workbook" in refused(bytes(data), tmp_path)
