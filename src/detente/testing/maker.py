"""Makes records field by field from the model, with what the classes decide for themselves."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any, TypeVar

from detente.records import Participant, model
from detente.records.kinds import Kind
from detente.testing.dates import ALWAYS, date
from detente.testing.plain import extension, formed, integer, octets, slug, texts

T = TypeVar("T")

Given = dict[str, Any]
"""Values of fields that are decided already; ``None`` leaves a field out."""


class Maker:
    """Makes records, field by field from the model. The records that they refer to do not exist."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw
        self.years = ALWAYS
        self.parties: tuple[str, ...] = ()

    # Overridden for datasets.

    def ids(self, kinds: Iterable[str]) -> list[str]:
        """The ids that a reference may name."""
        return [f"{kind}:{self.draw(slug())}" for kind in kinds for _ in range(2)]

    def grounds(self) -> list[str]:
        """The claims and events that may be grounds."""
        return self.ids(("event", "claim"))

    def antecedents(self) -> list[str]:
        """The claims and events that a claim may depend on."""
        return self.ids(("event", "claim"))

    def originals(self) -> list[str]:
        """The articles that an article may be a version of."""
        return self.ids(("article",))

    def codes(self, cls: Any) -> tuple[str, ...]:  # noqa: ARG002  a dataset knows the schemes
        """Codes of one's own for a record of a class."""
        return tuple(f"{self.draw(slug())}-{n}/{self.draw(slug())}" for n in range(2))

    def span(self) -> Given:
        """Where a span begins and ends."""
        start = self.draw(integer(0, 9999))
        return {"start": start, "end": start + self.draw(integer(1, 99))}

    def title(self, actor: str) -> str | None:  # noqa: ARG002  a dataset knows the posts
        """The title of a post."""
        return self.value(by_name(Participant)["post"])  # type: ignore[no-any-return]

    # The same for all.

    def choose(self, values: Iterable[T]) -> T:
        """One of some values."""
        listed = list(values)
        number: int = self.draw(integer(0, len(listed) - 1))
        return listed[number]

    def flag(self) -> bool:
        """Yes or no."""
        return bool(self.draw(integer(0, 1)))

    def several(self, values: Iterable[T], least: int = 0, most: int = 2) -> tuple[T, ...]:
        """Some of the values, each once."""
        left = list(dict.fromkeys(values))
        wanted = min(len(left), self.draw(integer(least, max(least, most))))
        return tuple(left.pop(self.draw(integer(0, len(left) - 1))) for _ in range(wanted))

    @contextmanager
    def within(self, years: tuple[int, int]) -> Iterator[None]:
        """Dates lie within some years."""
        before, self.years = self.years, years
        yield
        self.years = before

    def decided(self, cls: Any, given: Given) -> Given:
        """The values given, and those that the class decides."""
        decide = _DECIDED.get(cls)
        return given if decide is None else decide(self, given)

    def absent(self, field: model.Field, die: int) -> bool:
        """Whether a value is left out, by a die of 256 sides."""
        return not field.required and die <= (220 if field.base == "object" else 160)

    def make(self, cls: Any, **given: Any) -> Any:
        """A record with some values given; a value of ``None`` leaves a field out."""
        given = self.decided(cls, given)
        fields = model.describe(cls).fields
        dice = self.draw(octets(len(fields)))
        values = {}
        for field, die in zip(fields, dice, strict=True):
            if field.name in given:
                value = given[field.name]
            elif self.absent(field, die):
                continue
            elif field.name == "codes":
                value = self.codes(cls)
            else:
                value = self.value(field)
            if value is not None:
                values[field.name] = value
        return cls(**values)

    def value(self, field: model.Field) -> Any:
        """A value of a field; ``None`` or an empty tuple if there is no possible value."""
        if not field.many:
            return self.item(field)
        most = 2 if field.most is None else field.most
        if field.refs:
            return self.several(self.ids(field.refs), field.least, most)
        items = [self.item(field) for _ in range(self.draw(integer(field.least, most)))]
        return tuple(items if field.base == "record" else dict.fromkeys(items))

    def item(self, field: model.Field) -> Any:
        """One value."""
        match field.base:
            case "record":
                return self.make(field.type)
            case "enum":
                return self.choose(field.type)
            case "const":
                return field.type
            case "bool":
                return self.flag()
            case "object":
                return self.draw(extension())
            case _:
                return self.string(field)

    def string(self, field: model.Field) -> str | None:
        """One string."""
        if field.refs:
            known = self.ids(field.refs)
            return self.choose(known) if known else None
        if field.key_of:
            return id_of(field.key_of, str(self.draw(slug())))
        if field.edtf:
            return date(self.draw, *self.years)
        if field.pattern:
            return str(self.draw(formed(field.pattern, field.max_length)))
        return str(self.draw(texts(field.min_length or 0, field.max_length or 40)))


@cache
def by_name(cls: Any) -> Mapping[str, model.Field]:
    """The fields of a class by their names."""
    return {field.name: field for field in model.describe(cls).fields}


def id_of(kind: Kind, slug: str) -> str:
    """An id; that of a scheme is a slug alone."""
    return slug if kind == "scheme" else f"{kind}:{slug}"


Decide = Callable[[Maker, Given], Given]
_DECIDED: dict[type, Decide] = {}


def decides(cls: type) -> Callable[[Decide], Decide]:
    """Register the function that decides what the model cannot say of a class."""

    def register(decide: Decide) -> Decide:
        _DECIDED[cls] = decide
        return decide

    return register
