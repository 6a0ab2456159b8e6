"""Many files: tables as Parquet, reports and identity across files. The extra ``corpus``.

Making      flatten -> CorpusReport      files to tables as Parquet, and the findings
Checking    validate -> CorpusReport     the findings alone
Joining     identify -> Identities       the same actors and issues in different files
Reading     schemas, manifest            the columns of each table, the line of each input file
"""

from detente import lazy

HOMES = {
    "corpus.identity": "Identities identify",
    "corpus.manifest": "FileStatus Line",
    "corpus.report": "CorpusReport",
    "corpus.running": "flatten validate",
    "corpus.schemas": "TABLES schemas",
}
"""Where each public name is defined, below ``detente``."""

__getattr__, __dir__ = lazy.getattr_and_dir("detente", HOMES)
"""Names are loaded when they are first used, so that pyarrow is too."""
