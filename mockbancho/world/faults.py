"""Faults: which of them hit a request, and what they do to its answer.

Every rule that is about a request counts it. Of those that fire, the newest decides what is answered; what they hold
back adds up.
"""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final

import msgspec
from msgspec.structs import replace

from mockbancho.clock import SECOND
from mockbancho.records import Quota
from mockbancho.world.latency import latency_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mockbancho.records import Fault
    from mockbancho.world.world import World

TOO_MANY_REQUESTS: Final = 429
EVERYTHING: Final = "*"
_NUMBER: Final = re.compile(r"\s*[+-]?[0-9]+(\.[0-9]+)?\s*")


class Strike(msgspec.Struct, frozen=True, kw_only=True):
    """What the faults that hit a request do: hold the answer back, answer themselves, or break it."""

    names: tuple[str, ...]
    delay: float = 0.0
    """Seconds before the answer begins."""
    drip: float = 0.0
    """Seconds over which the body comes."""
    status: int | None = None
    retry_after: int | None = None
    """Seconds after which to ask again."""
    body: str | None = None
    reply: str | None = None

    @property
    def told(self) -> str:
        """What the journal says of it."""
        return ", ".join(self.names)


def strike(world: World, endpoint: str | None, path: str, query: Mapping[str, str]) -> Strike | None:
    """Count a request with the rules that are about it, and return what those that fire do; the world is locked."""
    fired = [rule for rule in _about(world, endpoint, path, query) if _fires(world, rule)]
    if not fired:
        return None
    newest_first = fired[::-1]
    parts: dict[str, Any] = {"names": tuple(rule.name for rule in fired)}
    parts["delay"] = sum(_delay(world, rule) for rule in fired)
    parts["drip"] = sum(rule.drip for rule in fired) / SECOND
    answering = next((rule for rule in newest_first if rule.status is not None or rule.quota is not None), None)
    breaking = next((rule for rule in newest_first if rule.reply is not None), None)
    if breaking is not None and (answering is None or breaking.number >= answering.number):
        parts["reply"] = breaking.reply
    if answering is not None and (breaking is None or answering.number >= breaking.number):
        parts["status"] = TOO_MANY_REQUESTS if answering.status is None else answering.status
        parts["body"] = answering.body
        parts["retry_after"] = _retry_after(world, answering)
    return Strike(**parts)


def is_about(rule: Fault, endpoint: str | None, path: str, query: Mapping[str, str]) -> bool:
    """Whether a rule is about a request at all, whenever it comes."""
    pattern = rule.endpoint
    named = path if pattern.startswith("/") else endpoint or ""
    if pattern != EVERYTHING and not fnmatchcase(named, pattern):
        return False
    return all(_is_same(query.get(name), value) for name, value in rule.where)


def forget(world: World, rule: Fault) -> None:
    """Remove a rule and what it counts down."""
    world.remove(rule)
    left = world.schedule.quotas.get(_quota(rule))
    if left is not None:
        world.remove(left)


def _is_same(sent: str | None, wanted: str) -> bool:
    """Whether a request has a value, however it spells the number that it is."""
    if sent is None or sent == wanted:
        return sent == wanted
    return bool(_NUMBER.fullmatch(sent) and _NUMBER.fullmatch(wanted)) and float(sent) == float(wanted)


def _about(world: World, endpoint: str | None, path: str, query: Mapping[str, str]) -> Iterator[Fault]:
    """Yield the rules that are about a request now, oldest first, each having counted it."""
    now = world.now
    for rule in world.schedule.faults:
        if rule.begins <= now and (rule.ends is None or now < rule.ends) and is_about(rule, endpoint, path, query):
            counted = replace(rule, seen=rule.seen + 1)
            world.schedule.put(counted)  # not by `world.put`: what was answered before is as true as it was
            yield counted


def _fires(world: World, rule: Fault) -> bool:
    """Whether a rule hits the request that it has just counted, and then count that too."""
    if not (_is_paused(world, rule) or _is_its_turn(world, rule)):
        return False
    world.schedule.put(replace(rule, fired=rule.fired + 1))
    return True


def _is_its_turn(world: World, rule: Fault) -> bool:
    if (
        (rule.times is not None and rule.fired >= rule.times)
        or (rule.first is not None and rule.seen > rule.first)
        or (rule.nth is not None and rule.seen != rule.nth)
        or (rule.every is not None and rule.seen % rule.every)
        or (rule.rate < 1 and _drawn(world, rule, "rate") >= rule.rate)
    ):
        return False
    if rule.quota is not None:
        return _is_used_up(world, rule)
    if rule.retry_after:
        world.schedule.put(Quota(name=_quota(rule), left=0, renews=world.now + rule.retry_after))
    return True


def _is_paused(world: World, rule: Fault) -> bool:
    """Whether a client was told to come back later than now."""
    pause = world.schedule.quotas.get(_quota(rule)) if rule.retry_after and rule.quota is None else None
    return pause is not None and world.now < pause.renews


def _is_used_up(world: World, rule: Fault) -> bool:
    """Take one request off what is left of a rule's quota, and tell whether nothing was."""
    quota = world.schedule.quotas.get(_quota(rule))
    if quota is None or world.now >= quota.renews:
        quota = Quota(name=_quota(rule), left=rule.quota or 0, renews=world.now + rule.per)
    world.schedule.put(replace(quota, left=max(0, quota.left - 1)))
    return quota.left == 0


def _retry_after(world: World, rule: Fault) -> int | None:
    """Return the whole seconds until the requests are answered again, None if the rule does not say."""
    quota = world.schedule.quotas.get(_quota(rule))
    return None if quota is None else max(1, -(-(quota.renews - world.now) // SECOND))


def _quota(rule: Fault) -> str:
    return f"fault {rule.name}"


def _delay(world: World, rule: Fault) -> float:
    if rule.latency is None:
        return 0.0
    return latency_of(rule.latency)(_drawn(world, rule, "latency"), _drawn(world, rule, "latency too"))


def _drawn(world: World, rule: Fault, what: str) -> float:
    """Return a number from 0 to below 1 that the seed, the rule and the count of its requests decide."""
    digest = blake2b(f"{world.seed}:{rule.name}:{rule.seen}:{what}".encode(), digest_size=8).digest()
    return (int.from_bytes(digest, "big") >> 11) / 2**53  # as many bits as a float has, so never 1
