"""What both programs of the bundle run: the window, the terminal command or one of its worker processes."""

import sys
from pathlib import Path


def main() -> int:
    if sys.argv[1:2] == ["--worker-process"]:  # explorer.analysis.workers starts them so
        from explorer.analysis.worker_process import main as work

        work()
        return 0
    if Path(sys.argv[0]).stem == "ckptx":
        from explorer.cli.main import run
    else:
        from explorer.cli.window import run
    return run()


sys.exit(main())
