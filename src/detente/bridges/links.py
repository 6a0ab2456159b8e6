"""Links that somebody drew or deleted in a tool."""

from collections import defaultdict
from collections.abc import Mapping

from detente.bridges.marks import MarkLink, Marks
from detente.bridges.state import VOICES, Refused, State, put_or_leave_out
from detente.bridges.typed_spans import TypedLink, TypedSpan, TypedText
from detente.records.slugs import proposed_id
from detente.validation.rules.level5_links import WITH_ARTICLE
from detente.vocab.enums import LinkKind

_Ends = tuple[str, str, str]
"""The kind of a link, and what it goes from and to: records, or the voice that has grounds."""


def compare(state: State, texts: Mapping[str, TypedText], read: Marks) -> None:
    """Compare all links by kind and ends, add new ones to the draft, and take away those that are gone."""
    missing = _exported(texts, read)
    exported = set(missing)
    articles = {mark.id: mark.article for mark in read.marks}
    for link in read.links:
        article = articles.get(link.source)
        try:
            key = _compare(state, link, article, exported, missing)
        except Refused as refused:
            words = {"place": link.place, "reason": str(refused)}
            state.note("refused", link.kind, article, **words)
            continue
        if key is not None:
            state.note("added", link.kind, article, key=key, place=link.place)
    for links in missing.values():
        _remove(state, texts, links)


def _exported(texts: Mapping[str, TypedText], read: Marks) -> dict[_Ends, dict[str, TypedLink]]:
    """The links that were exported, each with its articles, by kind and ends."""
    found: dict[_Ends, dict[str, TypedLink]] = defaultdict(dict)
    for id_, text in texts.items():
        spans: dict[str, TypedSpan] = {span.key: span for span in text.spans}
        for link in text.links if id_ in read.texts else ():
            source, target = spans[link.source], spans[link.target]
            out = source.group if link.kind == "grounds" else source.record
            found[link.kind, out, target.record][id_] = link
    return found


def _compare(
    state: State,
    link: MarkLink,
    article: str | None,
    exported: set[_Ends],
    missing: dict[_Ends, dict[str, TypedLink]],
) -> str | None:
    """The key of a link that is new; ``None`` for one that was exported, which is not missing then."""
    if link.source not in state.ends or link.target not in state.ends:
        raise Refused("an end of the link is no mark, or one that was refused")
    (source, voice), (target, _) = state.ends[link.source], state.ends[link.target]
    ends = link.kind, voice if link.kind == "grounds" and voice else source, target
    if ends in exported:
        here = missing.get(ends, {})
        here.pop(article or "", None)
        if not here:
            missing.pop(ends, None)
        return None
    return _add(state, link.kind, (source, voice), target, article)


def _add(
    state: State, kind: str, source: tuple[str, str | None], target: str, article: str | None
) -> str:
    """Add a link to the draft; returns its key."""
    (record, voice), kinds = source, [id_.partition(":")[0] for id_ in (source[0], target)]
    if not VOICES.keys() >= set(kinds):
        raise Refused("only claims and events can be linked")
    if kind == "grounds":
        if voice is None or kinds[0] != "claim":
            raise Refused("only a claim has grounds: draw the link from it to its ground")
        grounds = state.part(voice).setdefault("grounds", [])
        if target not in grounds:
            grounds.append(target)
        return f"{voice}/grounds/{target}"
    if kind == "part_of":
        if kinds != ["event", "event"]:
            raise Refused("only an event is part of an event")
        if state.records[record].get("part_of", target) != target:
            raise Refused("the event is part of another one: delete that link first")
        state.records[record]["part_of"] = target
        return f"{record}/part_of/{target}"
    if kind not in tuple(LinkKind):
        msg = f"the format has no link {kind}"
        raise Refused(msg)
    slugs = " ".join(id_.partition(":")[2] for id_ in (record, target))
    id_ = proposed_id("link", slugs, state.records)
    made = {"id": id_, "kind": kind, "source": record, "target": target}
    state.put(made | ({"article": article} if kind in WITH_ARTICLE else {}))
    return id_


def _remove(state: State, texts: Mapping[str, TypedText], links: Mapping[str, TypedLink]) -> None:
    """Take away a link that the tool no longer has, if it is gone from every text that had it."""
    article, link = next(iter(links.items()))
    having = {id_ for id_, text in texts.items() for each in text.links if each.key == link.key}
    if having != set(links):
        reason = "another article has the link too: delete it there as well"
        state.note("refused", link.kind, article, key=link.key, reason=reason)
        return
    record, _, rest = link.key.partition("/")
    if not rest:
        state.drop(state.records[record])
    else:
        owner, field, id_ = link.key.rsplit("/", 2)
        part = state.part(owner)
        held = part[field]
        left = [one for one in held if one != id_] if isinstance(held, list) else None
        put_or_leave_out(part, field, left)
    state.note("removed", link.kind, article, key=link.key)
