"""The questions of docs/corpus.md: DuckDB and Polars answer the same, and what the library itself says."""

from collections import Counter, defaultdict
from pathlib import Path

import pytest

import detente
from detente import corpus
from tests.paths import ROOT
from tests.repository.test_docs import blocks_of, make_files

pytest.importorskip("pyarrow", reason="the extra corpus is not installed")
pytest.importorskip("duckdb", reason="duckdb is not installed")
pytest.importorskip("polars", reason="polars is not installed")

PAGE = ROOT / "docs" / "corpus.md"


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    """The answers of both to each question, and the datasets."""
    folder = tmp_path_factory.mktemp("asked")
    make_files(folder / "files", 25)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        corpus.flatten("files", "out", workers=2)
        corpus.identify("out")
        globs: dict = {}
        sql = {}
        for block in blocks_of(PAGE.read_text("utf-8")):
            if block.language == "sql":
                found = globs["db"].sql(block.code)
                sql[block.code.split()[1]] = (found.columns, found.fetchall())
            elif block.marks.get("needs") in ("duckdb", "polars"):
                exec(block.code, globs)
        datasets = {str(p): detente.load(p) for p in sorted(Path("files").glob("*/*"))}
    return sql, globs, datasets


NAMES = ("dyads", "said", "hedging", "voices", "contradictions", "salience")


@pytest.mark.parametrize("name", NAMES)
def test_duckdb_and_polars_answer_the_same(name, answers) -> None:
    sql, globs, _ = answers
    columns, expected = sql[name]

    assert expected
    assert Counter(globs[name].select(columns).rows()) == Counter(expected)


def test_no_question_is_asked_of_one_of_them_alone(answers) -> None:
    assert tuple(answers[0]) == NAMES


def test_dyads_are_those_of_the_timelines(answers) -> None:
    sql, _, datasets = answers

    def who(dataset, file, id_):
        codes = [i.value for i in dataset[id_].identifiers]
        return f"state:wikidata:{min(codes, key=len)}" if codes else f"{file} {id_}"

    found = defaultdict(set)
    for file, dataset in datasets.items():
        for row in dataset.timeline():
            months = {day and day[:7] for day in (row.first_day, row.last_day)}
            if len(months) == 1 and None not in months:
                for agent in row.agent:
                    for recipient in row.recipient:
                        dyad = (who(dataset, file, agent), who(dataset, file, recipient))
                        kinds = (row.type.value, row.status.value)
                        found[months.copy().pop(), *dyad, *kinds].add((file, row.article))

    assert {row[:5]: row[5] for row in sql["dyads"][1]} == {
        key: len(articles) for key, articles in found.items()
    }


def test_voices_are_those_of_the_statements(answers) -> None:
    sql, _, datasets = answers
    own, reported = Counter(), Counter()
    for dataset in datasets.values():
        for row in dataset.statements():
            if row.holder != row.article:
                reported[row.kind] += 1
            elif row.commitment != "Uu":
                own[row.kind] += 1

    assert {kind: (o, r) for kind, o, r in sql["voices"][1]} == {
        kind: (own[kind], reported[kind]) for kind in own | reported
    }
