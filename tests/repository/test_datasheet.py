"""The pages that lie beside the bundled dataset: their figures, their citation file, their promises."""

import doctest
import importlib.util
import re
import shlex
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import attrs
import pytest

import detente
from detente import edtf
from detente.analysis.agreement.agree import agree
from detente.cli import parser
from detente.files import bundled_passes, bundled_path
from tests.paths import ROOT

YAML = pytest.importorskip("ruamel.yaml").YAML
pytest.importorskip("scipy")
FOLDER = bundled_path("dprk-russia").parent
PAGES = ("README.md", "DATASHEET.md")
BLOCK = re.compile(r"(<!-- (\w+):begin -->).*?(<!-- \2:end -->)", re.DOTALL)


def page(name: str) -> str:
    return (FOLDER / name).read_text("utf-8")


@pytest.fixture(scope="module")
def datasheet() -> ModuleType:
    spec = importlib.util.spec_from_file_location("datasheet", ROOT / "docs" / "datasheet.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def dataset() -> detente.Dataset:
    return detente.load_dataset("dprk-russia")


@pytest.fixture(scope="module")
def other(dataset) -> detente.Dataset:
    """The dataset with fewer claims, some of another kind: a second pass, as it were."""
    claims = [
        attrs.evolve(claim, kind=detente.ClaimKind.FACTUAL) if number % 7 == 0 else claim
        for number, claim in enumerate(dataset.claims)
        if number % 5
    ]
    return attrs.evolve(dataset, claims=tuple(claims))


# --- the blocks ------------------------------------------------------------------------------


def test_blocks_are_those_of_the_data(datasheet, monkeypatch) -> None:
    monkeypatch.setattr(sys, "argv", ["datasheet.py", "--check"])

    assert datasheet.main() == 0, "python docs/datasheet.py"


def test_a_figure_changed_by_hand_is_found_and_put_right(
    datasheet, monkeypatch, tmp_path, capsys
) -> None:
    for name in PAGES:
        stale = BLOCK.sub(lambda m: f"{m[1]}\n\nabout 9999 claims\n\n{m[3]}", page(name))
        (tmp_path / name).write_text(stale, "utf-8")
    monkeypatch.setattr(datasheet, "FOLDER", tmp_path)

    monkeypatch.setattr(sys, "argv", ["datasheet.py", "--check"])
    assert datasheet.main() == 1
    assert "9999" in (tmp_path / "README.md").read_text("utf-8")
    assert capsys.readouterr().out == "stale: README.md\nstale: DATASHEET.md\n"

    monkeypatch.setattr(sys, "argv", ["datasheet.py"])
    assert datasheet.main() == 0
    for name in PAGES:  # all that was in the blocks is generated, nothing around them touched
        assert (tmp_path / name).read_text("utf-8") == page(name)


@pytest.mark.parametrize("name", PAGES)
def test_no_figure_of_the_dataset_stands_outside_of_the_blocks(name) -> None:
    prose = BLOCK.sub("", page(name))
    prose = re.sub(
        r"^\| corpus \|.*?\n\n", "", prose, flags=re.MULTILINE | re.DOTALL
    )  # figures of others
    prose = re.sub(r"\A---\n.*?^---\n|```.*?```|`[^`]*`", "", prose, flags=re.MULTILINE | re.DOTALL)

    # Years, licences and names of digests.
    allowed = r"2015|2018|2019|2021|CC BY 4\.0|SHA-256"
    assert re.findall(r"\S*\d\S*", re.sub(allowed, "", prose)) == []


@pytest.mark.parametrize("marks", ["", "<!-- counts:begin --><!-- counts:end -->" * 2])
def test_a_block_has_to_be_there_once(datasheet, marks) -> None:
    with pytest.raises(ValueError, match="one block counts"):
        datasheet.filled(marks, {"counts": lambda _found: ""}, datasheet.evidence())


def test_counts_are_those_of_the_library(datasheet, dataset) -> None:
    block = datasheet.counts(datasheet.Evidence(dataset, None, None))
    anchored = sum(
        bool(part.anchor)
        for article in dataset.articles
        for part in (*article.segments, *(s for u in article.uncoded for s in u.spans))
    )

    assert f"{len(dataset.claims)} claims" in block
    assert f"declared unused {len(dataset.dataset.unused)}, neither 0" in block
    for article in dataset.articles:
        said = [c for c in dataset.claims if any(u.article == article.id for u in c.utterances)]
        row = next(line for line in block.splitlines() if line.startswith("| claims |"))
        assert f"| {len(said)} | {len(said) / article.text.length * 1000:.1f} |" in row
    assert anchored
    assert re.search(
        r"^\| spans and segments with an anchor .* \| 100\.0 % \|$", block, re.MULTILINE
    )
    assert "of whom human: 0." in block


def test_spans_without_anchors_are_counted(datasheet, dataset) -> None:
    def bare(article):
        segments = tuple(attrs.evolve(s, anchor=None) for s in article.segments)
        return attrs.evolve(article, segments=segments)

    articles = (bare(dataset.articles[0]), *dataset.articles[1:])
    block = datasheet.counts(
        datasheet.Evidence(attrs.evolve(dataset, articles=articles), None, None)
    )
    row = next(li for li in block.splitlines() if li.startswith("| spans and segments with"))

    first, second, both = (float(share) for share in re.findall(r"([\d.]+) %", row))
    assert first < both < second == 100


def test_the_warning_goes_with_the_adjudication(datasheet, dataset) -> None:
    for status in detente.DatasetStatus:
        header = attrs.evolve(dataset.dataset, status=status)
        said = datasheet.state(attrs.evolve(dataset, dataset=header))
        assert f"`{status.value}`" in said
        assert ("Not adjudicated yet" in said) is (status.value != "adjudicated")
    with pytest.raises(ValueError, match="no header"):
        datasheet.state(attrs.evolve(dataset, dataset=None))


# --- agreement -------------------------------------------------------------------------------


def test_what_is_missing_is_said_exactly_while_it_is_missing(datasheet, dataset) -> None:
    nothing = datasheet.Evidence(dataset, None, None)
    for make in (datasheet.agreement, datasheet.agreement_in_short, datasheet.drawn):
        assert "**Missing.**" in make(nothing)

    there = bundled_passes("dprk-russia")
    blocks = {m[2]: m[0] for m in BLOCK.finditer(page("DATASHEET.md"))}
    passes = {"dprk-russia/pass-a", "dprk-russia/pass-b"} <= set(there)
    assert ("**Missing.**" in blocks["agreement"]) is not passes
    assert ("**Missing.**" in blocks["drawn"]) is ("dprk-russia/drawn" not in there)
    assert ("**Missing.**" in page("README.md")) is not passes


def test_agreement_tells_each_figure_once(datasheet, dataset, other) -> None:
    block = datasheet.agreement(datasheet.Evidence(dataset, (dataset, other), None))
    compared = agree(dataset, other)

    for figure in compared.figures:
        assert block.count(f"`{figure.key}`") == 1, figure.key
    kind = compared["claims/kind"]
    interval = f"{kind.low:.2f} to {kind.high:.2f}"
    row = f"| `claims/kind` | nominal | {kind.n} | {kind.agreed:.2f} | {kind.alpha:.2f} | {interval} |"
    assert f"{row} 1.00 | {kind.alpha:.2f} |" in block  # A is the dataset itself, B is not
    spans = compared["spans/claims"]
    assert f"| `spans/claims` | {spans.exact.left} | {spans.exact.right} |" in block
    claims = len(dataset.claims), len(other.claims)
    assert f"| claims | {claims[0]} | {claims[1]} | {claims[0]} | {claims[1]} |" in block
    assert f"A–B {len(compared.disagreements)}, A–D 0, " in block
    assert "earlier" not in block
    with_earlier = datasheet.Evidence(dataset, (dataset, other), None, other)
    assert "alpha A–E |" in datasheet.agreement(with_earlier)
    assert "-0.00" not in block


def test_agreement_in_short_has_both_articles(datasheet, dataset, other) -> None:
    block = datasheet.agreement_in_short(datasheet.Evidence(dataset, (dataset, other), None))
    compared = agree(dataset, other)

    for key in datasheet.HEADLINES:
        assert f"| `{key}` |" in block
    alphas = [compared["claims/kind"].alpha]
    alphas += [compared["claims/kind", article.left].alpha for article in compared.articles]
    assert " | ".join(f"{alpha:.2f}" for alpha in alphas) in block


def test_drawn_paragraphs_are_compared_alone(datasheet, dataset, other) -> None:
    block = datasheet.drawn(datasheet.Evidence(dataset, None, other))
    windows = re.findall(r"`(article:\S+)` (\d+) to (\d+)", block)
    assert len(windows) == 3
    within = [(article, int(start), int(end)) for article, start, end in windows]
    segments = {
        (article.id, s.start, s.end) for article in dataset.articles for s in article.segments
    }
    assert set(within) <= segments

    compared = agree(other, dataset, within=within)
    spans = compared["spans/claims"].exact
    assert f"| `spans/claims` | {spans.left} | {spans.right} |" in block
    inside = {
        (c.id, u.article, s.start, s.end, number)
        for c in other.claims
        for number, u in enumerate(c.utterances)
        for s in u.evidence
        if any(a == u.article and b <= s.start and s.end <= e for a, b, e in within)
    }
    assert len(inside) == spans.left


# --- the pages themselves ----------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
def test_examples_commands_and_links(name) -> None:
    text = page(name)

    assert doctest.testfile(str(FOLDER / name), module_relative=False).failed == 0
    for command in re.findall(r"`(detente [a-z]+ [^`]*)`", text):
        assert parser().parse_args(shlex.split(command)[1:])
    for target in re.findall(r"\]\(([^)#\s]+)\)", text):
        assert (FOLDER / target).is_file(), target
    for target in re.findall(r"`((?:docs|benchmarks)/[\w./-]+)`", text):
        assert (ROOT / target).exists(), target


def test_the_card_has_a_head(dataset) -> None:
    head = YAML(typ="safe").load(page("README.md").split("---\n")[1])

    assert head["license"] == dataset.dataset.license.lower()
    assert head["language"] == [dataset.dataset.language]
    assert {a.language for a in dataset.articles} == set(head["language"])
    assert head["annotations_creators"] == ["machine-generated"]
    assert not any(a.kind is detente.AnnotatorKind.HUMAN for a in dataset.annotators)
    assert head["size_categories"] == ["n<1K"]
    assert sum(1 for _ in dataset) < 1000
    assert {"pretty_name", "task_categories", "source_datasets", "multilinguality"} <= set(head)


def test_no_words_of_the_articles_stand_in_the_pages(articles, dataset) -> None:
    def runs(text: str) -> set[tuple[str, ...]]:
        words = re.findall(r"[^\W_]+", text.casefold())
        return {tuple(words[n : n + 5]) for n in range(len(words) - 4)}

    titles = [dataset.dataset.title, *(a.title for a in dataset.articles if a.title)]
    theirs = {run for path in articles.glob("*.txt") for run in runs(path.read_text("utf-8"))}
    assert theirs
    for name in (*PAGES, "CITATION.cff", "../LICENSE"):
        ours = page(name)
        for title in titles:
            ours = ours.replace(title, "")
        assert not runs(ours) & theirs, name


# --- the citation ------------------------------------------------------------------------------


def checked(path: Path) -> subprocess.CompletedProcess[str]:
    """Validated against the schema of the Citation File Format, as its authors publish it."""
    schema = ["--builtin-schema", "vendor.citation-file-format"]
    command = [sys.executable, "-m", "check_jsonschema", *schema, str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("path", [FOLDER / "CITATION.cff", ROOT / "CITATION.cff"], ids=str)
def test_citation_files_are_valid(path) -> None:
    found = checked(path)

    assert found.returncode == 0, found.stdout


@pytest.mark.parametrize("line", ["title", "authors", "message", "cff-version"])
def test_a_citation_file_without_what_is_required_is_refused(tmp_path, line) -> None:
    wrong = page("CITATION.cff").replace(f"\n{line}:", "\nx:")
    wrong = wrong.removeprefix("cff-version: 1.2.0\n") if line == "cff-version" else wrong
    (tmp_path / "CITATION.cff").write_text(wrong, "utf-8")

    assert checked(tmp_path / "CITATION.cff").returncode == 1


def test_the_citation_says_what_the_dataset_says(dataset) -> None:
    cited = YAML(typ="safe").load(page("CITATION.cff"))
    header = dataset.dataset

    assert cited["cff-version"] == "1.2.0"
    assert cited["type"] == "dataset"
    assert (cited["title"], str(cited["version"])) == (header.title, header.version)
    assert (cited["license"], str(cited["date-released"])) == (header.license, header.issued)
    assert tuple(author["name"] for author in cited["authors"]) == header.creators
    assert len(cited["references"]) == len(dataset.articles)
    for reference, article in zip(cited["references"], dataset.articles, strict=True):
        names = [
            a.get("name") or f"{a['given-names']} {a['family-names']}" for a in reference["authors"]
        ]
        stated = [author.name for author in article.authors]
        assert names == (stated or ["[author not stated in the annotated text]"])
        assert reference["title"] == (article.title or "[title not stated in the annotated text]")
        assert reference["publisher"]["name"] == article.publisher
        month = f"-{reference['month']:02}" if "month" in reference else ""
        said = edtf.parse(f"{reference['year']}{month}")
        found = edtf.parse(article.published.value).relation(
            said, reading="throughout", other_reading="throughout"
        )
        assert found.definite == "within", article.id
        assert reference["notes"].startswith(f"{article.id}.")
