"""What is installed: desktop entry, metainfo, MIME types, dependencies and licences agree with the program."""

from __future__ import annotations

import configparser
import fnmatch
import re
import sys
import tarfile
import tomllib
import xml.etree.ElementTree as ElementTree
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePath
from types import SimpleNamespace

import pytest

import explorer
from explorer.analysis import workers
from explorer.cli import window

ROOT = Path(__file__).resolve().parents[1]
PACKAGING = ROOT / "packaging"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
COMMANDS = {**PROJECT["scripts"], **PROJECT["gui-scripts"]}
TYPES = "{http://www.freedesktop.org/standards/shared-mime-info}"


@pytest.fixture(scope="module")
def shipping() -> Iterator[SimpleNamespace]:
    """The modules of packaging/shipping, which lies in a folder of scripts and no package."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(PACKAGING))
        from shipping import bundle, deb, debian_root, desktop, licences, places, steps, trials

        yield SimpleNamespace(
            bundle=bundle,
            deb=deb,
            debian_root=debian_root,
            desktop=desktop,
            licences=licences,
            places=places,
            steps=steps,
            trials=trials,
        )


def desktop_entry() -> configparser.SectionProxy:
    parser = configparser.RawConfigParser(delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(PACKAGING / "desktop" / "checkpoint-explorer.desktop", encoding="utf-8")
    return parser["Desktop Entry"]


def metainfo() -> ElementTree.Element:
    return ElementTree.parse(PACKAGING / "desktop" / "checkpoint-explorer.metainfo.xml").getroot()


def mime_types() -> dict[str, ElementTree.Element]:
    root = ElementTree.parse(PACKAGING / "desktop" / "checkpoint-explorer-mime.xml").getroot()
    return {element.attrib["type"]: element for element in root}


def type_of(name: str) -> str | None:
    """The type of a file by its name alone, the longest pattern first."""
    found = [
        (len(glob.attrib["pattern"]), kind)
        for kind, element in mime_types().items()
        for glob in element.iter(f"{TYPES}glob")
        if fnmatch.fnmatchcase(name, glob.attrib["pattern"])
    ]
    return max(found)[1] if found else None


# --- the desktop -------------------------------------------------------------------------------------


def test_the_desktop_entry_starts_the_window_with_what_was_chosen():
    from explorer.gui.app import argument_parser

    entry = desktop_entry()
    command, argument = entry["Exec"].split()
    app = (ROOT / "explorer" / "gui" / "app.py").read_text(encoding="utf-8")

    assert command == entry["TryExec"] == "checkpoint-explorer"
    assert command in PROJECT["gui-scripts"]
    assert argument == "%f"  # the window takes one path; several files start it several times
    with pytest.raises(SystemExit):
        argument_parser().parse_args(["a.index", "b.index"])
    assert f'setDesktopFileName("{entry["Icon"]}")' in app  # a Wayland desktop finds window and icon by it
    assert entry["StartupWMClass"] == "checkpoint-explorer"


def test_entry_metainfo_and_types_name_the_same_mime_types():
    provided = {element.text for element in metainfo().iter("mediatype")}

    assert set(desktop_entry()["MimeType"].rstrip(";").split(";")) == provided == set(mime_types())


def test_the_metainfo_tells_version_licence_and_programs_of_this_checkout():
    told = metainfo()
    (newest, *_) = told.iter("release")

    assert newest.attrib["version"] == explorer.__version__
    assert told.findtext("project_license") == PROJECT["license"]
    assert {element.text for element in told.iter("binary")} == set(COMMANDS)
    assert told.findtext("launchable") == "checkpoint-explorer.desktop"


def test_nothing_that_gets_installed_names_an_address_that_might_be_somebody_s():
    kept = ("http://www.freedesktop.org/", "https://www.debian.org/doc/packaging-manuals/")
    paths = [path for name in ("desktop", "deb") for path in (PACKAGING / name).iterdir()]
    for path in [*paths, PACKAGING / "shipping" / "deb.py"]:
        text = path.read_text(encoding="utf-8")
        addresses = re.findall(r"https?://[^\s\"'<>]+|[\w.-]+@[\w.-]+", text)
        strange = [one for one in addresses if not one.startswith((*kept, "http://www.w3.org/"))]
        assert [one for one in strange if not one.endswith(".invalid")] == [], path.name


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("model.ckpt-200.index", "application/x-tensorflow-checkpoint"),
        ("ckpt-3.index", "application/x-tensorflow-checkpoint"),
        ("variables.index", "application/x-tensorflow-checkpoint"),
        ("model.ckpt-200.data-00000-of-00001", "application/x-tensorflow-checkpoint-data"),
        ("model.ckpt-200.meta", "application/x-tensorflow-meta-graph"),
        ("checkpoint", None),  # known by its first words
        ("my run.ckptx.json", "application/x-checkpoint-explorer-session+json"),
        ("book.index", None),  # of a database, of an encyclopaedia
        ("song.meta", None),
        ("package.json", None),
        ("checkpoint.txt", None),
        ("x.data-1-of-2", None),
    ],
)
def test_only_files_of_tensorflow_and_our_own_get_a_type_of_ours(name, kind):
    assert type_of(name) == kind


def test_types_whose_names_others_may_use_have_a_low_weight():
    for kind, element in mime_types().items():
        for glob in element.iter(f"{TYPES}glob"):
            weight = int(glob.attrib.get("weight", "50"))
            assert weight <= 20 or glob.attrib["pattern"] == "*.ckptx.json", kind


def test_an_index_file_under_any_name_is_known_by_its_first_bytes():
    outer = next(mime_types()["application/x-tensorflow-checkpoint"].iter(f"{TYPES}match"))
    inner = outer[0]
    mask = int(outer.attrib["mask"], 16).to_bytes(4, "big")
    start, rest = (
        match.attrib["value"].encode().decode("unicode_escape").encode("latin-1") for match in (outer, inner)
    )
    paths = sorted((ROOT / "resources" / "demo").rglob("*.index"))

    assert paths
    for path in paths:
        data = path.read_bytes()[:32]
        assert bytes(a & b for a, b in zip(data, mask)) == start
        assert data[int(inner.attrib["offset"]) :].startswith(rest)


def test_a_list_of_checkpoints_is_known_by_its_first_words():
    (match,) = mime_types()["application/x-tensorflow-checkpoint-state"].iter(f"{TYPES}match")
    paths = sorted((ROOT / "resources" / "demo").rglob("checkpoint"))

    assert paths
    for path in paths:
        assert path.read_text().startswith(match.attrib["value"]), path


def test_everything_that_packaging_needs_is_locked_and_a_bundle_is_made_of_what_make_run_runs():
    def locked(group: str) -> dict[str, str]:
        text = (PACKAGING / f"requirements-{group}.lock").read_text(encoding="utf-8")
        assert "://" not in text
        found = re.findall(r"^([a-z0-9-]+)==(\S+)( ; [^\\]*)?(?= \\\n    --hash=sha256:)", text, re.MULTILINE)
        return {name + condition.strip(): version for name, version, condition in found}

    groups = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
    names = {re.split(r"[<>=;\s]", text)[0] for text in groups["package"]}

    assert locked("run").items() <= locked("package").items()
    assert names <= {re.split("[;\\s]", name)[0] for name in locked("package")}


# --- the .deb and the bundle -------------------------------------------------------------------------


def test_the_packages_of_readme_bundle_page_and_deb_are_those_the_program_looks_for(shipping):
    looked_for = {**window._ALWAYS, **window._FOR_X11}
    depends, recommends = shipping.deb.dependencies(looked_for)
    named = [alternative for one in depends for alternative in one.split(" | ")]

    for page in (ROOT / "README.md", PACKAGING / "bundle" / "README.md"):
        assert set(shipping.debian_root.readme_packages(page)) == set(looked_for.values()), page
    assert set(looked_for.values()) <= set(named)
    assert "libglib2.0-0t64 | libglib2.0-0" in depends  # Debian 13 and newer, then 12
    assert recommends == []


def test_a_library_whose_package_nobody_named_stops_the_build(shipping):
    with pytest.raises(shipping.steps.StepError, match=r"libodd\.so\.9"):
        shipping.deb.dependencies(["libodd.so.9"])


def test_where_qts_network_library_cannot_be_loaded_every_start_has_its_own_window(monkeypatch, qapp):
    from PySide6.QtCore import QObject

    from explorer.gui import single_instance

    monkeypatch.setitem(sys.modules, "PySide6.QtNetwork", None)  # as without libgssapi_krb5.so.2
    monkeypatch.setattr(single_instance, "is_another_running", lambda: True)
    monkeypatch.setattr(single_instance, "server_name", lambda: "somewhere")
    parent = QObject()

    assert single_instance.Reception(lambda wish: True, parent).open() is False
    assert single_instance.hand_over(single_instance.Wish()) == ""


def test_the_manual_pages_tell_every_option_of_the_window_and_exist_for_both_programs():
    from explorer.gui.app import argument_parser

    page = (PACKAGING / "deb" / "checkpoint-explorer.1").read_text(encoding="utf-8").replace("\\-", "-")

    assert [option for option in argument_parser()._option_string_actions if option not in page] == []
    for command in COMMANDS:
        assert (PACKAGING / "deb" / f"{command}.1").exists()


def test_a_bundle_starts_its_workers_by_its_terminal_program(monkeypatch):
    plain = workers.worker_command()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/opt/it/checkpoint-explorer")
    program, argument = workers.worker_command()

    assert plain[0] != program == "/opt/it/ckptx"
    assert f'== ["{argument}"]' in (PACKAGING / "bundle" / "start.py").read_text(encoding="utf-8")


def test_a_part_of_the_bundle_without_a_licence_text_stops_the_build(shipping, tmp_path, monkeypatch):
    told = tmp_path / "oddity-1.0.dist-info"
    told.mkdir()
    (told / "METADATA").write_text("Metadata-Version: 2.1\nName: oddity\nVersion: 1.0\nLicense: MIT\n")
    (told / "RECORD").write_text("oddity.py,,\noddity-1.0.dist-info/METADATA,,\n")
    monkeypatch.syspath_prepend(str(tmp_path))

    with pytest.raises(shipping.steps.StepError, match="oddity comes without a licence text"):
        shipping.licences.of_distributions(["oddity"])
    with pytest.raises(shipping.steps.StepError, match="belongs to no installed package"):
        shipping.licences.of_distributions(["never_heard_of"])
    (told / "LICENSE").write_text("Copyright (c) 2020 Somebody\n\nDo what you like.\n")
    with (told / "RECORD").open("a") as record:
        record.write("oddity-1.0.dist-info/LICENSE,,\n")
    (one,) = shipping.licences.of_distributions(["oddity", "json"])  # json comes with Python
    shipping.licences.write_texts([one], tmp_path / "licenses")

    assert (one.name, one.licence, shipping.licences.copyright_lines(one)) == (
        "oddity",
        "MIT",
        ["2020 Somebody"],
    )
    assert "Do what you like." in (tmp_path / "licenses" / "oddity" / "LICENSE").read_text()


def test_the_texts_that_wheels_lack_are_kept_here(shipping):
    for texts in shipping.licences.TEXTS_BESIDES.values():
        for name in texts:
            assert len((PACKAGING / "licenses" / name).read_text(encoding="utf-8")) > 1000, name


def test_lists_of_linked_libraries_and_licences_of_data_count_as_licence_texts(shipping):
    files = (
        "odd-1.dist-info/sboms/odd.cyclonedx.json",
        "odd-1.dist-info/COPYING",
        "odd/maps/CC-BY license of the maps.txt",
        "odd-1.dist-info/METADATA",
        "odd/license.py",
        "odd/__pycache__/license.cpython-311.pyc",
        "odd/maps/blue.csv",
    )

    assert [shipping.licences.is_licence(PurePath(file)) for file in files] == [True] * 3 + [False] * 4


def test_texts_of_one_name_are_all_kept(shipping, tmp_path):
    texts = [tmp_path / place / "LICENSE" for place in ("odd-1.dist-info", "odd", "odd/maps")]
    for text in texts:
        text.parent.mkdir(exist_ok=True)
        text.write_text(text.parent.name)

    shipping.licences.write_texts(
        [shipping.licences.Component("odd", "1", "MIT", tuple(texts), ("odd*",))], tmp_path / "licenses"
    )

    kept = {path.name: path.read_text() for path in (tmp_path / "licenses" / "odd").iterdir()}
    assert kept == {"LICENSE": "odd-1.dist-info", "odd-LICENSE": "odd", "maps-LICENSE": "maps"}


def test_what_names_a_folder_of_the_machine_it_was_built_on_is_not_handed_on(shipping, tmp_path):
    library = tmp_path / "libodd.so"
    library.write_bytes(b"\x7fELF\0/home/me/python/lib\0/usr/lib\0")

    with pytest.raises(shipping.steps.StepError, match=r"libodd\.so \(/home/me/python\)"):
        shipping.places.expect_none(shipping.places.parts_of_folder(tmp_path), ["/home/me/python"])
    shipping.places.hide([library], ["/home/me/python"])

    assert library.read_bytes() == b"\x7fELF\0/xxxxxxxxxxxxxx/lib\0/usr/lib\0"
    shipping.places.expect_none(shipping.places.parts_of_folder(tmp_path), ["/home/me/python"])


def test_the_files_of_a_wheel_and_of_an_sdist_are_looked_through(shipping, tmp_path):
    (tmp_path / "a.txt").write_text("made in /home/me/clone")
    with zipfile.ZipFile(tmp_path / "odd.whl", "w") as wheel:
        wheel.write(tmp_path / "a.txt", "odd/a.txt")
    with tarfile.open(tmp_path / "odd.tar.gz", "w:gz") as archive:
        archive.add(tmp_path / "a.txt", "odd/a.txt")

    for name in ("odd.whl", "odd.tar.gz"):
        with pytest.raises(shipping.steps.StepError, match=r"odd/a\.txt"):
            shipping.places.expect_none(shipping.places.parts_of_archive(tmp_path / name), ["/home/me/clone"])


def test_the_readme_names_the_files_that_are_built(shipping):
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    version = shipping.steps.program_version()

    assert version == explorer.__version__
    assert f"checkpoint-explorer_{version}-1_amd64.deb" in text
    assert f"checkpoint-explorer-{version}-linux-x86_64.tar.xz" in text


# --- the trials --------------------------------------------------------------------------------------


def test_a_picture_of_a_window_passes_and_an_empty_one_does_not(shipping, tmp_path):
    from PySide6.QtGui import QImage

    empty = QImage(1280, 800, QImage.Format.Format_RGB32)
    empty.fill(0xFFFFFF)
    empty.save(str(tmp_path / "empty.png"))
    (tmp_path / "broken.png").write_bytes(b"\x89PNG")

    real = ROOT / "resources" / "help" / "images" / "window.png"
    assert shipping.trials.picture_problem(real) == ""
    assert shipping.trials.picture_problem(tmp_path / "empty.png") == "empty.png: 1280 x 800, 1 colours"
    assert shipping.trials.picture_problem(tmp_path / "broken.png") == "broken.png is no picture"


def test_every_view_is_tried_and_one_that_could_not_be_made_fails(shipping, tmp_path):
    from explorer.cli import commands

    picture = tmp_path / "window.png"
    program = tmp_path / "ckptx"
    real = ROOT / "resources" / "help" / "images" / "window.png"
    program.write_text(
        f'#!/bin/sh\ncp {real} {picture}\n[ "$4" != compare ] || echo "Traceback (most recent call last):" >&2\n'
    )
    program.chmod(0o755)

    with pytest.raises(shipping.steps.StepError, match="The compare view could not be made"):
        shipping.trials.try_offscreen(shipping.trials.Programs("", str(program)), picture)
    assert set(shipping.trials.VIEWS) == set(commands.VIEWS)


def test_the_bare_debian_is_for_root_and_says_so(shipping, monkeypatch):
    monkeypatch.setattr(shipping.debian_root.os, "geteuid", lambda: 1000)

    with pytest.raises(shipping.steps.StepError) as raised:
        shipping.debian_root.try_out()
    assert raised.value.cure == "sudo make package ARGS=debian-root"


def test_debootstrap_finds_what_it_calls_where_the_path_is_that_of_a_user(shipping, tmp_path, monkeypatch):
    tools = tmp_path / "bin"
    tools.mkdir()
    (tools / "debootstrap").write_text('#!/bin/sh\nmkdir "$3" && echo "$PATH" > "$3/path"\n')
    (tools / "debootstrap").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}:/usr/bin:/bin")
    monkeypatch.setattr(shipping.debian_root, "ROOTS", tmp_path / "roots")

    root = shipping.debian_root.bare_root()

    assert (root / "path").read_text().strip().endswith(":/usr/sbin:/sbin")


def test_all_missing_tools_are_told_at_once_with_their_packages(shipping, monkeypatch):
    monkeypatch.setattr(
        shipping.steps.shutil, "which", lambda name, path: "/usr/bin/xmllint" if name == "xmllint" else None
    )

    with pytest.raises(shipping.steps.StepError) as raised:
        shipping.steps.need_all(["appstreamcli", "xmllint", "objdump"])
    assert (raised.value.problem, raised.value.cure) == (
        "Not installed: appstreamcli, objdump.",
        "sudo apt-get install appstream binutils",
    )
    assert shipping.steps.need("xmllint") == "/usr/bin/xmllint"
