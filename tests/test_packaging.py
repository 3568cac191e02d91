"""Setting up and shipping: which Python, which libraries, what is remembered, what lies in the wheel."""

from __future__ import annotations

import importlib.util
import itertools
import json
import re
import shlex
import socket
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from tests.benchmarks import run_all

ROOT = Path(__file__).resolve().parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def script(name: str) -> ModuleType:
    """A module of packaging/, which is a folder of scripts and no package."""
    spec = importlib.util.spec_from_file_location(f"packaging_{name}", ROOT / "packaging" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


dev = script("dev")
changelog = script("changelog")
screenshots = script("screenshots")
views_shown = script("views_shown")


# --- which Python --------------------------------------------------------------------------------


def test_the_running_python_is_taken_when_it_is_new_enough_and_whole():
    chosen = dev.choose_python(("/usr/bin/python3", (3, 11), []), find=lambda name: None, ask=None)

    assert chosen == "/usr/bin/python3"


def test_an_old_python_hands_over_to_the_first_one_on_the_path_that_really_runs():
    answers = {"/p/python3.13": None, "/p/python3.12": ((3, 12), []), "/p/python3.11": ((3, 11), [])}

    chosen = dev.choose_python(
        ("/usr/bin/python3", (3, 9), []), find=lambda name: f"/p/{name}", ask=lambda path: answers[path]
    )

    assert chosen == "/p/python3.12"


def test_a_python_without_ssl_hands_over_to_a_whole_one():
    chosen = dev.choose_python(
        ("/opt/python3", (3, 12), ["ssl"]),
        find=lambda name: "/p/python3.11" if name == "python3.11" else None,
        ask=lambda path: ((3, 11), []),
    )

    assert chosen == "/p/python3.11"


def test_without_any_new_python_it_says_which_one_to_install():
    with pytest.raises(dev.SetupError) as raised:
        dev.choose_python(
            ("/usr/bin/python3", (3, 9), []), find=lambda name: f"/p/{name}", ask=lambda path: ((3, 9), [])
        )

    assert raised.value.problem == (
        "Python 3.11 or newer is needed; this one is 3.9, and no newer one is on PATH."
    )
    assert "python3.11" in raised.value.cure


def test_a_debian_without_venv_is_told_the_package():
    with pytest.raises(dev.SetupError) as raised:
        dev.choose_python(
            ("/usr/bin/python3", (3, 11), ["ensurepip"]), find=lambda name: None, ask=lambda path: None
        )

    assert raised.value.cure == "apt-get install python3.11-venv"


def test_probing_tells_version_and_missing_modules_of_another_python(tmp_path):
    shim = tmp_path / "python3.12"
    shim.write_text("#!/bin/sh\necho 'command exists in another version' >&2\nexit 127\n")
    shim.chmod(0o755)

    assert dev.probe(sys.executable) == (tuple(sys.version_info[:2]), dev.missing_modules())
    assert dev.probe(str(shim)) is None
    assert dev.probe(str(tmp_path / "absent")) is None


# --- system libraries and display ----------------------------------------------------------------


def fake_linker(present):
    def load(soname):
        if soname not in present:
            raise OSError(f"{soname}: cannot open shared object file")

    return load


def test_missing_system_libraries_are_named_with_their_packages():
    present = {library.soname for library in dev.OFFSCREEN_LIBRARIES} - {"libGL.so.1", "libEGL.so.1"}

    missing = dev.missing_libraries(dev.OFFSCREEN_LIBRARIES, load=fake_linker(present))
    problem = dev.library_problem(missing, apt=True)

    assert problem.problem == "Qt needs system libraries that are not installed: libGL.so.1, libEGL.so.1"
    assert problem.cure == "sudo apt-get install -y --no-install-recommends libgl1 libegl1"


def test_all_libraries_of_the_product_page_are_looked_for():
    offscreen = {library.package for library in dev.OFFSCREEN_LIBRARIES}
    window = {library.package for library in dev.X11_LIBRARIES}

    assert offscreen == {
        "libgl1",
        "libegl1",
        "libxkbcommon0",
        "libglib2.0-0",
        "libfreetype6",
        "libfontconfig1",
        "libdbus-1-3",
    }
    assert window == {
        "libxkbcommon-x11-0",
        "libxcb-cursor0",
        "libxcb-icccm4",
        "libxcb-keysyms1",
        "libxcb-shape0",
    }


def test_root_installs_what_is_missing_and_another_user_is_told(monkeypatch):
    present: set[str] = set()
    installed: list[str] = []

    def install(packages):
        installed.extend(packages)
        present.update(library.soname for library in dev.OFFSCREEN_LIBRARIES + dev.X11_LIBRARIES)

    monkeypatch.setattr(
        dev, "missing_libraries", lambda wanted: [x for x in wanted if x.soname not in present]
    )
    monkeypatch.setattr(dev, "install_packages", install)
    monkeypatch.setattr(dev, "may_use_apt", lambda: False)
    with pytest.raises(dev.SetupError, match="libdbus-1"):
        dev.settle_libraries("", platform="linux")
    monkeypatch.setattr(dev, "may_use_apt", lambda: True)
    dev.settle_libraries("x11", platform="linux")

    assert installed == [library.package for library in dev.OFFSCREEN_LIBRARIES + dev.X11_LIBRARIES]


def test_no_linux_library_is_looked_for_elsewhere(monkeypatch):
    monkeypatch.setattr(dev, "missing_libraries", lambda wanted: pytest.fail("looked"))

    dev.settle_libraries("native", platform="darwin")


def test_a_display_counts_only_while_its_server_answers(tmp_path):
    path = tmp_path / "wayland-0"
    environment = {"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(tmp_path)}
    before = dev.display_kind(environment, "linux")
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
        server.bind(str(path))
        server.listen()
        during = dev.display_kind(environment, "linux")

    assert (before, during) == ("", "wayland")
    assert dev.display_kind({}, "linux") == ""
    assert dev.display_kind({"DISPLAY": ":6543"}, "linux") == ""  # left over: nothing listens there
    assert dev.display_kind({"DISPLAY": "elsewhere:0"}, "linux") == "x11"
    assert dev.display_kind({}, "win32") == "native"


# --- what is remembered --------------------------------------------------------------------------

WANTED = {"python": "3.11 /usr", "place": "/home/me/clone", "locks": {"run": "r1"}, "project": "p1"}
EVERYTHING = ["create", "libraries", "project"]


@pytest.mark.parametrize(
    ("state", "python_is_there", "expected"),
    [
        ({}, False, EVERYTHING),
        (WANTED, True, []),
        (WANTED, False, EVERYTHING),
        (WANTED | {"busy": True}, True, EVERYTHING),
        (WANTED | {"python": "3.12 /usr"}, True, EVERYTHING),
        (WANTED | {"place": "/home/me/moved"}, True, EVERYTHING),
        (WANTED | {"locks": {"run": "r0"}}, True, ["libraries"]),
        (WANTED | {"locks": {"dev": "d1"}}, True, ["libraries"]),
        (WANTED | {"project": "p0"}, True, ["project"]),
        (WANTED | {"locks": {"run": "r1", "dev": "d1"}}, True, []),
    ],
)
def test_only_what_changed_is_installed_again(state, python_is_there, expected):
    assert dev.plan(state, WANTED, python_is_there) == expected


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """dev.py in a checkout of its own, where pip and venv only take notes."""
    (tmp_path / "packaging").mkdir()
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    locks = {group: tmp_path / "packaging" / f"requirements-{group}.lock" for group in ("run", "dev")}
    for group, path in locks.items():
        path.write_text(f"# {group}\n")
    venv = tmp_path / ".venv"
    python = dev.venv_python(venv)
    done: list[str] = []

    def create():
        done.append("venv")
        python.parent.mkdir(parents=True, exist_ok=True)
        python.touch(mode=0o755)

    for name, value in {
        "ROOT": tmp_path,
        "LOCKS": locks,
        "VENV": venv,
        "STATE": venv / "dev-state.json",
    }.items():
        monkeypatch.setattr(dev, name, value)
    monkeypatch.setattr(dev, "read_state", lambda path=venv / "dev-state.json": READ_STATE(path))
    monkeypatch.setattr(
        dev, "write_state", lambda state, path=venv / "dev-state.json": WRITE_STATE(state, path)
    )
    monkeypatch.setattr(dev, "venv_python", lambda venv=venv: python)
    monkeypatch.setattr(dev, "check_space", lambda: None)
    monkeypatch.setattr(dev, "create_venv", create)
    monkeypatch.setattr(dev, "pip", lambda *arguments: done.append(arguments[0]))
    return SimpleNamespace(root=tmp_path, venv=venv, done=done)


READ_STATE, WRITE_STATE = dev.read_state, dev.write_state


def test_a_second_start_does_nothing(checkout):
    dev.prepare("run")
    first = list(checkout.done)
    dev.prepare("run")

    assert first == ["venv", "--require-hashes", "--no-deps"]
    assert checkout.done == first


def test_tests_add_their_libraries_to_the_same_environment(checkout):
    dev.prepare("run")
    checkout.done.clear()
    dev.prepare("dev")
    dev.prepare("run")

    assert checkout.done == ["--require-hashes"]


def test_a_changed_lock_file_is_installed_again(checkout):
    dev.prepare("run")
    checkout.done.clear()
    (checkout.root / "packaging" / "requirements-run.lock").write_text("# newer\n")
    dev.prepare("run")

    assert checkout.done == ["--require-hashes"]


def test_an_installation_that_was_interrupted_begins_anew(checkout, monkeypatch):
    def interrupted(*arguments):
        (checkout.venv / "half-copied").mkdir()
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(dev, "pip", interrupted)
        with pytest.raises(KeyboardInterrupt):
            dev.prepare("run")
    checkout.done.clear()
    dev.prepare("run")

    assert checkout.done == ["venv", "--require-hashes", "--no-deps"]
    assert not (checkout.venv / "half-copied").exists()


def test_an_environment_of_somebody_else_is_not_touched(checkout):
    checkout.venv.mkdir()
    (checkout.venv / "precious").write_text("mine")

    with pytest.raises(dev.SetupError, match="not made by packaging"):
        dev.prepare("run")

    assert (checkout.venv / "precious").read_text() == "mine"
    assert checkout.done == []


def test_a_state_file_that_cannot_be_understood_counts_as_none(tmp_path):
    path = tmp_path / "dev-state.json"
    found = []
    for text in ("", "{", "[]", json.dumps({"project": "p"})):
        path.write_text(text)
        found.append(dev.read_state(path))

    assert found == [{}, {}, {}, {"project": "p"}]
    assert dev.read_state(tmp_path / "absent") == {}


@pytest.mark.parametrize(
    ("output", "problem"),
    [
        (
            "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
            "The disk is full.",
        ),
        (
            "WARNING: Retrying ... NewConnectionError('...: Failed to establish a new connection')\n"
            "ERROR: No matching distribution found for numpy==2.4.6",
            "The package index cannot be reached.",
        ),
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
            "A downloaded file is not the one the lock file names (its hash differs).",
        ),
        (
            "ERROR: No matching distribution found for cramjam==2.14.0 (from versions: none)",
            f"cramjam==2.14.0 is not to be had for this Python {sys.version_info[0]}.{sys.version_info[1]} "
            f"on {sys.platform}.",
        ),
        ("ERROR: [Errno 13] Permission denied: '.venv/lib'", "No permission to write into .venv."),
        ("error: something else", "Installing failed:\n  error: something else"),
    ],
)
def test_a_failed_installation_is_explained(output, problem):
    found = dev.explain_failure(output)

    assert found.problem == problem
    assert found.cure


def test_only_what_is_fetched_is_shown_of_pip():
    lines = [
        "Collecting numpy==2.4.6",
        "  Downloading numpy-2.4.6-cp311-cp311-manylinux_2_28_x86_64.whl (16.9 MB)",
        "     ---- 16.9/16.9 MB 35.6 MB/s eta 0:00:00",
        "  Using cached click-8.5.1-py3-none-any.whl (126 kB)",
        "Installing collected packages: click, numpy",
        "Installing collected packages: checkpoint-explorer",
    ]

    shown = [dev.pip_progress(line) for line in lines]

    assert shown == ["", "numpy 2.4.6 (16.9 MB)", "", "click 8.5.1 (126 kB)", "unpacking 2 packages", ""]


def test_a_missing_chromium_is_installed_by_root_and_named_to_others(monkeypatch):
    there: set[str] = set()
    monkeypatch.setattr(dev, "may_use_apt", lambda: False)
    with pytest.raises(dev.SetupError) as raised:
        dev.settle_chromium(find=lambda name: name if name in there else None)

    monkeypatch.setattr(dev, "may_use_apt", lambda: True)
    monkeypatch.setattr(dev, "install_packages", there.update)
    dev.settle_chromium(find=lambda name: name if name in there else None)

    assert raised.value.problem == "The tests in a browser need Chromium, which is not installed."
    assert "chromium" in raised.value.cure
    assert there == {"chromium", "chromium-driver"}


# --- what is locked and declared -------------------------------------------------------------------


def lock_lines(group: str) -> list[str]:
    text = (ROOT / "packaging" / f"requirements-{group}.lock").read_text(encoding="utf-8")
    return [
        line for line in text.replace("\\\n", " ").splitlines() if line.strip() and not line.startswith("#")
    ]


@pytest.mark.parametrize("group", ["run", "dev", "browser"])
def test_every_locked_package_has_one_version_and_hashes_and_names_no_host(group):
    lines = lock_lines(group)

    assert lines
    for line in lines:
        assert re.match(r"[a-z0-9-]+==[^\s;]+( ; [^#]*?)?( +--hash=sha256:[0-9a-f]{64})+ *$", line), line
    assert "://" not in (ROOT / "packaging" / f"requirements-{group}.lock").read_text(encoding="utf-8")


def test_no_qt_below_python_3_12_is_one_that_aborts_the_interpreter():
    qt = [line.split(" --hash")[0].strip() for line in lock_lines("run") if line.startswith("pyside6")]

    old, new = sorted(qt, key=lambda line: ">=" in line)
    assert old.endswith("; python_full_version < '3.12'")
    assert new.endswith("; python_full_version >= '3.12'")
    assert (6, 8) <= tuple(map(int, re.findall(r"\d+", old)[1:3])) < (6, 12)


def test_everything_pyproject_asks_for_is_locked():
    def names(requirements):
        return {re.match(r"[A-Za-z0-9_.-]+", text)[0].lower().replace("_", "-") for text in requirements}

    project, groups = PYPROJECT["project"], PYPROJECT["dependency-groups"]
    locked = {
        group: {line.split("==")[0] for line in lock_lines(group)} for group in ("run", "dev", "browser")
    }
    browser = [needed for needed in groups["browser"] if isinstance(needed, str)]

    assert names(project["dependencies"]) | names(PYPROJECT["build-system"]["requires"]) <= locked["run"]
    assert names(groups["dev"]) <= locked["dev"]
    assert names(browser) <= locked["browser"]
    assert locked["run"] <= locked["dev"] <= locked["browser"]


def test_the_floors_are_those_of_the_product_page():
    floors = {re.split(r"[<>=;\s]", text)[0]: text for text in PYPROJECT["project"]["dependencies"]}

    assert PYPROJECT["project"]["requires-python"] == ">=3.11"
    assert floors["numpy"] == "numpy>=1.26"
    assert floors["protobuf"] == "protobuf>=4.25"
    assert floors["ml_dtypes"] == "ml_dtypes>=0.3.1"
    assert floors["networkx"] == "networkx>=3.4"
    assert {text for text in PYPROJECT["project"]["dependencies"] if text.startswith("PySide6")} == {
        "PySide6-Essentials>=6.8,<6.12; python_version<'3.12'",
        "PySide6-Essentials>=6.8; python_version>='3.12'",
    }
    assert set(floors) == {
        *(
            "numpy",
            "protobuf",
            "ml_dtypes",
            "google-crc32c",
            "cramjam",
            "networkx",
            "platformdirs",
            "click",
            "rich",
        ),
        *("PySide6-Essentials", "pyqtgraph"),
    }


# --- what is shipped ---------------------------------------------------------------------------------


def test_the_wheel_holds_the_program_and_its_resources_and_nothing_else(tmp_path):
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        entry_points = next(
            archive.read(name).decode() for name in names if name.endswith("entry_points.txt")
        )

    expected = {
        f"explorer/_resources/{path.relative_to(ROOT / 'resources').as_posix()}"
        for path in tracked_files("resources")
        if path.suffix != ".ts"  # what translations are made from
    } | {path.relative_to(ROOT).as_posix() for path in tracked_files("explorer")}
    assert expected <= names
    assert [name for name in names if name.endswith((".ts", ".pyc"))] == []
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"explorer"}
    assert "ckptx = explorer.cli.main:run" in entry_points
    assert "checkpoint-explorer = explorer.cli.window:run" in entry_points


def tracked_files(folder: str) -> list[Path]:
    ignored = {"__pycache__"}
    found = [path for path in (ROOT / folder).rglob("*") if path.is_file() and not ignored & set(path.parts)]
    assert found
    return found


def test_the_demo_directories_are_small_and_as_tensorflow_wrote_them():
    golden = ROOT / "tests" / "golden"
    sources = {
        "guide_net": golden / "net_adam_manager_legacy_tf215" / "tf_ckpts",
        "iris": golden / "iris_dnn_tf115" / "models" / "iris",
        "iris20": golden / "iris_dnn_tf115" / "models" / "iris20",
        "iris_continued": golden / "iris_continued_tf215" / "models" / "iris",
        "regression_run": golden / "history_tf215" / "run",
    }
    demo = ROOT / "resources" / "demo"
    files = [path for path in demo.rglob("*") if path.is_file()]

    assert sum(path.stat().st_size for path in files) < 2_500_000
    assert {path.relative_to(demo).parts[0] for path in files} == {*sources, "README.txt"}
    for path in files:
        name, *rest = path.relative_to(demo).parts
        if rest:
            assert path.read_bytes() == sources[name].joinpath(*rest).read_bytes(), path


def test_a_release_gathers_the_changes_by_kind_above_the_older_ones():
    section = changelog.release_section(
        {"b.fixed.md": "A fix.\n", "a.added.md": "One\nthing.", "c.added.md": "- Another."},
        "0.2.0",
        "2027-01-02",
    )
    text = changelog.insert_release("# Changelog\n\nAbout.\n\n## [0.1.0] - 2026-11-21\n\nOld.\n", section)

    assert text == (
        "# Changelog\n\nAbout.\n\n## [0.2.0] - 2027-01-02\n\n### Added\n\n- One thing.\n- Another.\n\n"
        "### Fixed\n\n- A fix.\n\n## [0.1.0] - 2026-11-21\n\nOld.\n"
    )


def test_every_waiting_change_file_is_named_by_its_kind():
    files = {path.name: path.read_text("utf-8") for path in (ROOT / "packaging" / "changes").glob("*.md")}

    assert changelog.release_section(files, "9.9.9", "2026-01-01").startswith("## [9.9.9]")
    with pytest.raises(changelog.MisnamedChangeError):
        changelog.release_section({"a.improved.md": "x"}, "9.9.9", "2026-01-01")


# --- what is explained -------------------------------------------------------------------------------

MARKDOWN = [ROOT / "README.md", *sorted((ROOT / "resources" / "help").glob("*.md"))]


@pytest.mark.parametrize("page", MARKDOWN, ids=lambda path: path.name)
def test_every_link_and_picture_of_a_page_leads_to_a_file(page):
    targets = re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8"))
    made = {f"{name}.png" for name in screenshots.PICTURES}

    for target in targets:
        path = page.parent / target
        assert path.exists() or (path.parent.name == "images" and path.name in made), target


def test_every_picture_stands_on_a_page_and_every_piece_is_drawn():
    text = "".join(page.read_text(encoding="utf-8") for page in MARKDOWN)

    assert [name for name in screenshots.PICTURES if f"images/{name}.png)" not in text] == []
    assert {picture.piece for picture in screenshots.PICTURES.values()} - {""} == set(views_shown.PIECES)
    assert set(views_shown.PIECES) >= views_shown.OUTLIVING


def test_the_keyboard_page_names_every_shortcut_of_the_window():
    from explorer.gui import actions
    from explorer.gui.main_window import FOLLOW_KEY

    text = (ROOT / "resources" / "help" / "keyboard.md").read_text(encoding="utf-8")
    text = text.partition("\nIn the graph")[0]  # the keys of one view stand in a table of their own
    cells = [line.split("|")[1].strip() for line in text.splitlines() if line.startswith("| ")][1:]
    on_the_page = {key for cell in cells for key in cell.split(", ")}
    views = {f"Alt+{number}" for number in range(1, len(actions.VIEWS) + 1)}

    of_the_follower = {FOLLOW_KEY}
    commands = {key for command in actions._COMMANDS for key in command.keys}
    assert on_the_page == commands | views | of_the_follower


def test_the_command_page_and_the_terminal_know_the_same_commands():
    from explorer.cli.commands import cli

    text = (ROOT / "resources" / "help" / "command-line.md").read_text(encoding="utf-8")

    assert set(re.findall(r"^## (\w+):", text, re.MULTILINE)) == set(cli.commands)


def examples() -> list[str]:
    text = (ROOT / "resources" / "help" / "command-line.md").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8").partition("## In the terminal")[2]
    lines = [line.partition("  #")[0].strip() for line in (text + readme).splitlines()]
    return [line for line in lines if line.startswith("ckptx ")]


@pytest.mark.parametrize("line", examples())
def test_every_example_of_the_command_line_works_on_the_demo(line, tmp_path, monkeypatch, capsys):
    from explorer.cli.main import run

    monkeypatch.chdir(tmp_path)
    (tmp_path / "resources").symlink_to(ROOT / "resources")
    arguments = shlex.split(line)[1:]
    if arguments[0] == "screenshot":
        status = subprocess.run([sys.executable, "-c", RUN, *arguments], check=False).returncode
    else:
        status = run(arguments)

    finds_something = arguments[0] in ("diff", "check")
    assert status == (1 if finds_something else 0), capsys.readouterr().err
    for option, name in itertools.pairwise(arguments):
        assert option != "--to" or (tmp_path / name).stat().st_size > 100


RUN = "import sys; from explorer.cli.main import run; sys.exit(run())"


def test_the_python_example_of_the_readme_prints_what_it_says(tmp_path):
    (tmp_path / "resources").symlink_to(ROOT / "resources")
    code = (ROOT / "README.md").read_text(encoding="utf-8").partition("```python\n")[2].partition("```")[0]

    finished = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    lines = finished.stdout.splitlines()
    assert finished.stderr == ""
    assert lines[0] == "[(1, 'complete'), (200, 'complete')]"
    assert lines[3] == "dnn/hiddenlayer_0/kernel variable float32 (4, 10)"
    assert lines[-1] == "['Hidden layers 0 and 1 have 20 units in the model, 10 in the checkpoint']"
    assert len(lines) == 15
    assert len((tmp_path / "variables.csv").read_text(encoding="utf-8").splitlines()) == 14


# --- benchmarks --------------------------------------------------------------------------------------


def test_the_benchmark_runner_tells_done_failed_and_skipped_apart(tmp_path):
    (tmp_path / "bench_good.py").write_text("print('{\"rows\": [1]}')")
    (tmp_path / "bench_bad.py").write_text("raise SystemExit('out of luck')")
    (tmp_path / "bench_slow.py").write_text("import time; time.sleep(60)")
    limits = {"bad": 30.0, "good": 30.0, "slow": 1.5}

    outcomes = [
        run_all.run(path, as_json=True, limit_s=limits[path.stem.removeprefix("bench_")])
        for path in run_all.benchmarks(tmp_path, [])
    ]
    found = run_all.as_object(outcomes, [run_all.NO_TENSORFLOW])

    assert found["results"] == {"good": {"rows": [1]}}
    assert found["failed"] == {"bad": "out of luck"}
    assert found["skipped"] == {"tensorflow": run_all.NO_TENSORFLOW, "slow": "not finished within 2 s"}
    with pytest.raises(LookupError, match="no benchmark is called other"):
        run_all.benchmarks(tmp_path, ["other"])


# --- asking TensorFlow ---------------------------------------------------------------------------


def test_the_oracle_takes_the_python_that_the_environment_names(monkeypatch):
    monkeypatch.setenv("ORACLE_TF_2_15", "/opt/tf/bin/python")

    assert dev.oracle_python(dev.ORACLES[0]) == "/opt/tf/bin/python"


def test_the_oracle_is_made_with_the_newest_python_its_tensorflow_has_packages_for():
    versions = {f"/p/python3.{minor}": ((3, minor), []) for minor in (8, 9, 10, 12, 13)}

    chosen = dev.suitable_python(
        dev.ORACLES[0], find=lambda name: f"/p/{name}", ask=lambda path: versions.get(path)
    )

    assert chosen == "/p/python3.10"


def test_without_a_suitable_python_the_oracle_says_so_in_a_sentence(monkeypatch, tmp_path):
    monkeypatch.delenv("ORACLE_TF_2_15", raising=False)
    monkeypatch.setattr(dev, "ROOT", tmp_path)

    with pytest.raises(dev.SetupError) as raised:
        dev.oracle_python(dev.ORACLES[0], find=lambda name: None)

    assert raised.value.problem == "tensorflow 2.15.1 needs Python 3.9 to 3.11, and there is none on PATH."
    assert raised.value.cure == "Install one, or let ORACLE_TF_2_15 name a Python that has TensorFlow."
