"""Finds English left on a screen that should be Vietnamese."""

import re
import unicodedata
from collections.abc import Collection

from dantin.cli.builtin_texts import CATALOGUE

# Words that are Vietnamese as well ("in ra"): alone they tell nothing, but beside a surely English word they are
# reported with it. "not" and "it" are no such case: a Vietnamese syllable that ends in -c, -p or -t bears an accent.
_ALSO_VIETNAMESE = frozenset(["a", "an", "be", "can", "do", "in", "no", "on", "run", "the", "then", "to"])

# Names, which stay as they are in a Vietnamese sentence.
_NAMES = frozenset({"bash", "unhide", "unicode", "unikey", "uuid", "windows"})

# Beyond the words of click and typer: what programs of this kind, Python and the operating system are wont to say.
_GENERIC = """
    abort aborted access after all allowed already and any are argument arguments array available bad be been before
    between boolean both but by bytes call cannot character characters check choice choices code column command
    commands complete completed completion config content copy count create created current data date datetime
    default denied deprecated details did directories directory does done during each empty encoding end entry
    environment error errors example examples exception exist existing exists exit expected extra fail failed
    failure false field fields file filename files find float folder following for format found from generate got
    greater has have help here how if ignore ignored import info information input install installed instead integer
    internal into invalid is it item items key keyword last least less level line lines list load location made make
    match maximum mean message messages metavar minimum missing mode more most multiple must name names new next
    none not nothing notice now null number of one only open operation option optional options or other output
    overwrite page parameter parameters parse path paths permission please position possible print process program
    progress project prompt range read reading ready recent record report required requires result results retry
    return row run running save search second section see select set sheet should show size skip some source
    specified standard start status stop string such summary support supported system table template templates text
    that there these this time timeout title too traceback true try type unable unexpected unicode uninstall unknown
    unreadable unsupported until update usage use used user uses using value values verbose version wait warning
    warnings was were what when where which while will with without word words working write writing wrong yes you
    your
"""

_WORD = re.compile(r"[A-Za-z]{2,}")
_CLICK_AND_TYPER = {word.lower() for text in CATALOGUE for word in _WORD.findall(re.sub(r"\{.*?\}", " ", text))}
_ENGLISH = ({*_GENERIC.split()} | _CLICK_AND_TYPER) - _ALSO_VIETNAMESE - _NAMES

_NOT_PROSE = re.compile(
    r"""
      \x1b\[[0-9;]*m               # colours of a terminal
    | (?<![\w-])--?[A-Za-z][\w-]*  # options
    | \S*[/\\]\S*                  # paths and addresses
    | [\w-]+\.(?:py|xls[xmb]?|ods|ya?ml|json|docx?|html?|pdf|csv|txt|md)\b
    """,
    re.VERBOSE,
)


def english_left(text: str, allowed: Collection[str] = frozenset()) -> list[str]:
    """Return the runs of ASCII words in `text` that hold an English word, in the order of the screen.

    Options (`--out`), paths and file names are passed over, and so is every word in `allowed` (names of commands,
    values of a choice), spelt exactly as there: allowing the value `text` does not allow the metavar `TEXT`.
    """
    found = []
    run: list[str] = []
    prose = _NOT_PROSE.sub(" | ", unicodedata.normalize("NFC", text)).replace("_", " | ")
    # A run ends wherever anything but a space stands between two words, and at a word with a Vietnamese letter.
    for token in [*re.findall(r"\w+|[^\w\s]|\n", prose), "|"]:
        if token.isascii() and token.isalpha():
            run.append(token)
            continue
        words = [word for word in run if word not in allowed]
        if any(word.lower() in _ENGLISH for word in words):
            found.append(" ".join(words))
        run = []
    return found
