"""What the user chose for the restore check beside the two sides: a frozen record, remembered with the run."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RestoreChoice:
    """ "" is everywhere: all ways of loading; what the files tell, and the default where they do not.

    `kind` tells apart two predictions of one API, for "resource" and for "ref" variables.
    """

    api: str = ""
    tensorflow: str = ""
    variables: str = ""
    kind: str = ""


AS_TOLD = RestoreChoice()
