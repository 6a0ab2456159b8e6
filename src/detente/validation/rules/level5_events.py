"""Level 5, events: do modes, recipients and posts fit?"""

from collections.abc import Iterator

from detente.diagnostics import Severity
from detente.records import (
    Actor,
    Participant,
)
from detente.validation.context import Context
from detente.validation.findings import Finding
from detente.validation.registry import rule
from detente.vocab.catalogue import modes, needs_recipient
from detente.vocab.enums import (
    EventType,
    Role,
)


@rule("D531", "mode-of-another-type")
def mode_of_another_type(context: Context) -> Iterator[Finding]:
    """The mode of an event is one that PLOVER has for its type.

    Why: *Visit* is a mode of consulting, for example, but not of threatening.
    ``detente codebook event_type`` lists the modes of each type.

    Example:
        event:talks/mode = "riot"

    Use instead:
        event:talks/mode = "multilateral"
    """
    for event in context.dataset.events:
        allowed = modes()[event.type]
        if event.mode is not None and event.mode not in allowed:
            names = sorted(mode.value for mode in allowed)
            yield Finding(
                message=f"{event.type.value} has no mode {event.mode.value}",
                record=event,
                path=("mode",),
                params=(("modes", names),),
                help=f"its modes: {', '.join(names) or 'none; leave the mode out'}",
            )


@rule("D532", "no-recipient", Severity.WARNING)
def no_recipient(context: Context) -> Iterator[Finding]:
    """An event of a type that PLOVER directs at somebody has a recipient, unless two or more agents
    cooperate.

    Why: Aid is given to somebody, and sanctions are put on somebody. In a joint exercise or an
    exchange all sides are agents, where PLOVER would make one of them the recipient.

    Example:
        event:talks/type = "aid"
        event:talks/mode is removed

    Use instead:
        event:talks/type = "aid"
        event:talks/mode is removed
        event:talks/accounts/0/participants/1/role = "recipient"
    """
    for event in context.dataset.events:
        for number, account in enumerate(event.accounts):
            roles = [p.role for p in account.participants]
            mutual = event.type is EventType.COOPERATE and roles.count(Role.AGENT) > 1
            if event.type in needs_recipient() and Role.RECIPIENT not in roles and not mutual:
                message = f"an event of type {event.type.value} needs a recipient"
                yield Finding(message=message, record=event, path=("accounts", number))


@rule("D533", "post-not-held")
def post_not_held(context: Context) -> Iterator[Finding]:
    """The post of a participant is the title of one of the actor's posts.

    Why: A post and its dates are recorded once, with the actor who held it.

    Example:
        event:talks/accounts/0/participants/0 = {"actor": "actor:michelsen", "role": "agent", "post": "King"}

    Use instead:
        event:talks/accounts/0/participants/0 = {"actor": "actor:michelsen", "role": "agent", "post": "Prime Minister"}
    """
    for part in context.each(Participant):
        post, actor = part.value.post, context.find(part.value.actor, Actor)
        if post is None or actor is None:
            continue
        titles = [post.title for post in actor.posts]
        if post not in titles:
            yield Finding(
                message=f"{actor.id} has no post {post!r}",
                record=part.record,
                path=(*part.path, "post"),
                params=(("posts", titles),),
                help=f"its posts: {', '.join(titles) or 'none'}",
            )
