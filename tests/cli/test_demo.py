"""``detente demo``."""

from pathlib import Path

from detente.cli import main
from tests.command import run
from tests.sample import DATA, TEXTS


def test_a_broken_installation_is_no_clean_demo(capsys, monkeypatch, tmp_path: Path) -> None:
    other = tmp_path / "dprk-russia"
    other.mkdir()
    (other / "dprk-russia.detente.json").write_bytes(DATA[:-20])
    monkeypatch.setattr("detente.files._DATA", tmp_path)

    assert main(["demo"]) == 1
    assert "D001" in capsys.readouterr().out


def test_another_dataset_has_its_own_figures(capsys, monkeypatch, tmp_path: Path) -> None:
    other = tmp_path / "dprk-russia"
    other.mkdir()
    data = DATA.replace(b"relation:norway-sweden", b"relation:dprk-russia")
    data = data.replace(b'"kind": "updates"', b'"kind": "specifies"').replace(
        b'"1814/.."', b'"1814"'
    )
    (other / "dprk-russia.detente.json").write_bytes(data)
    monkeypatch.setattr("detente.files._DATA", tmp_path)

    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, "utf-8")
    assert main(["demo", "--texts", str(tmp_path)]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "schema and the words of 2 texts checked: no errors (1 warning)." in out
    assert "Both agree on 2 points" in out
    assert "contradict" not in out


def test_demo_shows_a_screenful(capsys) -> None:
    status, out, _ = run(capsys, "demo")

    assert status == 0
    assert len(out.splitlines()) <= 40
    assert all(len(line) <= 80 for line in out.splitlines())


def test_who_sees_only_the_demo_can_say_what_the_articles_agree_and_differ_on(capsys) -> None:
    text = " ".join(run(capsys, "demo")[1].split())

    for said in (
        "HuffPost (2015) is written to say: The new closeness of Russia and the DPRK is of little",
        "Fowdy (2019) is written to say: Relations between Russia and the DPRK are a matter of",
        "Both: The DPRK came into being as a state through the Soviet Union.",
        "Both say that it happened: Russia makes overtures to the DPRK.",
        "What the two do together is done for others to see.",
        "HuffPost (2015): Relations between Russia and the DPRK have been very limited (from about 1995 up to the time of writing [2015]).",
        "Russia and the DPRK became strategically useful to each other again (the early 2000s).",
        "But HuffPost (2015) also says: Russia and the DPRK are drawing closer",
        "What keeps Russia's economic dealings with the DPRK small?",
        "Fowdy (2019) says that it is under way: Kim Jong Un and Putin meet in Vladivostok.",
        "Fowdy (2019) never speaks of South Korea.",
        "Fowdy (2019), for example: The leaders of the DPRK are rethinking their policy. On what came after HuffPost (2015): 13 points.",
    ):
        assert said in text, said
