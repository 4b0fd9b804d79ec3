"""People at a measured server: each with a connection of their own, signed in or not."""

import http.client
import secrets
from urllib.parse import urlencode

from bench.servers import Answer


class Visitor:
    """Somebody who asks for pages and posts; `cookie` is of who is signed in, `csrf_cookie` the name of theirs."""

    def __init__(self, port: int, *, cookie: str = "", csrf_cookie: str = "") -> None:
        """Take the port of the server. Nothing is sent yet."""
        token = secrets.token_hex(16)
        cookies = [part for part in (cookie, f"{csrf_cookie}={token}" if csrf_cookie else "") if part]
        self.headers = {"Accept-Encoding": "gzip", "Cookie": "; ".join(cookies), "X-CSRFToken": token}
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def get(self, path: str) -> Answer:
        """Ask for a page; as a browser does, not for where it leads."""
        return self.ask("GET", path)

    def post(self, path: str, fields: dict[str, str]) -> Answer:
        """Send a form."""
        return self.ask("POST", path, urlencode(fields))

    def ask(self, method: str, path: str, body: str | None = None) -> Answer:
        """Send a request. Raises OSError or HTTPException when there is no answer."""
        headers = self.headers | ({"Content-Type": "application/x-www-form-urlencoded"} if body is not None else {})
        try:
            self.connection.request(method, path, body=body, headers=headers)
            response = self.connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        except (OSError, http.client.HTTPException):
            self.connection.close()  # the next request opens it anew
            raise
