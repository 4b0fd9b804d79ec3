"""A mailbox of one folder, that speaks as much of IMAP (RFC 3501) as a poller needs."""

import re
import socketserver
import threading
from typing import Any, Self

USER, PASSWORD = "post", "een geheim"
COMMAND = re.compile(rb"(\S+) (UID )?(\S+) ?(.*)\r\n", re.DOTALL)


class MailboxServer(socketserver.ThreadingTCPServer):
    """The server; use it as a context."""

    allow_reuse_address = daemon_threads = True

    def __init__(self, *mails: bytes, can_move: bool = False) -> None:
        super().__init__(("127.0.0.1", 0), Talk)
        self.mails = dict(enumerate(mails, start=11))  # by their lasting number
        self.seen: set[int] = set()
        self.moved: dict[int, str] = {}
        self.can_move = can_move
        self.fetched: list[bytes] = []

    def __enter__(self) -> Self:
        """Serve."""
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *args: object) -> None:
        """Stop."""
        self.shutdown()
        self.server_close()

    @property
    def url(self) -> str:
        return f"imap://{USER}:{PASSWORD.replace(' ', '%20')}@127.0.0.1:{self.server_address[1]}/INBOX"


class Talk(socketserver.StreamRequestHandler):
    """One connection."""

    server: MailboxServer

    def handle(self) -> None:
        self.wfile.write(b"* OK hello\r\n")
        while (line := self.rfile.readline()) and (found := COMMAND.fullmatch(line)):
            tag, _uid, name, rest = found.groups()
            answer = getattr(self, f"do_{name.decode().lower()}")(rest.decode())
            self.wfile.write(answer + tag + b" OK done\r\n" if answer is not None else tag + b" NO\r\n")
            if name == b"LOGOUT":
                return

    def do_capability(self, _rest: str) -> bytes:
        return b"* CAPABILITY IMAP4rev1" + (b" MOVE" if self.server.can_move else b"") + b"\r\n"

    def do_login(self, rest: str) -> bytes | None:
        return b"" if rest == f'{USER} "{PASSWORD}"' else None

    def do_select(self, rest: str) -> bytes | None:
        return b"* 1 EXISTS\r\n" if rest == '"INBOX"' else None

    def do_search(self, _rest: str) -> bytes:
        waiting = [uid for uid in self.server.mails if uid not in self.server.seen | self.server.moved.keys()]
        return b"* SEARCH " + " ".join(map(str, reversed(waiting))).encode() + b"\r\n"

    def do_fetch(self, rest: str) -> bytes:
        uid, what = rest.split(" ", 1)
        content = self.server.mails[int(uid)]
        self.server.fetched.append(what.encode())
        if "SIZE" in what:
            return f"* 1 FETCH (UID {uid} RFC822.SIZE {len(content)})\r\n".encode()
        if "HEADER" in what:
            content = content.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
        return f"* 1 FETCH (UID {uid} BODY[] {{{len(content)}}}\r\n".encode() + content + b")\r\n"

    def do_store(self, rest: str) -> bytes:
        self.server.seen.add(int(rest.partition(" ")[0]))
        return b""

    def do_move(self, rest: str) -> bytes:
        uid, folder = rest.split(" ", 1)
        self.server.moved[int(uid)] = folder.strip('"')
        return b""

    def do_logout(self, _rest: str) -> bytes:
        return b"* BYE\r\n"

    def __getattr__(self, name: str) -> Any:
        """Say no to any other command."""
        return lambda _rest: None
