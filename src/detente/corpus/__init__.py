"""Many files: tables as Parquet, reports and identity across files. The extra ``corpus``.

Making      flatten -> CorpusReport      files to tables as Parquet, and the findings
Checking    validate -> CorpusReport     the findings alone
Joining     identify -> Identities       the same actors and issues in different files
Reading     schemas, read_manifest       the columns of each table, the line of each input file
"""

from detente import lazy

HOMES = {
    "identity": "Identities Joins identify",
    "layout": "TABLES schemas",
    "manifest": "FileStatus Line read_manifest",
    "report": "CorpusReport",
    "running": "Progress flatten validate",
}
"""Where each public name is defined; ``__init__.pyi`` is derived from it."""

MODULES = ()

__getattr__, __dir__ = lazy.getattr_and_dir(__name__, HOMES)
"""Names are loaded when they are first used, so that pyarrow is too."""
