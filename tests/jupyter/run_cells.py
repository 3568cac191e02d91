"""Runs a notebook that comes on standard input in a kernel of its own and writes it out with its outputs.

    python tests/jupyter/run_cells.py < in.ipynb > out.ipynb

A process of its own, for the client leaves sockets and threads behind that a test suite would take for leaks.
"""

from __future__ import annotations

import os
import sys
import tempfile

import nbformat
from jupyter_client.manager import KernelManager
from nbclient import NotebookClient


def main() -> None:
    notebook = nbformat.read(sys.stdin, as_version=4)
    with tempfile.TemporaryDirectory() as home:
        for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR", "HOME"):
            os.environ[name] = home
        # Where there are sockets that are files, nobody else on the machine can reach the kernel.
        way = {} if os.name == "nt" else {"transport": "ipc", "ip": os.path.join(home, "k")}  # noqa: PTH118
        NotebookClient(notebook, km=KernelManager(**way), timeout=60, allow_errors=True).execute()
    nbformat.write(notebook, sys.stdout)


if __name__ == "__main__":
    main()
