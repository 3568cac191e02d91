"""What a source contradicts itself in: told some times in full, then counted."""

from __future__ import annotations

from explorer.checkpoints.spec import SpecVariable

_TOLD = 10


class Problems:
    """Gathers sentences while a source is read."""

    def __init__(self) -> None:
        self._sentences: list[str] = []
        self._more = 0
        self._unreached: list[int] = []

    def say(self, sentence: str) -> None:
        """One sentence more."""
        if len(self._sentences) < _TOLD:
            self._sentences.append(sentence)
        else:
            self._more += 1

    def contradicts(self, key: str, first: SpecVariable, other: SpecVariable) -> None:
        """One key was told twice, and differently."""
        if len(self._sentences) < _TOLD:  # a file may hold many
            self.say(f"{key} is there twice, as {_text(first)} and as {_text(other)}; the first is taken.")
        else:
            self._more += 1

    def unreached(self, node: int) -> None:
        """An object with a value that nothing leads to."""
        self._unreached.append(node)

    def sentences(self) -> tuple[str, ...]:
        """All of them, with the number of those that were only counted."""
        found = list(self._sentences)
        if self._more:
            found.append(f"{self._more} more entries contradict others; the first is taken of each.")
        if self._unreached:
            count = len(self._unreached)
            objects = "object holds a value" if count == 1 else "objects hold values"
            found.append(
                f"{count} {objects} but no edge leads there from the root (as object {self._unreached[0]});"
                " no checkpoint restores that."
            )
        return tuple(found)


def _text(variable: SpecVariable) -> str:
    if variable.shape is None:
        shape = "of unknown shape"
    else:
        shape = f"[{', '.join('?' if size is None else str(size) for size in variable.shape)}]"
    return f"{variable.dtype or 'unknown dtype'} {shape}"
