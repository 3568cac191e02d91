"""The door of `ckptx`: runs a command, turns errors into a sentence on stderr and an exit status.

Exit status: 0 fine, 1 differences or problems found, 2 could not do it; 130 after Ctrl+C and
141 when the reader of our output went away, as shells have it.
"""

from __future__ import annotations

import gc
import os
import sys

PROGRAM = "ckptx"
FINE, FOUND, FAILED, INTERRUPTED, BROKEN_PIPE = 0, 1, 2, 130, 141


def run(argv: list[str] | None = None) -> int:
    """Run `ckptx` with these arguments (the process's own by default) and give the exit status."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        status = _run_command(arguments)
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        _silence_stdout()
        return BROKEN_PIPE
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return INTERRUPTED
    except Exception as error:
        return _tell(error)


def _run_command(arguments: list[str]) -> int:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a terminal that knows no "≠" still gets its table
    plain_list = _plain_list(arguments)
    if plain_list is not None:
        from explorer.cli.listing import print_list_json

        path, step, number = plain_list
        was_collecting = gc.isenabled()
        gc.disable()  # 200,000 live strings would be walked again and again, and none of it is garbage
        try:
            return print_list_json(path, step=step, number=number)
        finally:
            if was_collecting:
                gc.enable()
    from explorer.cli.commands import run_click

    return run_click(arguments)


def _plain_list(arguments: list[str]) -> tuple[str, int | None, int | None] | None:
    """Path, step and number of a plain `list PATH --json`, else None.

    Scripts call this one thousands of times: without click (17 ms) it starts in half the time.
    """
    if arguments[:1] != ["list"] or "--json" not in arguments:
        return None
    chosen: dict[str, int] = {}
    paths: list[str] = []
    rest = iter(arguments[1:])
    for word in rest:
        if word in ("--step", "--number"):
            value = next(rest, "")
            if not value.isdecimal() or not value.isascii():
                return None
            chosen[word] = int(value)
        elif word.startswith("-") and word != "--json":
            return None
        elif word != "--json":
            paths.append(word)
    if len(paths) != 1 or len(chosen) > 1:
        return None
    return paths[0], chosen.get("--step"), chosen.get("--number")


def _tell(error: Exception) -> int:
    from explorer.errors import ExplorerError
    from explorer.report.numbers import display_name
    from explorer.task import Cancelled

    if isinstance(error, Cancelled):
        print("stopped", file=sys.stderr)
        return INTERRUPTED
    if isinstance(error, ExplorerError):
        # Names in it come from files: what they hold must not steer the terminal.
        print(f"{PROGRAM}: {display_name(str(error), 4000)}", file=sys.stderr)
        if error.hint:
            print(f"  {display_name(error.hint, 4000)}", file=sys.stderr)
        return FAILED
    if isinstance(error, (OSError, MemoryError)):
        reason = getattr(error, "strerror", None) or str(error) or "out of memory"
        print(f"{PROGRAM}: {display_name(str(reason), 4000)}", file=sys.stderr)
        return FAILED
    if os.environ.get("CKPTX_TRACEBACK"):
        import traceback

        traceback.print_exception(error)
    message = display_name(f"{type(error).__name__}: {error}", 1000)
    print(f"{PROGRAM}: this is a fault of the program: {message}", file=sys.stderr)
    print("  Please report it, with what CKPTX_TRACEBACK=1 shows when it is set.", file=sys.stderr)
    return FAILED


def _silence_stdout() -> None:
    # The interpreter flushes stdout once more at its end; there must be something to take it.
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
    except (OSError, ValueError):
        pass


if __name__ == "__main__":
    raise SystemExit(run())
