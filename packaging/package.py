"""Build what is given to users into dist/, and try each of it out: `make package`, `make package ARGS="wheel bundle"`.

Without arguments: desktop (icons, validators), wheel, bundle, deb. `debian-root` installs what was built on a
bare Debian 12 (as root, with debootstrap). Pictures of the windows that came up lie in build/package.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from shipping import bundle, deb, debian_root, desktop, wheels
from shipping.steps import DIST, WORK, StepError, need_all, program_version, say


def make_desktop() -> None:
    say("-- desktop entry, metainfo, MIME types, icons")
    for line in desktop.validate():
        say("   " + line)
    folder = desktop.make_icons()
    say(f"   {len(list(folder.iterdir()))} icons")


def make_wheels() -> None:
    wheels.try_out(wheels.build())


def make_bundle() -> None:
    bundle.build()
    bundle.try_out()
    bundle.pack(program_version())


def make_deb() -> None:
    path = deb.build()
    deb.look_at(path)
    deb.try_out(path)


FOR_WINDOWS = ("Xvfb", "xdotool", "import")
STEPS: dict[str, tuple[Callable[[], None], tuple[str, ...]]] = {  # what to do, and the programs it takes
    "desktop": (make_desktop, ("desktop-file-validate", "appstreamcli", "xmllint", "update-mime-database")),
    "wheel": (make_wheels, FOR_WINDOWS),
    "bundle": (make_bundle, FOR_WINDOWS),
    "deb": (make_deb, ("dpkg-deb", "objdump", "lintian", *FOR_WINDOWS)),
    "debian-root": (debian_root.try_out, ("debootstrap", "chroot", *FOR_WINDOWS)),
}
USUAL = ("desktop", "wheel", "bundle", "deb")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="package.py", description=__doc__.splitlines()[0] if __doc__ else ""
    )
    parser.add_argument(
        "steps", nargs="*", metavar="STEP", help=f"of {', '.join(STEPS)}; the first four without any"
    )
    steps = parser.parse_args(arguments).steps or USUAL
    if unknown := [step for step in steps if step not in STEPS]:
        parser.error(f"no step is called {unknown[0]}")
    DIST.mkdir(exist_ok=True)
    WORK.mkdir(parents=True, exist_ok=True)
    try:
        # In their order, for the later ones take what the earlier ones made.
        chosen = [STEPS[step] for step in STEPS if step in steps]
        need_all(program for _, programs in chosen for program in programs)
        for work, _ in chosen:
            work()
    except StepError as error:
        print(f"\n{error.problem}", file=sys.stderr)
        if error.cure:
            print(f"-> {error.cure}", file=sys.stderr)
        return 1
    say(f"Done; what was built lies in {DIST}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
