"""A real SMTP server for the tests, in a process of its own: keeps what it takes, and can dawdle where it is told.

    python sink.py FOLDER [STAGE] [--slow SECONDS]

FOLDER gets `port`, a file for each mail taken (its Message-ID and recipient), and a file named as STAGE when a first
client comes to it; that client is then made to wait. Stages: connect, mail, rcpt, data (before the text), text (in the
middle of it), dot (taken, not yet answered). `--slow` makes every answer wait. An address tells what it gets: an
unknown@ is refused for good, a busy@ for now, a full@ after its text, a hangup@ is hung up on after its dot.
"""

import asyncio
import sys
from argparse import ArgumentParser
from email.parser import BytesHeaderParser
from itertools import count
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

DAWDLE = 600.0  # until the client is killed
FOLDER = Path()
STAGE = ""
SLOW = 0.0
_numbers = count()


async def reach(stage: str) -> None:
    """Make the first client that comes to the stage wait there, and say that it has come."""
    await asyncio.sleep(SLOW)
    mark = FOLDER / stage
    if stage == STAGE and not mark.exists():
        mark.touch()
        await asyncio.sleep(DAWDLE)


class Keeper:
    async def handle_MAIL(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any) -> str:  # noqa: N802
        await reach("mail")
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any) -> str:  # noqa: N802
        await reach("rcpt")
        if address.startswith("unknown@"):
            return "550 5.1.1 No such user"
        if address.startswith("busy@"):
            return "451 4.7.1 Come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if envelope.rcpt_tos[0].startswith("full@"):
            return "552 5.2.2 Mailbox full"
        assert isinstance(envelope.content, bytes)
        name = f"{next(_numbers)}.mail"
        (FOLDER / f"{name}.part").write_bytes(envelope.content)
        (FOLDER / f"{name}.part").rename(FOLDER / name)
        await reach("dot")
        if envelope.rcpt_tos[0].startswith("hangup@"):
            server.transport.abort()
        return "250 Taken"


class Server(SMTP):
    async def _handle_client(self) -> None:
        await reach("connect")
        await super()._handle_client()

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        await reach("data")
        whole, read, lines = self._reader.readuntil, 0, 2000

        async def readuntil(*arguments: Any) -> bytes:
            nonlocal read
            read += 1
            if read == lines:
                await reach("text")
            return await whole(*arguments)

        self._reader.readuntil = readuntil  # type: ignore[method-assign]
        try:
            await super().smtp_DATA(arg)
        finally:
            self._reader.readuntil = whole  # type: ignore[method-assign]


async def serve() -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Server(Keeper(), data_size_limit=None, loop=loop), "127.0.0.1", 0)
    (FOLDER / "port.part").write_text(str(server.sockets[0].getsockname()[1]))
    (FOLDER / "port.part").rename(FOLDER / "port")
    await server.serve_forever()


def taken(folder: Path) -> list[str]:
    """Read the Message-ID of each mail that the server took."""
    return [str(BytesHeaderParser().parsebytes(file.read_bytes())["Message-ID"]) for file in folder.glob("*.mail")]


if __name__ == "__main__":
    parser = ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("stage", nargs="?", default="")
    parser.add_argument("--slow", type=float, default=0.0)
    arguments = parser.parse_args()
    FOLDER, STAGE, SLOW = arguments.folder, arguments.stage, arguments.slow
    sys.exit(asyncio.run(serve()))
