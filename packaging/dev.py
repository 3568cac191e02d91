#!/usr/bin/env python3
"""One script from a fresh clone to a running window, a passing test suite or a benchmark.

It needs nothing but Python's standard library. It makes the virtual environment `.venv` in the
checkout, installs exactly what `packaging/requirements-*.lock` names (every file by its hash), and
remembers that in `.venv/dev-state.json`, so that the next start takes no time. The syntax stays old
enough for Python 3.6 to read this file: only then can it say which Python it needs, and find one.
"""

import argparse
import contextlib
import ctypes
import hashlib
import importlib.util
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections import namedtuple
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STATE = VENV / "dev-state.json"
OUTPUT = ROOT / "output"
DEMO = ROOT / "resources" / "demo" / "guide_net"
LOCKS = {
    name: ROOT / "packaging" / ("requirements-%s.lock" % name)
    for name in ("run", "dev", "browser", "package")
}
OLDEST = (3, 11)
OTHER_PYTHONS = ("python3.13", "python3.12", "python3.11", "python3.14", "python3")
NEEDED_MODULES = ("ctypes", "ensurepip", "sqlite3", "ssl", "venv", "zlib")
NEEDED_MB = 700  # the environment holds about 400 MB, the downloads and pip's copies the rest
# What an editable install wants beyond pyproject's build-system.requires.
EDITABLE_REQUIREMENTS = ("editables>=0.5",)

Library = namedtuple("Library", "soname package")
# pyqtgraph hides a missing libGL behind "no Qt binding", so they are looked for before Qt is imported.
OFFSCREEN_LIBRARIES = (
    Library("libGL.so.1", "libgl1"),
    Library("libEGL.so.1", "libegl1"),
    Library("libxkbcommon.so.0", "libxkbcommon0"),
    Library("libglib-2.0.so.0", "libglib2.0-0"),  # newer Debian: libglib2.0-0t64, which provides this name
    Library("libfreetype.so.6", "libfreetype6"),
    Library("libfontconfig.so.1", "libfontconfig1"),
    Library("libdbus-1.so.3", "libdbus-1-3"),
)
X11_LIBRARIES = (
    Library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
    Library("libxcb-cursor.so.0", "libxcb-cursor0"),
    Library("libxcb-icccm.so.4", "libxcb-icccm4"),
    Library("libxcb-keysyms.so.1", "libxcb-keysyms1"),
    Library("libxcb-shape.so.0", "libxcb-shape0"),
)


class SetupError(Exception):
    """Something the person at the keyboard can mend: what is wrong, and what to do."""

    def __init__(self, problem, cure=""):
        super().__init__(problem)
        self.problem, self.cure = problem, cure


def say(text):
    print(text, flush=True)


# --- Which Python ----------------------------------------------------------------------------------


def missing_modules():
    """The modules of the standard library this Python was built or packaged without."""
    return [name for name in NEEDED_MODULES if importlib.util.find_spec(name) is None]


def probe(executable):
    """Ask another Python for (version, missing modules); None if it does not run."""
    question = (
        "import importlib.util as u, json, sys; print(json.dumps([list(sys.version_info[:2]), "
        "[n for n in %r if u.find_spec(n) is None]]))" % (NEEDED_MODULES,)
    )
    try:
        answer = subprocess.run(
            [executable, "-c", question], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=20
        )
        version, missing = json.loads(answer.stdout.decode())
    except (OSError, ValueError, subprocess.TimeoutExpired):  # pyenv's shims exist and refuse to run
        return None
    return tuple(version), missing


def choose_python(current, find=shutil.which, ask=probe):
    """The Python to work with: the one that runs, or the first good one on PATH.

    Args:
        current: (executable, version, missing modules) of the running Python.
        find: where an executable lies, or None.
        ask: (version, missing modules) of an executable, or None.

    Returns:
        The executable.

    Raises:
        SetupError: none is new enough and whole.
    """
    executable, version, missing = current
    if version >= OLDEST and not missing:
        return executable
    incomplete = [(executable, version, missing)] if version >= OLDEST else []
    for name in OTHER_PYTHONS:
        path = find(name)
        answer = ask(path) if path else None
        if answer is None or answer[0] < OLDEST:
            continue
        if not answer[1]:
            return path
        incomplete.append((path, answer[0], answer[1]))
    if not incomplete:
        raise SetupError(
            "Python %d.%d or newer is needed; this one is %d.%d, and no newer one is on PATH."
            % (OLDEST + version),
            "Install one (Debian, Ubuntu: apt-get install python3.11 python3.11-venv) and start again.",
        )
    path, version, missing = incomplete[0]
    if set(missing) <= {"ensurepip", "venv"}:
        raise SetupError(
            "%s cannot make virtual environments: its %s is packaged apart." % (path, " and ".join(missing)),
            "apt-get install python%d.%d-venv" % version,
        )
    raise SetupError(
        "%s lacks %s of the standard library." % (path, ", ".join(missing)),
        "Install a complete Python %d.%d or newer, or put one first on PATH." % OLDEST,
    )


def settle_python():
    """Go on with a good Python, if need be by starting again with another one."""
    current = (sys.executable, tuple(sys.version_info[:2]), missing_modules())
    try:
        chosen = choose_python(current)
    except SetupError as problem:
        package = re.search(r"python3\.\d+-venv", problem.cure)
        if not (package and may_use_apt()):
            raise
        install_packages([package.group()])
        importlib.invalidate_caches()
        chosen = choose_python((sys.executable, tuple(sys.version_info[:2]), missing_modules()))
    if chosen != sys.executable:
        say("Python %d.%d cannot be used here, going on with %s." % (tuple(sys.version_info[:2]) + (chosen,)))
        restart(chosen)


def restart(executable):
    command = [executable, str(Path(__file__).resolve())] + sys.argv[1:]
    if os.name == "nt":  # exec on Windows lets the shell go on before we are done
        sys.exit(subprocess.call(command))
    os.execv(executable, command)


# --- System libraries ------------------------------------------------------------------------------


def display_kind(environ=os.environ, platform=sys.platform):
    """ "native", "wayland", "x11", or "" when there is no screen that answers."""
    if platform in ("win32", "darwin"):
        return "native"
    wayland = environ.get("WAYLAND_DISPLAY", "")
    runtime = environ.get("XDG_RUNTIME_DIR", "")
    if wayland and socket_answers([str(Path(runtime, wayland))]):
        return "wayland"
    display = environ.get("DISPLAY", "")
    local = re.match(r"^(?:unix)?:(\d+)(?:\.\d+)?$", display)
    if local:
        path = "/tmp/.X11-unix/X" + local.group(1)
        return "x11" if socket_answers([path, "\0" + path]) else ""
    return "x11" if display else ""  # a display on another machine: Qt will find out


def socket_answers(addresses):
    """Whether a display server listens: a DISPLAY left over from a closed session ends Qt with an abort."""
    for address in addresses:
        with contextlib.closing(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)) as connection:
            connection.settimeout(2)
            try:
                connection.connect(address)
            except OSError:
                continue
            return True
    return False


def missing_libraries(libraries, load=ctypes.CDLL):
    """Those of `libraries` that the dynamic linker does not find."""
    missing = []
    for library in libraries:
        try:
            load(library.soname)
        except OSError:
            missing.append(library)
    return missing


def may_use_apt():
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install_packages(packages):
    """Install Debian packages as root, fetching the package lists only if it does not work without."""
    say("Installing system packages: %s" % " ".join(packages))
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120"]
    install = apt + ["install", "-y", "--no-install-recommends"] + list(packages)
    for command in (install, apt + ["update"], install):
        finished = subprocess.run(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        if command is install and finished.returncode == 0:
            return
    last_lines = finished.stdout.decode(errors="replace").strip().splitlines()[-5:]
    raise SetupError(
        "apt-get could not install %s:\n  %s" % (" ".join(packages), "\n  ".join(last_lines)),
        "Install them by hand, then start again.",
    )


def library_problem(missing, apt):
    """The sentence for somebody who has to install system libraries himself."""
    names = ", ".join(library.soname for library in missing)
    packages = " ".join(library.package for library in missing)
    if apt:
        cure = "sudo apt-get install -y --no-install-recommends " + packages
    else:
        cure = "Install the packages of your system that hold them (on Debian: %s)." % packages
    return SetupError("Qt needs system libraries that are not installed: %s" % names, cure)


def settle_libraries(display, platform=sys.platform):
    """Make sure that Qt can be imported, and open a window if there is a display for it."""
    if not platform.startswith("linux"):
        return
    wanted = OFFSCREEN_LIBRARIES + (X11_LIBRARIES if display == "x11" else ())
    missing = missing_libraries(wanted)
    if missing and may_use_apt():
        install_packages([library.package for library in missing])
        missing = missing_libraries(wanted)
    if missing:
        raise library_problem(missing, apt=shutil.which("apt-get") is not None)


# --- The environment -------------------------------------------------------------------------------


def venv_python(venv=VENV):
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def file_hash(*paths):
    digest = hashlib.sha256()
    for path in paths:
        data = path.read_bytes().replace(b"\r\n", b"\n")  # a checkout on Windows is no other version
        digest.update(b"%d\n" % len(data) + data)
    return digest.hexdigest()


def wanted_state(group):
    """What `.venv/dev-state.json` says when everything for `group` ("run" or "dev") is installed."""
    return {
        "python": "%d.%d %s" % (tuple(sys.version_info[:2]) + (os.path.realpath(sys.base_prefix),)),
        "place": str(ROOT),  # scripts and the editable install hold absolute paths
        "locks": {group: file_hash(LOCKS[group])},
        "project": file_hash(ROOT / "pyproject.toml"),
    }


def read_state(path=STATE):
    """The remembered state; {} if there is none or it cannot be understood."""
    try:
        state = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return state if isinstance(state, dict) else {}


def write_state(state, path=STATE):
    part = path.with_name(path.name + ".part")
    part.write_text(json.dumps(state, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    part.replace(path)


def plan(state, wanted, python_is_there):
    """What has to be done to come from the remembered `state` to the `wanted` one, in order.

    Returns:
        Any of "create", "libraries", "project".
    """
    same_base = state.get("python") == wanted["python"] and state.get("place") == wanted["place"]
    # pip takes a half-copied package for an installed one, so what was cut short is begun anew;
    # what was downloaded by then is in pip's cache.
    if not same_base or not python_is_there or state.get("busy"):
        return ["create", "libraries", "project"]
    steps = []
    if any(state.get("locks", {}).get(group) != lock for group, lock in wanted["locks"].items()):
        steps.append("libraries")
    if state.get("project") != wanted["project"]:
        steps.append("project")
    return steps


def can_run(python):
    """Whether it is there, for this user: one made by root may lead into root's home."""
    return os.access(str(python), os.X_OK)


def prepare(group):
    """Bring `.venv` to what this checkout asks for; nothing is done when it is there already."""
    wanted = wanted_state(group)
    if not plan(read_state(), wanted, can_run(venv_python())):
        return
    with only_one():
        state = read_state()  # another one may have finished while we waited
        steps = plan(state, wanted, can_run(venv_python()))
        if steps:
            carry_out(steps, state, wanted, group)


def carry_out(steps, state, wanted, group):
    started = time.monotonic()
    try:
        if "create" in steps:
            say("Setting up .venv with Python %s (once; later starts take no time)" % sys.version.split()[0])
            check_space()
            clear_venv(state)
            state = {"python": wanted["python"], "place": wanted["place"], "locks": {}, "busy": True}
            write_state(state)
            create_venv()
        if "libraries" in steps:
            write_state(dict(state, busy=True))
            say("Installing the libraries of %s" % LOCKS[group].relative_to(ROOT))
            pip("--require-hashes", "-r", str(LOCKS[group]))
            state.setdefault("locks", {}).update(wanted["locks"])
            if group == "dev":  # it holds everything the other one holds
                state["locks"]["run"] = file_hash(LOCKS["run"])
            state.pop("busy", None)
            write_state(state)
        if "project" in steps:
            say("Installing Checkpoint Explorer itself (editable)")
            pip("--no-deps", "--no-build-isolation", "--no-index", "--editable", str(ROOT))
            state["project"] = wanted["project"]
            write_state(state)
    except PermissionError as error:
        raise SetupError(
            "No permission to write %s." % (error.filename or VENV),
            "Use a clone of your own, or remove .venv as the user who made it.",
        ) from error
    except OSError as error:
        raise explain_failure(str(error)) from error
    say("Ready after %.0f s\n" % (time.monotonic() - started))


@contextlib.contextmanager
def only_one():
    """Let a second start of this script wait until the first has finished installing."""
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    handle = os.open(
        str(ROOT / "packaging"), os.O_RDONLY
    )  # a folder can be locked too: no file to leave behind
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Waiting for another start of packaging/dev.py to finish installing")
            fcntl.flock(handle, fcntl.LOCK_EX)
        except OSError:
            pass  # a file system without locks
        yield
    finally:
        os.close(handle)


def check_space():
    free_mb = shutil.disk_usage(str(ROOT)).free // 2**20
    if free_mb < NEEDED_MB:
        raise SetupError(
            "%d MB are free where this checkout lies, about %d MB are needed." % (free_mb, NEEDED_MB),
            "Free some space, or clone to another disk.",
        )


def clear_venv(state):
    """Empty `.venv`, if it is ours to empty."""
    if VENV.is_dir() and any(VENV.iterdir()) and not state:
        raise SetupError(
            ".venv exists and was not made by packaging/dev.py.",
            "Move it away or remove it, then start again.",
        )
    VENV.mkdir(exist_ok=True)
    for path in VENV.iterdir():
        if path == STATE:  # until the end, so that an interrupted clearing is still known as ours
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(str(path))
        else:
            path.unlink()


def create_venv():
    finished = subprocess.run(
        [sys.executable, "-m", "venv", str(VENV)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=clean_environ(),
    )
    if finished.returncode != 0:
        output = finished.stdout.decode(errors="replace")
        if "ensurepip" in output:
            raise SetupError(
                "%s cannot make virtual environments." % sys.executable,
                "apt-get install python%d.%d-venv" % tuple(sys.version_info[:2]),
            )
        raise explain_failure(output)


def clean_environ():
    """The environment without what makes a virtual environment, or a test of tables, behave like another one."""
    unwanted = {"PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX", "__PYVENV_LAUNCHER__", "COLUMNS"}
    unwanted.add("PYTHONDONTWRITEBYTECODE")  # it would compile all modules anew at every start
    environment = {name: value for name, value in os.environ.items() if name not in unwanted}
    environment.update(
        PIP_USER="0", PIP_NO_INPUT="1", PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_REQUIRE_VIRTUALENV="0"
    )
    return environment


def pip(*arguments):
    """Run `pip install`, showing what is fetched, and explain it if it fails."""
    command = [str(venv_python()), "-m", "pip", "install", "--retries", "3"] + list(arguments)
    lines = []
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=dict(clean_environ(), PYTHONIOENCODING="utf-8:replace"),
    ) as process:
        try:
            for raw in process.stdout:
                line = raw.decode("utf-8", "replace").rstrip()
                lines.append(line)
                progress = pip_progress(line)
                if progress:
                    say("  " + progress)
        except BaseException:
            process.terminate()
            raise
    if process.returncode != 0:
        raise explain_failure("\n".join(lines))


def pip_progress(line):
    """What of pip's output is worth showing; "" for the rest."""
    fetched = re.match(
        r"\s*(?:Downloading|Using cached) (?:\S*/)?([^\s/]+?)-(\d[^-\s]*)-\S+( \([^)]*\))?$", line
    )
    if fetched:
        return "%s %s%s" % (fetched.group(1), fetched.group(2), fetched.group(3) or "")
    if line.startswith("Installing collected packages:"):
        count = len(line.split(":", 1)[1].split(","))
        return "unpacking %d packages" % count if count > 1 else ""
    if "Retrying" in line:
        return "no answer from the package index, trying again"
    return ""


NO_NETWORK = re.compile(
    "NewConnectionError|ConnectTimeout|ReadTimeout|Read timed out|ProxyError|Max retries exceeded|Failed to establish"
    "|Temporary failure in name resolution|Name or service not known|getaddrinfo failed|Network is unreachable"
    "|Connection refused|Connection reset|RemoteDisconnected|SSLError|CERTIFICATE_VERIFY_FAILED"
)


def explain_failure(output):
    """Turn what pip or venv said into a problem with a cure."""
    if re.search(r"No space left on device|Errno 28|Disk quota exceeded|not enough space", output):
        return SetupError(
            "The disk is full.", "Free about %d MB, then start the same command again." % NEEDED_MB
        )
    if "DO NOT MATCH THE HASHES" in output:
        return SetupError(
            "A downloaded file is not the one the lock file names (its hash differs).",
            "Try again; if it stays so, the package index or a proxy hands out altered files: do not install them.",
        )
    if NO_NETWORK.search(output):
        return SetupError(
            "The package index cannot be reached.",
            "Check the network (and pip's proxy settings), then start the same command again.",
        )
    unavailable = re.search(r"No matching distribution found for ([^\s(]+)", output)
    if unavailable:
        return SetupError(
            "%s is not to be had for this Python %d.%d on %s."
            % ((unavailable.group(1),) + tuple(sys.version_info[:2]) + (sys.platform,)),
            "Use Python 3.11, 3.12 or 3.13 (64 bit); or, if your package index is a mirror, look whether it has it.",
        )
    if re.search(r"Permission denied|Errno 13", output):
        return SetupError("No permission to write into .venv.", "Use a clone of your own.")
    tail = [line for line in output.strip().splitlines() if line.strip()][-12:]
    return SetupError(
        "Installing failed:\n  %s" % "\n  ".join(tail), "Start the same command again; it goes on."
    )


# --- The commands ----------------------------------------------------------------------------------


def call(*command, **environ):
    """Run a program of the environment in the checkout; its exit status."""
    environment = dict(clean_environ(), **environ)
    try:
        return subprocess.call([str(part) for part in command], cwd=str(ROOT), env=environment)
    except KeyboardInterrupt:
        return 130


def command_run(arguments):
    """Open a directory in the window; without a display, show offscreen what is in it."""
    display = display_kind()
    settle_libraries(display)
    prepare("run")
    path = str(Path.cwd() / arguments[0]) if arguments else str(DEMO)
    if display:
        say("Opening %s" % path)
        return call(venv_python(), "-m", "explorer", path, *arguments[1:])
    say("No display: doing offscreen what the window does with %s" % path)
    return call(
        venv_python(), ROOT / "packaging" / "offscreen_run.py", path, OUTPUT, QT_QPA_PLATFORM="offscreen"
    )


def command_test(arguments):
    """Everything the pipeline runs: lint, formatting, types, tests. Arguments go to pytest."""
    settle_libraries("")
    prepare("dev")
    failed = lint()
    say("-- pytest")
    status = call(
        venv_python(),
        "-m",
        "pytest",
        # Three processes keep two cores busy: much of the suite's time is spent waiting for windows.
        *(arguments or ["-n", "3"]),
        QT_QPA_PLATFORM="offscreen",
        OPENBLAS_NUM_THREADS="1",
    )
    if failed:
        say("Failed before the tests: %s" % ", ".join(failed))
    return status or (1 if failed else 0)


def lint():
    """Run the linters; the names of those that found something."""
    failed = []
    for name, command in (
        ("ruff check", ["-m", "ruff", "check", "."]),
        ("ruff format --check", ["-m", "ruff", "format", "--check", "."]),
        ("mypy", ["-m", "mypy"]),
    ):
        say("-- " + name)
        if call(venv_python(), *command) != 0:
            failed.append(name)
    return failed


def command_lint(arguments):
    """Only the linters: ruff and mypy."""
    prepare("dev")
    return 1 if lint() else 0


def command_test_browser(arguments):
    """The notebook's displays and its widget in JupyterLab in a real browser. Arguments go to pytest."""
    settle_libraries("")
    settle_chromium()
    prepare("browser")
    command = ("-m", "pytest", "-m", "browser", *(arguments or ["tests/browser"]))
    return call(venv_python(), *command, QT_QPA_PLATFORM="offscreen")


def settle_chromium(find=shutil.which):
    """Make sure that there is a Chromium: a browser is no Python package."""
    names = ("chromium", "chromium-browser", "google-chrome")
    if not any(map(find, names)) and may_use_apt():
        install_packages(["chromium", "chromium-driver"])
    if not any(map(find, names)):
        raise SetupError(
            "The tests in a browser need Chromium, which is not installed.",
            "sudo apt-get install -y --no-install-recommends chromium chromium-driver",
        )


def command_bench(arguments):
    """All benchmarks, in a table. Arguments: see tests/benchmarks/run_all.py --help."""
    settle_libraries("")
    prepare("dev")
    return call(venv_python(), ROOT / "tests" / "benchmarks" / "run_all.py", *arguments)


def command_fuzz(arguments):
    """Hostile files by the thousand, in a table. Arguments: see tests/fuzz/run_all.py --help."""
    settle_libraries("")
    prepare("dev")
    return call(venv_python(), ROOT / "tests" / "fuzz" / "run_all.py", *arguments)


def command_oracle(arguments):
    """Predicted restores against TensorFlow's, in a table. Arguments: see tests/oracle/run_all.py --help."""
    settle_libraries("")
    prepare("dev")
    pythons = {oracle.variable: oracle_python(oracle) for oracle in ORACLES}
    return call(venv_python(), ROOT / "tests" / "oracle" / "run_all.py", *arguments, **pythons)


Oracle = namedtuple("Oracle", "variable folder oldest newest packages")
ORACLES = (
    Oracle("ORACLE_TF_2_15", ".venv-oracle-2.15", (3, 9), (3, 11), ("tensorflow==2.15.1",)),
    Oracle(
        "ORACLE_TF_2_21",
        ".venv-oracle-2.21",
        (3, 10),
        (3, 13),
        ("tensorflow==2.21.0", "keras==3.15.1", "tf-keras==2.21.0"),
    ),
)


def oracle_python(oracle, find=shutil.which, ask=probe):
    """The Python that has a TensorFlow to ask: the one the environment names, else one of our own making."""
    if os.environ.get(oracle.variable):
        return os.environ[oracle.variable]
    doing = "Making %s with %s (once; about 2 GB)" % (oracle.folder, " ".join(oracle.packages))
    return environment_apart(
        ROOT / oracle.folder,
        list(oracle.packages),
        list(oracle.packages),
        doing,
        lambda: suitable_python(oracle, find, ask),
    )


def environment_apart(folder, wanted, arguments, doing, base):
    """The Python of an environment beside `.venv`, made with `pip install *arguments` unless `wanted` is in it."""
    ready = folder / "dev-state.json"  # written last, so that an environment half made is made anew
    if ready.exists() and json.loads(ready.read_text(encoding="utf-8")) == wanted:
        return str(venv_python(folder))
    python = base()
    say(doing)
    subprocess.run([python, "-m", "venv", "--clear", str(folder)], check=True, env=clean_environ())
    command = [str(venv_python(folder)), "-m", "pip", "install", "--progress-bar", "off"]
    done = subprocess.run(
        command + arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=clean_environ()
    )
    if done.returncode != 0:
        raise explain_failure(done.stdout.decode("utf-8", "replace"))
    ready.write_text(json.dumps(wanted), encoding="utf-8")
    return str(venv_python(folder))


def suitable_python(oracle, find=shutil.which, ask=probe):
    """A Python that this TensorFlow has packages for, the newest on PATH."""
    for minor in range(oracle.newest[1], oracle.oldest[1] - 1, -1):
        path = find("python3.%d" % minor)
        answer = ask(path) if path else None
        if answer is not None and answer[0] == (3, minor) and not answer[1]:
            return path
    raise SetupError(
        "%s needs Python %d.%d to %d.%d, and there is none on PATH."
        % ((oracle.packages[0].replace("==", " "),) + oracle.oldest + oracle.newest),
        "Install one, or let %s name a Python that has TensorFlow." % oracle.variable,
    )


def command_package(arguments):
    """Wheel, bundle and .deb in dist/, each tried out. Arguments: see packaging/package.py --help."""
    settle_libraries("x11")  # the trials open windows on a display of their own
    lock = LOCKS["package"]
    python = environment_apart(  # of its own, for a bundle takes along what lies beside the program
        ROOT / ".venv-package",
        [file_hash(lock), sys.version],
        ["--require-hashes", "-r", str(lock)],
        "Making .venv-package with the libraries of %s (once)" % lock.relative_to(ROOT),
        lambda: sys.executable,
    )
    return call(python, ROOT / "packaging" / "package.py", *arguments)


def command_screenshots(arguments):
    """Make the pictures of README and help again, from the real window."""
    settle_libraries("")
    prepare("run")
    return call(venv_python(), ROOT / "packaging" / "screenshots.py", *arguments, QT_QPA_PLATFORM="offscreen")


def command_translations(arguments):
    """Gather the window's texts and compile their translations. `--missing` lists what has none."""
    prepare("dev")
    return call(venv_python(), ROOT / "packaging" / "translations.py", *arguments)


def command_changelog(arguments):
    """Gather packaging/changes into CHANGELOG.md. Arguments: VERSION DATE."""
    return call(sys.executable, ROOT / "packaging" / "changelog.py", *arguments)


def command_lock(arguments):
    """Resolve pyproject.toml anew and write the lock files. `--upgrade` takes newer versions."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as scratch_name:
        scratch = Path(scratch_name)
        say("Installing the resolver (uv) into a scratch environment")
        subprocess.run([sys.executable, "-m", "venv", str(scratch / "venv")], check=True)
        python = venv_python(scratch / "venv")
        subprocess.run([str(python), "-m", "pip", "install", "-q", "uv"], check=True, env=clean_environ())
        build = scratch / "build.in"
        build.write_text("\n".join(project["build-system"]["requires"] + list(EDITABLE_REQUIREMENTS)) + "\n")
        for group in LOCKS:
            target = scratch / LOCKS[group].name
            if LOCKS[group].exists():
                shutil.copy(str(LOCKS[group]), str(target))  # so that versions change only when asked to
            more = ["--group", group, "-c", str(LOCKS["run"])] if group != "run" else []
            more += ["-c", str(LOCKS["dev"])] if group == "browser" else []  # it goes into the same .venv
            subprocess.run(
                [
                    str(python),
                    "-m",
                    "uv",
                    "pip",
                    "compile",
                    "-q",
                    "--universal",
                    "--generate-hashes",
                    "--no-header",
                ]
                + ["--no-annotate", "--no-emit-index-url", "--python-version", "%d.%d" % OLDEST]
                + ["pyproject.toml", str(build), "-o", str(target)]
                + more
                + list(arguments),
                check=True,
                cwd=str(ROOT),
            )
            text = LOCK_HEADER % group + target.read_text(encoding="utf-8")
            LOCKS[group].write_text(text, encoding="utf-8", newline="\n")
            say("Wrote %s" % LOCKS[group].relative_to(ROOT))
    return 0


LOCK_HEADER = """\
# What packaging/dev.py installs for `%s`: versions and file hashes for Python 3.11 and newer, all platforms.
# Made by `make lock` from pyproject.toml; do not edit.
"""

COMMANDS = {
    "run": command_run,
    "test": command_test,
    "test-browser": command_test_browser,
    "bench": command_bench,
    "fuzz": command_fuzz,
    "oracle": command_oracle,
    "lint": command_lint,
    "screenshots": command_screenshots,
    "translations": command_translations,
    "package": command_package,
    "lock": command_lock,
    "changelog": command_changelog,
}


def main(argv):
    parser = argparse.ArgumentParser(
        prog="packaging/dev.py",
        description=__doc__.splitlines()[0],
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="\n".join("  %-12s %s" % (name, function.__doc__) for name, function in COMMANDS.items()),
    )
    parser.add_argument("command", choices=sorted(COMMANDS))
    parser.add_argument("arguments", nargs=argparse.REMAINDER, help="passed on")
    options = parser.parse_args(argv)
    try:
        settle_python()
        return COMMANDS[options.command](options.arguments)
    except SetupError as problem:
        print("\n%s" % problem.problem, file=sys.stderr)
        if problem.cure:
            print("-> %s" % problem.cure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nInterrupted. Start the same command again; it goes on from here.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
