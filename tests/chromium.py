"""A page in headless Chromium, spoken to through two pipes: what it asks for, what it says on the console, how it looks and prints.

Chromium is not among the Python packages: where it is not installed the tests that need it are skipped.
"""

import base64
import fcntl
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_NOISY = ("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded")


class Page:
    """One page. `requests`: every address it asked for. `messages`: what stands on its console."""

    def __init__(self, to: int, back: int) -> None:
        self._to, self._back = os.fdopen(to, "wb", buffering=0), os.fdopen(back, "rb")
        self._number, self._session = 0, ""
        self.requests: list[str] = []
        self.messages: list[str] = []
        self._seen: set[str] = set()
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self._call(f"{domain}.enable")

    def _call(self, method: str, **params: Any) -> dict[str, Any]:
        self._number += 1
        message = {"id": self._number, "method": method, "params": params, **({"sessionId": self._session} if self._session else {})}
        self._to.write(json.dumps(message).encode() + b"\0")
        while (answer := self._next()).get("id") != self._number:
            pass
        assert "error" not in answer, answer
        result: dict[str, Any] = answer["result"]
        return result

    def _next(self) -> dict[str, Any]:
        letters = bytearray()
        while (letter := self._back.read(1)) != b"\0":
            assert letter, "Chromium has ended"
            letters += letter
        message: dict[str, Any] = json.loads(letters)
        method = message.get("method", "")
        self._seen.add(method)
        if method == "Network.requestWillBeSent":
            self.requests.append(message["params"]["request"]["url"])
        elif method in _NOISY:
            self.messages.append(json.dumps(message["params"], ensure_ascii=False))
        return message

    def open(self, file: Path) -> None:
        """Show a file, and wait until it is loaded."""
        self._seen.clear()
        self._call("Page.navigate", url=file.as_uri())
        while "Page.loadEventFired" not in self._seen:
            self._next()

    def wide(self, width: int, height: int = 800) -> None:
        """As on a screen of this size."""
        self._call("Emulation.setEmulatedMedia", media="")
        self._call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600)

    def on_paper(self, width: int) -> None:
        """As laid out for paper on which so much is left between the margins; until the next `wide`."""
        self.wide(width)
        self._call("Emulation.setEmulatedMedia", media="print")

    def run(self, script: str) -> Any:
        """What an expression comes to, awaited where it is a promise."""
        answer = self._call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def pdf(self) -> bytes:
        """As printed, on the paper the page asks for."""
        return base64.b64decode(self._call("Page.printToPDF", preferCSSPageSize=True, printBackground=False)["data"])

    def picture(self, *, whole: bool = False) -> bytes:
        """What is seen, as PNG; `whole`: the page from top to bottom."""
        return base64.b64decode(self._call("Page.captureScreenshot", captureBeyondViewport=whole)["data"])

    def close(self) -> None:
        """End the browser."""
        self._session = ""
        self._call("Browser.close")
        self._to.close()
        self._back.close()


@contextmanager
def chromium(profile: Path) -> Iterator[Page]:
    """A browser of its own, which ends with the block; `profile` is a folder it may fill."""
    assert CHROMIUM is not None
    ends = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for pipe in (os.pipe(), os.pipe()) for end in _closing(pipe)]
    theirs_in, ours_out, ours_in, theirs_out = ends

    def join() -> None:
        os.dup2(theirs_in, 3)
        os.dup2(theirs_out, 4)

    options = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-extensions",
        "--disable-background-networking",
    ]
    process = subprocess.Popen(
        [CHROMIUM, *options, f"--user-data-dir={profile}", "--remote-debugging-pipe", "about:blank"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=(3, 4),
        preexec_fn=join,
    )
    os.close(theirs_in)
    os.close(theirs_out)
    try:
        page = Page(ours_out, ours_in)
        yield page
        page.close()
        process.wait(30)
    finally:
        process.kill()
        process.wait()


def _closing(pipe: tuple[int, int]) -> Iterator[int]:
    for end in pipe:
        yield end
        os.close(end)
