r"""What a field of a record may hold, as markers for ``typing.Annotated``.

The markers say what a plain Python type cannot: a pattern, a length, what an id must point
at, that a text must be in the annotator's own words. Schema, loader, column checks, draft
schema and test strategies derive from them.

Patterns use ASCII classes only and end in ``$(?!\n)``: Python's ``$`` accepts a trailing line
feed and ``\d`` the digits of every script. Those of ECMAScript do neither, and a file must be
valid for an editor if and only if it is valid for the loader.
"""

from typing import Annotated

from detente.json_types import Json
from detente.records.kinds import KINDS, SLUG, Kind


class Marker:
    """Base of all markers; its ``repr`` shows what it says."""

    __slots__: tuple[str, ...] = ()

    def __repr__(self) -> str:
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__slots__)
        return f"{type(self).__name__}({values})"


class Text(Marker):
    """A string: its pattern and its length in code points."""

    __slots__ = ("max_length", "min_length", "own_words", "pattern")

    def __init__(
        self,
        pattern: str | None = None,
        *,
        min_length: int = 1,
        max_length: int | None = None,
        own_words: bool = False,
    ) -> None:
        self.pattern = pattern
        self.min_length = min_length
        self.max_length = max_length
        self.own_words = own_words


class Edtf(Marker):
    """A string in EDTF (ISO 8601-2:2019). Here only its characters are checked, by rules the rest."""

    __slots__ = ()


class Ref(Marker):
    """The id of another record, which must be one of these kinds."""

    __slots__ = ("kinds",)

    def __init__(self, *kinds: Kind) -> None:
        self.kinds = kinds


class Key(Marker):
    """The id of the record itself."""

    __slots__ = ("kind",)

    def __init__(self, kind: Kind) -> None:
        self.kind = kind


class Least(Marker):
    """The smallest integer allowed."""

    __slots__ = ("value",)

    def __init__(self, value: int) -> None:
        self.value = value


class Items(Marker):
    """How many items a list holds."""

    __slots__ = ("least", "most")

    def __init__(self, least: int = 0, most: int | None = None) -> None:
        self.least = least
        self.most = most


# Lengths are far above need: they keep a stray article, or the output of a model that does not
# stop, out of a field.
ID_LENGTH = 96
ANY_ID = f"^({'|'.join(kind for kind in KINDS if kind != 'scheme')}):{SLUG}" + r"$(?!\n)"


def id_pattern(kind: Kind) -> str:
    """The pattern of an id of one kind."""
    prefix = "" if kind == "scheme" else f"{kind}:"
    return f"^{prefix}{SLUG}" + r"$(?!\n)"


EDTF_PATTERN = r"^[0-9TWXYESZ?~%.,:+/{}\[\]-]+$(?!\n)"
CODE_VALUE = "[A-Za-z0-9._-]+"
EXT_KEY = r"^[a-z0-9]+([.-][a-z0-9]+)*/[A-Za-z0-9_.-]+$(?!\n)"

# Own words are prose by the annotator.
OwnWords = Annotated[str, Text(max_length=2000, own_words=True)]
Label = Annotated[str, Text(max_length=300)]
Date = Annotated[str, Text(EDTF_PATTERN, max_length=200), Edtf()]
Language = Annotated[str, Text(r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$(?!\n)", max_length=35)]
Url = Annotated[str, Text(r"^https?://[!-~]+$(?!\n)", max_length=2000)]
Sha256 = Annotated[str, Text(r"^[0-9a-f]{64}$(?!\n)")]
Salt = Annotated[str, Text(r"^[0-9a-f]{16,64}$(?!\n)")]
Anchor = Annotated[str, Text(r"^[A-Za-z0-9_.:~-]{1,200}$(?!\n)")]
Release = Annotated[str, Text(r"^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$(?!\n)", max_length=60)]
Licence = Annotated[str, Text(r"^[A-Za-z0-9.+() -]+$(?!\n)", max_length=200)]
Unit = Annotated[str, Text(r"^([A-Z]{3}|[a-z]+(_[a-z]+)*)$(?!\n)", max_length=40)]
VocabularyValue = Annotated[str, Text(r"^[a-z_]+/[A-Za-z0-9+_-]+$(?!\n)", max_length=80)]
Code = Annotated[str, Text(rf"^{SLUG}/{CODE_VALUE}" + r"$(?!\n)", max_length=160)]
CodeValue = Annotated[str, Text(rf"^{CODE_VALUE}" + r"$(?!\n)", max_length=60)]
Broader = Annotated[str, Text(rf"^([a-z_]+/)?{CODE_VALUE}" + r"$(?!\n)", max_length=160)]
ProfileName = Annotated[str, Text(r"^[a-z0-9]+([.-][a-z0-9]+)*$(?!\n)", max_length=60)]
SchemaUri = Annotated[str, Text(max_length=2000)]
Version = Annotated[str, Text(r"^[0-9]+\.[0-9]+$(?!\n)", max_length=20)]
Offset = Annotated[int, Least(0)]

ActorRef = Annotated[str, Ref("actor")]
AnnotatorRef = Annotated[str, Ref("annotator")]
ArticleRef = Annotated[str, Ref("article")]
ClaimRef = Annotated[str, Ref("claim")]
EventRef = Annotated[str, Ref("event")]
StatementRef = Annotated[str, Ref("event", "claim")]
IssueRef = Annotated[str, Ref("issue")]
AboutRef = Annotated[str, Ref("actor", "event", "relation", "issue", "claim")]
JudgedRef = Annotated[str, Ref("actor", "event", "relation", "issue", "claim")]
CauseRef = Annotated[str, Ref("event", "claim", "relation", "issue")]
ConcernRef = Annotated[str, Ref("event", "claim", "issue")]
ObjectRef = Annotated[str, Ref("actor", "issue")]
TimeRef = Annotated[str, Ref("article", "event")]

Ext = dict[str, Json]
