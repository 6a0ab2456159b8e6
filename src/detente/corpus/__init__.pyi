# Derived from HOMES in __init__.py by docs/reference.py.
from detente.corpus.identity import Identities as Identities
from detente.corpus.identity import Joins as Joins
from detente.corpus.identity import identify as identify
from detente.corpus.layout import TABLES as TABLES
from detente.corpus.layout import schemas as schemas
from detente.corpus.manifest import FileStatus as FileStatus
from detente.corpus.manifest import Line as Line
from detente.corpus.manifest import read_manifest as read_manifest
from detente.corpus.report import CorpusReport as CorpusReport
from detente.corpus.running import Progress as Progress
from detente.corpus.running import flatten as flatten
from detente.corpus.running import validate as validate
