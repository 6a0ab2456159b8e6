"""Links that somebody drew or deleted in a tool."""

from collections import defaultdict
from collections.abc import Mapping

from detente.bridges.features import drawn_kinds, there_are
from detente.bridges.marks import MarkLink, Marks
from detente.bridges.state import Refused, State, put_or_leave_out
from detente.bridges.typed_spans import TypedLink, TypedSpan, TypedText
from detente.records.kinds import kind_of
from detente.records.slugs import proposed_id
from detente.validation.rules.level5_links import WITH_ARTICLE

_Ends = tuple[str, str, str]
"""The kind of a link, and what it goes from and to: records, or the voice that has grounds."""


def compare(state: State, texts: Mapping[str, TypedText], read: Marks) -> None:
    """Compare all links by kind and ends, take away those that are gone from the draft, and add new ones."""
    missing = _exported(texts, read)
    exported = set(missing)
    articles = {mark.id: mark.article for mark in read.marks}
    new: dict[tuple[_Ends, str | None], tuple[MarkLink, str | None]] = {}
    for link in read.links:
        article = articles.get(link.source, articles.get(link.target))
        try:
            ends = _ends(state, link)
        except Refused as refused:
            _refuse(state, link, article, refused)
            for ends in [each for each in missing if _may_be(each, link, state)]:
                _found(missing, ends, article)
            continue
        if ends in exported:
            _found(missing, ends, article)
        else:  # a link that is drawn twice is one
            new[ends, article if link.kind in WITH_ARTICLE else None] = link, article
    for links in missing.values():
        _remove(state, texts, links)
    for link, article in new.values():
        try:
            key = _add(state, link, article)
        except Refused as refused:
            _refuse(state, link, article, refused)
        else:
            state.note("added", link.kind, article, key=key, place=link.place)


def _refuse(state: State, link: MarkLink, article: str | None, refused: Refused) -> None:
    words = {"place": link.place, "reason": str(refused)}
    state.note("refused", link.kind or "link", article, **words)


def _found(missing: dict[_Ends, dict[str, TypedLink]], ends: _Ends, article: str | None) -> None:
    """Note that a link that was exported is still there in an article."""
    here = missing.get(ends, {})
    here.pop(article or "", None)
    if not here:
        missing.pop(ends, None)


def _may_be(ends: _Ends, link: MarkLink, state: State) -> bool:
    """Whether a link that is refused may be one that was exported, which is not missing then."""
    kind, out, to = ends
    out = out.partition("/")[0]
    source, target = (
        None if (end := state.ends.get(id_)) is None else end.record
        for id_ in (link.source, link.target)
    )
    if source is not None and target is not None:
        return {source, target} == {out, to}
    return kind == link.kind and (source == out or target == to)


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


def _ends(state: State, link: MarkLink) -> _Ends:
    """The kind and the ends of a link. Raises ``Refused`` with the reason if the format has none like it."""
    if link.fault is not None:
        raise Refused(link.fault)
    if link.source not in state.ends or link.target not in state.ends:
        raise Refused("an end of the link is no mark, or one that was refused")
    source, target = state.ends[link.source], state.ends[link.target]
    kinds = [kind_of(end.record) for end in (source, target)]
    if source.voice is None or target.voice is None:
        voice = source.voice or target.voice
        more = ""
        if voice is not None and sorted(kinds) == ["event", "mention"]:
            more = f"; write who takes part into {voice}/participants of the draft"
        raise Refused("only claims and events can be linked" + more)
    if link.kind == "grounds" and kinds[0] != "claim":
        raise Refused("only a claim has grounds: draw the link from it to its ground")
    if link.kind == "part_of" and kinds != ["event", "event"]:
        raise Refused("only an event is part of an event")
    if link.kind not in drawn_kinds():
        msg = f"the format has no link {link.kind}; {there_are(drawn_kinds())}"
        raise Refused(msg)
    return link.kind, source.voice if link.kind == "grounds" else source.record, target.record


def _add(state: State, link: MarkLink, article: str | None) -> str:
    """Add a link to the draft; returns its key."""
    kind, out, target = _ends(state, link)
    if kind == "grounds":
        grounds = state.part(out).setdefault("grounds", [])
        if target not in grounds:
            grounds.append(target)
        return f"{out}/grounds/{target}"
    if kind == "part_of":
        if state.records[out].get("part_of", target) != target:
            raise Refused("the event is part of another one: delete that link first")
        state.records[out]["part_of"] = target
        return f"{out}/part_of/{target}"
    slugs = " ".join(id_.partition(":")[2] for id_ in (out, target))
    id_ = proposed_id("link", slugs, state.records)
    made = {"id": id_, "kind": kind, "source": out, "target": target}
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
