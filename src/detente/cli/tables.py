"""``detente tables``: write a dataset as tables, for R, pandas, SQL, spreadsheets."""

from argparse import ArgumentParser, Namespace

from detente.cli.shared import one_source
from detente.display import count
from detente.errors import InputError
from detente.files import SUFFIXES, free_folder
from detente.inert import printable
from detente.pipeline.load import load
from detente.tabular.folder import write_tables


def arguments(parser: ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("output", metavar="OUT", help="a new or empty folder")
    parser.add_argument("source", nargs="?", default="@dprk-russia", metavar="SOURCE")
    parser.add_argument(
        "--parquet",
        action="store_true",
        help="also write Parquet (needs the extra detente[tables])",
    )
    parser.add_argument(
        "--empty", action="store_true", help="also write the tables that have no rows"
    )


def run(options: Namespace) -> int:
    """Run it; returns the exit status."""
    if options.output.startswith("@") or options.output.endswith(SUFFIXES):
        reason = "a dataset; the folder to write comes first: detente tables OUT DATASET"
        raise InputError(options.output, reason)
    free_folder(options.output)  # fails before a long file is read
    dataset = load(one_source(options.source))
    tables = write_tables(dataset, options.output, parquet=options.parquet, empty=options.empty)
    rows = sum(map(len, tables.values()))
    said = f"{count(len(tables), 'table')}, {count(rows, 'row')}; datapackage.json describes them"
    print(printable(f"{options.output}: {said}"))
    return 0
