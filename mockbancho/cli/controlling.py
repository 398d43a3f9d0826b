"""The control API of `mockbancho serve`: whether there is one, and who may ask it."""

from __future__ import annotations

import re
from ipaddress import ip_address
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from mockbancho import clock
from mockbancho.control.front import CONTROL, Front
from mockbancho.errors import Mistake

if TYPE_CHECKING:
    from pathlib import Path

    import click

    from mockbancho.api.app import Api
    from mockbancho.cli.motion import Motion, Moving
    from mockbancho.contract import Cors
    from mockbancho.control.application import Control

_VISIBLE: Final = re.compile(r"[!-~]+")


def checked_token(_context: click.Context, _option: click.Parameter, token: str | None) -> str | None:
    """Return the token that was given; raises `Mistake` for one that does not come through as it is."""
    if token and not _VISIBLE.fullmatch(token):
        raise Mistake(
            "--control-token is of visible ASCII characters, without spaces; browsers and headers change others"
        )
    return token


class ControlOption:
    """Which host is listened on, and the token that the control API asks for, if it asks for one."""

    def __init__(self, host: str, address: str, token: str | None) -> None:
        """Take the host as it was given, the address that it is, and a token; beyond this machine there is always one."""
        self._host = host
        self._token = token or None
        if self._token is None and not ip_address(address.partition("%")[0]).is_loopback:
            from mockbancho.control.tokens import new_token  # on loopback none is needed

            self._token = new_token()

    @property
    def path(self) -> str:
        """Where the dashboard is."""
        return f"{CONTROL}/?token={quote(self._token, safe='')}" if self._token else f"{CONTROL}/"

    def before(self, api: Api, moving: Moving, motion: Motion, *, cors: Cors | None, folder: Path | None) -> Front:
        """Return an application that has the control API beside the fake one; it is made when somebody asks for it."""
        began = clock.monotonic()

        def make() -> Control:
            from mockbancho.bancho import Bancho  # a server that is not controlled does without
            from mockbancho.control.application import Control  # as above

            main = Bancho.around(api, moving.director, scenario=motion.scenario, cors=cors)
            return Control(main, host=self._host, token=self._token, folder=folder, began=began)

        api.explained_at = f"{CONTROL}/explain".encode()
        return Front(api, make)
