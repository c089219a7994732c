"""The child process where Word templates of others are loaded and filled, or what came out is read back. Only `own_templates` starts it.

A template is a small program: to prepare it is to run it already (`{{ 'a' * 500000000 }}` is computed then). So it is done here, where
nothing is at hand but the bytes of the template and the variables of the paper: no path is ever told, and on POSIX the kernel grants no
more than 1 GiB of memory, no file to open or to write, no process to start (`resource`). Windows knows no such limits: there what holds
is the sandbox of Jinja, the time after which the parent ends the child, and the size beyond which the parent reads no answer.

Both ways go frames: two lengths, then a JSON document, then bytes (a template or a paper).
"""

import contextlib
import json
import os
import signal
import struct
import sys
from collections.abc import Mapping
from typing import IO, Any

from dantin.word.allowed import vet
from dantin.word.facts import Facts
from dantin.word.filling import NoWordFile, Template, TemplateFault
from dantin.word.readback import differences
from dantin.word.tags import broken, examine, in_paragraph

HEAD = struct.Struct(">II")
MEMORY = 1 << 30
_LONGEST = 120


def send(stream: IO[bytes], document: Mapping[str, Any], data: bytes = b"") -> None:
    """Write one frame."""
    text = json.dumps(document).encode()
    stream.write(HEAD.pack(len(text), len(data)) + text + data)
    stream.flush()


def receive(stream: IO[bytes], most: int | None = None) -> tuple[dict[str, Any], bytes] | None:
    """Read one frame; None where the other side is gone. Raises OverflowError for one of more than `most` bytes."""
    head = stream.read(HEAD.size)
    if len(head) < HEAD.size:
        return None
    sizes = HEAD.unpack(head)
    if most is not None and sum(sizes) > most:
        raise OverflowError
    text, data = (stream.read(size) for size in sizes)
    if (len(text), len(data)) != sizes:
        return None
    return json.loads(text), data


def main() -> None:
    """Answer requests until the parent is gone."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    # What a library prints must not get between the frames.
    os.dup2(2, 1)
    _warm_up()
    _confine(max(requests.fileno(), answers.fileno()))
    send(answers, {"ready": True})
    templates: dict[str, Template] = {}
    while (request := receive(requests)) is not None:
        _alarm(_LONGEST)
        send(answers, *_answer(request[0], request[1], templates))
        _alarm(0)


def _answer(asked: dict[str, Any], data: bytes, templates: dict[str, Template]) -> tuple[dict[str, Any], bytes]:
    name = asked["name"]
    try:
        if asked["do"] == "load":
            vet(data, name)
            # What is left of a broken tag can swallow the text beside it, and nobody would be told.
            if problems := broken(data, name):
                raise TemplateFault(f"Mẫu {name}: {problems[0].what}{in_paragraph(problems[0].where)}")
            templates[asked["key"]] = Template.load(data, name, draft=asked["draft"])
        elif asked["do"] == "fill":
            paper = templates[asked["key"]].render(asked["context"])
            vet(paper, name)
            return {}, paper
        elif asked["do"] == "read":
            vet(data, name)
            return {"differences": differences(data, Facts.told(asked["facts"]))}, b""
        else:
            vet(data, name)
            problems, uses = examine(data, name)
            return {"problems": problems, "uses": uses}, b""
    except MemoryError:
        return {"memory": True}, b""
    except NoWordFile as fault:
        return {"fault": str(fault), "no_word_file": True}, b""
    except TemplateFault as fault:
        # A fault while filling is told as one; where memory was what lacked, it is the cause.
        return {"memory": True} if isinstance(fault.__cause__, MemoryError) else {"fault": str(fault)}, b""
    except RecursionError:
        return {"fault": f"Mẫu {name}: thẻ hoặc bảng lồng nhau quá sâu"}, b""
    except Exception as fault:  # a file from anyone can make the libraries raise anything
        return {"fault": f"Mẫu {name}: không đọc được cấu trúc của tệp ({type(fault).__name__})"}, b""
    return {}, b""


def _warm_up() -> None:
    """Import all that filling a template imports: later no file can be opened."""
    import difflib  # noqa: F401
    import io

    import docx
    import jinja2.debug  # noqa: F401
    from jinja2 import constants  # noqa: F401

    paper = docx.Document()
    paper.add_paragraph("{{ a }} {{ b }}")
    paper.add_table(1, 1).cell(0, 0).text = "{%tc for c in a %}"
    saved = io.BytesIO()
    paper.save(saved)
    for draft in (False, True):
        with contextlib.suppress(TemplateFault):
            Template.load(saved.getvalue(), draft=draft)
    paper._body.clear_content()
    # A text in quotes needs an encoding, some filters a module of their own.
    paper.add_paragraph(
        "{{ a|pprint }} {{ a|tojson }} {{ a|urlize }} {{ a|wordwrap(9) }} {{ 'a'|urlencode }} {{ [b]|random }} {{ lipsum(1) }}"
    )
    paper.add_paragraph("{% for x in a %}{{ loop.index }} {{ b }}{% endfor %}")
    saved = io.BytesIO()
    paper.save(saved)
    examine(saved.getvalue(), "")
    vet(saved.getvalue(), "")
    template = Template.load(saved.getvalue(), draft=True)
    differences(template.render({"a": "x\ty", "b": ""}), Facts((("x",),), frozenset(), (("12 phiếu",),)))
    with contextlib.suppress(TemplateFault):
        template.render({"a": ""})


def _confine(last_open: int) -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    limits = {"RLIMIT_AS": MEMORY, "RLIMIT_FSIZE": 0, "RLIMIT_NPROC": 0, "RLIMIT_CORE": 0, "RLIMIT_NOFILE": last_open + 1}
    for limit, value in limits.items():
        # Not every system knows each of them, nor lets it be set.
        with contextlib.suppress(AttributeError, ValueError, OSError):
            resource.setrlimit(getattr(resource, limit), (value, value))


def _alarm(seconds: int) -> None:
    """End this process after so many seconds (0: do not), should the parent be gone and a template go on for ever."""
    if sys.platform != "win32":
        signal.alarm(seconds)


if __name__ == "__main__":
    main()
