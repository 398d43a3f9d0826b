"""The account of an API key's owner: avatar, friends, and what the owner tells of themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mockbancho.api.endpoint import NoQuery, Told, keyed, writing
from mockbancho.api.fragments import encode
from mockbancho.api.numbers import read_as_pydantic_2
from mockbancho.api.uploads import read_avatar, read_columns
from mockbancho.api.writer import clan_or_null, joined
from mockbancho.errors import BadRequest, Conflict, Mistake, nearest
from mockbancho.osu.modes import USED_MODES
from mockbancho.world.collation import safe_name

if TYPE_CHECKING:
    from mockbancho.api.endpoint import Act
    from mockbancho.api.writer import Writer
    from mockbancho.records import Player
    from mockbancho.world.world import World

_NUMBERS = ("preferred_mode", "play_style")


@writing("set_avatar", read_avatar)
def set_avatar(world: World, told: Told[bytes], write: Writer) -> bytes:  # noqa: ARG001  # has the endpoints' form
    """Take a PNG or JPEG as the avatar of the key's owner; the avatar host has it at once.

    Body: multipart/form-data with the file as `avatar`, at most 4 MiB. Shape: {"status": "success."}.
    Errors: 400 no key, no file, too large, neither PNG nor JPEG by its content, 401 unknown key, 403 restricted owner.
    """
    _do(told.act, "set_avatar", player=told.owner.id, picture=told.sent)
    return b'{"status":"success."}'


@keyed("get_friends", NoQuery)
def get_friends(world: World, owner: Player, query: NoQuery, write: Writer) -> bytes:  # noqa: ARG001  # takes no parameters
    """List the friends of the key's owner, ascending by id; restricted ones too.

    Shape: {"friends": [{"id", "name", "country", "clan": {"id", "name", "tag"} or null, "online": bool}]}.
    Errors: 400 no key, 401 unknown key.
    """
    rows = (world.players.get(row.user2) for row in world.social.relationships_of(owner.id) if row.type == "friend")
    friends = [row for row in rows if row is not None]
    clans = [clan_or_null(world.clans, row) for row in friends]
    online = [b',"online":true' if world.sessions.get(row.id) else b',"online":false' for row in friends]
    return b'{"status":"success","friends":%b}' % joined(write.friend_and.each(friends), clans, online)


@writing("set_player_info", read_columns)
def set_player_info(world: World, told: Told[dict[str, object]], write: Writer) -> bytes:
    """Change what is received of the account of the key's owner: all of it or, if one thing is wrong, none.

    Body: a JSON object or a form with any of name, country, preferred_mode, play_style, userpage_content,
    custom_badge_name, custom_badge_icon. Shape: {"player": {"info": {…}}}.
    Errors: 400 no key, unknown members, values that cannot be, 401 unknown key, 403 restricted owner, 409 name taken.
    """
    columns = _columns(told.sent)
    _refuse_taken(world, told.owner, columns.get("name"))
    changed: Player = _do(told.act, "set_player_info", player=told.owner.id, **columns)
    return b'{"status":"success","player":{"info":%b}}' % write.info(changed)


def _columns(sent: dict[str, object]) -> dict[str, object]:
    """Return what was sent with numbers read from texts; raises `BadRequest` for names that are no columns."""
    from mockbancho.actions.verbs import find_verb  # a server that is only asked does without

    known = [name for name in find_verb("set_player_info").parameters if name != "player"]
    for name in sent:
        if name not in known:
            hint = nearest(name, known) or "."
            raise BadRequest(f"unknown key {name[:32]!r}{hint} Known: {', '.join(known)}.")
    return {name: _number(name, value) if name in _NUMBERS else value for name, value in sent.items()}


def _number(name: str, value: object) -> object:
    """Return a number that may be sent as text."""
    try:
        number = read_as_pydantic_2(value) if isinstance(value, str) else value
    except (ValueError, OverflowError):
        number = None
    if type(number) is not int:
        raise BadRequest(f"{name}: expected a whole number, got {encode(value)[:32].decode('utf-8', 'replace')}.")
    if name == "preferred_mode" and number not in USED_MODES:
        raise BadRequest("Invalid gamemode.")
    return number


def _refuse_taken(world: World, owner: Player, name: object) -> None:
    """Raise `Conflict` for the name of another player."""
    other = world.players.named(safe_name(name)) if isinstance(name, str) else None
    if other is not None and other.id != owner.id:
        raise Conflict(f"name: {other.name!r} is taken.")


def _do(act: Act, verb: str, **arguments: Any) -> Any:  # noqa: ANN401  # each action's own
    """Do an action; what it refuses is the client's mistake."""
    try:
        return act(verb, **arguments)
    except Mistake as mistake:
        raise BadRequest(f"{str(mistake).removeprefix(f'{verb}: ')}.") from None
