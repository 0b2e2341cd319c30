"""The mail server of the demonstration: keeps what arrives in a folder, and misbehaves when asked to.

`python -m motcua.site.demo_mail --port 2525 --folder var/demo-mail`. One word in the folder's file `behaviour` says
how the next letters are met: `later` (a passing fault), `refuse` (for good), `slow` (three seconds), `drop` (kept, but
the line is cut before that is said), anything else: well.
"""

import argparse
import asyncio
import contextlib
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

SLOW_SECONDS = 3


class Postbox:
    """Where letters arrive, as numbered `.eml` files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def behave(self, how: str) -> None:
        """Meet the next letters so."""
        (self.folder / "behaviour").write_text(how)

    def arrived(self) -> list[Path]:
        """The letters, the oldest first."""
        return sorted(self.folder.glob("*.eml"))

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Take a letter, or not."""
        file = self.folder / "behaviour"
        how = file.read_text().strip() if file.exists() else ""
        if how == "later":
            return "451 4.3.0 Come back later"
        if how == "refuse":
            return f"550 5.1.1 <{envelope.rcpt_tos[0]}> is unknown here"
        if how == "slow":
            await asyncio.sleep(SLOW_SECONDS)
        number = len(self.arrived()) + 1
        (self.folder / f"{number:06d}.eml").write_bytes(envelope.original_content or b"")
        if how == "drop" and isinstance(server.transport, asyncio.WriteTransport):
            server.transport.abort()
        return "250 2.0.0 Taken"


async def _serve(port: int, folder: Path) -> None:
    box = Postbox(folder)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(box, loop=loop), "127.0.0.1", port)
    async with server:
        await server.serve_forever()


def main() -> None:
    """Serve until stopped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    arguments = parser.parse_args()
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(arguments.port, arguments.folder))


if __name__ == "__main__":
    main()
