"""`dantin completion`: what a shell needs to complete commands, options and their values as they are typed.

Typer has two options of its own for this; their help is hard-coded English, and they write into the user's start-up files unasked.
"""

import sys
from typing import Annotated

import typer

from dantin.cli.worded import Worded
from dantin.errors import CannotDo

COMPLETE_VAR = "_DANTIN_COMPLETE"
"""The variable in which a shell asks for completion."""
_HOW = {
    "powershell": "Thêm dòng này vào tệp $PROFILE: dantin completion powershell | Out-String | Invoke-Expression",
    "pwsh": "Thêm dòng này vào tệp $PROFILE: dantin completion pwsh | Out-String | Invoke-Expression",
    "bash": 'Thêm dòng này vào tệp ~/.bashrc: eval "$(dantin completion bash)"',
    "zsh": 'Thêm dòng này vào tệp ~/.zshrc, sau compinit: eval "$(dantin completion zsh)"',
    "fish": "Gõ một lần: dantin completion fish > ~/.config/fish/completions/dantin.fish",
}


def serve() -> None:
    """Make ready to answer a shell that asks for completion; to be called before the application runs."""
    from typer._completion_classes import completion_init

    completion_init()


def completion(
    shell: Annotated[
        str,
        typer.Argument(
            metavar="powershell|bash|zsh|fish", click_type=Worded({name: name for name in _HOW}), help="Chương trình gõ lệnh đang dùng."
        ),
    ],
) -> None:
    """In đoạn mã để PowerShell, bash, zsh, fish gợi ý lệnh và tùy chọn khi nhấn Tab."""
    from typer._completion_shared import get_completion_script

    if sys.stdout.isatty():
        raise CannotDo(f"Lệnh này in ra cho chương trình đọc. {_HOW[shell]}")
    if shell in ("powershell", "pwsh"):
        print("[Console]::OutputEncoding = [System.Text.Encoding]::UTF8")  # else the help it shows is read in an old code page
    print(get_completion_script(prog_name="dantin", complete_var=COMPLETE_VAR, shell=shell))
