"""The repository holds what it says: locks, licences, names, sizes, and nothing that belongs elsewhere."""

import hashlib
import json
import re
import subprocess
import tomllib
import zipfile
from functools import cache
from importlib.metadata import metadata, version
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from packaging.requirements import Requirement

from tools import front_end
from tools.project import BUILT, PDF_FONTS, ROOT, VENDOR, VENV_PYTHON

LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
OPEN_LICENCES = {"0BSD", "Apache-2.0", "BSD-3-Clause", "EUPL-1.2", "ISC", "MIT", "OFL-1.1"}
# SHA-256 of the text of the EUPL 1.2 as SPDX publishes it.
EUPL = "d126070e53a97387b339cc1b4c794e9bc134df061d6cb5ab37cef0bfe986228a"
LONG_MODULES: dict[str, str] = {
    "tests/gallery/views.py": "views of every phase, as data",
    "tests/unit/domain/test_machine.py": "one state machine: its rules share their state",
}  # path -> why it may have more than 400 lines


def tracked() -> list[Path]:
    """Return the files that git knows, and the new ones that it does not ignore."""
    told = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return [ROOT / name for name in told.split("\0") if name and (ROOT / name).is_file()]


@cache
def project() -> dict[str, object]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


@cache
def npm_lock() -> dict[str, dict[str, dict[str, object]]]:
    return json.loads((ROOT / "package-lock.json").read_text())


def locked(path: Path) -> dict[str, list[str]]:
    """Return requirement -> hashes of one lock."""
    found: dict[str, list[str]] = {}
    for line in path.read_text().replace("\\\n", " ").splitlines():
        if line and not line.startswith("#"):
            requirement, *hashes = line.split("--hash=")
            found[requirement.strip()] = [each.strip() for each in hashes]
    return found


def test_help_names_every_target_with_a_sentence():
    makefile = (ROOT / "Makefile").read_text()
    targets = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[1].split()
    told = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert re.findall(r"^  make ([a-z-]+) +\S.{10,}$", told, re.MULTILINE) == targets
    assert {"start", "test", "demo", "soak", "system-deps", "lock", "clean"} <= set(targets)
    default = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert default == told


def test_the_build_server_runs_the_same_command_as_everybody():
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    commands = [
        line for line in script.read_text().splitlines() if line and not line.startswith(("#", "set", "cd"))
    ]
    assert commands == ["exec make test"]


def test_no_file_names_a_registry_or_a_machine():
    # Written so that this line does not find itself.
    foreign = re.compile(
        rb"registry[.]npmjs|py[p]i[.]org|python[h]osted|deb[.]debian|/[w]ork/|/[r]oot/|/[o]pt/py"
    )
    found = {str(path.relative_to(ROOT)): foreign.findall(path.read_bytes()) for path in tracked()}
    assert {name: words for name, words in found.items() if words} == {}


def test_third_party_code_is_not_committed():
    ignored = subprocess.run(
        ["git", "ls-files", "--cached", "--ignored", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    assert ignored == []
    names = [str(path.relative_to(ROOT)) for path in tracked()]
    fonts_and_bundles = (".ttf", ".otf", ".woff", ".woff2", ".min.js", ".min.css", ".mo", ".whl", ".tgz")
    assert [name for name in names if name.endswith(fonts_and_bundles) or "node_modules/" in name] == []


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_every_locked_requirement_is_exact_and_has_hashes(path):
    requirements = locked(path)
    assert requirements
    for requirement, hashes in requirements.items():
        assert re.match(r"[\w.-]+(\[[\w,-]+\])?==[\w.]+( ;|$)", requirement), requirement
        assert hashes, requirement
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", each) for each in hashes), requirement
    assert not re.search(r"://|file:|--index|--find-links|--extra", path.read_text())


def test_the_locks_agree_with_each_other_and_with_the_project():
    run, build, dev = (
        {
            Requirement(line).name.lower(): str(Requirement(line).specifier)
            for line in locked(ROOT / "requirements" / name)
        }
        for name in ("run.txt", "build.txt", "dev.txt")
    )
    wanted = [Requirement(line) for line in project()["project"]["dependencies"]]
    for requirement in wanted:
        assert requirement.name.lower() in run
        assert requirement.specifier.contains(run[requirement.name.lower()].removeprefix("==")), requirement
    shared = [
        (name, exact)
        for name, exact in run.items()
        if {build.get(name, exact), dev.get(name, exact)} != {exact}
    ]
    assert shared == []
    assert run["reportlab"] == "==5.1.0"
    assert project()["dependency-groups"]["build"] == project()["build-system"]["requires"]


def test_npm_packages_are_exact_and_locked_with_integrity_and_without_hosts():
    asked = json.loads((ROOT / "package.json").read_text())
    root = npm_lock()["packages"][""]
    for kind in ("dependencies", "devDependencies"):
        assert root[kind] == asked[kind]
        assert all(re.fullmatch(r"\d+\.\d+\.\d+", exact) for exact in asked[kind].values())
    packages = {name: entry for name, entry in npm_lock()["packages"].items() if name}
    assert [
        name for name, entry in packages.items() if not str(entry.get("integrity", "")).startswith("sha512-")
    ] == []
    assert [name for name, entry in packages.items() if "resolved" in entry] == []


def test_one_version_is_told_everywhere():
    told = project()["project"]["version"]
    assert version("partnerschap") == told
    assert json.loads((ROOT / "package.json").read_text())["version"] == told
    assert npm_lock()["version"] == told
    assert f'softwareVersion: "{told}"' in (ROOT / "publiccode.yml").read_text()


def test_the_licence_is_the_european_union_public_licence():
    assert hashlib.sha256((ROOT / "LICENSE").read_bytes()).hexdigest() == EUPL
    assert project()["project"]["license"] == "EUPL-1.2"
    assert json.loads((ROOT / "package.json").read_text())["license"] == "EUPL-1.2"
    assert "license: EUPL-1.2" in (ROOT / "publiccode.yml").read_text()


def test_the_short_descriptions_of_the_public_code_file_are_short_enough():
    short = re.findall(r"^    shortDescription: (.+)$", (ROOT / "publiccode.yml").read_text(), re.MULTILINE)
    assert len(short) == 2
    assert all(20 <= len(text) <= 150 for text in short)


def _only_gpl(words: str) -> bool:
    """Tell whether the licences named allow nothing but the GPL or AGPL; the LGPL is another licence."""
    choices = re.split(r"\bOR\b|;|,|/", words)
    return all(re.search(r"(?<!L)(?<!Lesser )(A?GPL|General Public License)", choice) for choice in choices)


def test_no_package_that_runs_is_under_the_gpl_alone():
    assert _only_gpl("GPL-3.0-or-later")
    assert _only_gpl("GNU Affero General Public License v3")
    assert not _only_gpl("LGPL-3.0-only")
    assert not _only_gpl("GNU Lesser General Public License v3 (LGPLv3)")
    assert not _only_gpl("BSD-3-Clause OR GPL-2.0-only")

    found, unknown = [], []
    for line in locked(ROOT / "requirements" / "run.txt"):
        requirement = Requirement(line)
        if requirement.marker and not requirement.marker.evaluate():
            continue
        told = metadata(requirement.name)
        classified = [
            each.rsplit(" :: ", 1)[1] for each in told.get_all("Classifier", []) if each.startswith("License")
        ]
        words = (
            told.get("License-Expression")
            or "; ".join(classified)
            or (told.get("License") or "").split("\n")[0]
        )
        if not words:
            unknown.append(requirement.name)
        elif _only_gpl(words):
            found.append(f"{requirement.name}: {words}")
    assert found == []
    assert unknown == []


def test_front_end_packages_are_under_open_licences():
    told = json.loads((VENDOR / "licences.json").read_text())
    assert {each["name"] for each in told} >= {
        "lit-html",
        "socket.io-client",
        "@tabler/icons",
        "@utrecht/button-css",
    }
    assert [each for each in told if each["license"] not in OPEN_LICENCES] == []
    tokens = [name for name in npm_lock()["packages"] if "design-tokens" in name]
    assert tokens == []


def test_modules_have_at_most_400_lines():
    long = {}
    for path in tracked():
        name = str(path.relative_to(ROOT))
        if path.suffix in {".py", ".js", ".css"} and len(path.read_text(encoding="utf-8").splitlines()) > 400:
            long[name] = len(path.read_text(encoding="utf-8").splitlines())
    assert {name: lines for name, lines in long.items() if name not in LONG_MODULES} == {}


def test_every_front_end_file_is_where_the_manifest_says():
    manifest = json.loads((VENDOR / "manifest.json").read_text())
    assert {"lit.js", "socket.io.js", "nlds.css", "icons.svg", "fonts.css"} <= set(manifest)
    static = VENDOR.parent
    assert [path for path in manifest.values() if not (static / path).is_file()] == []
    for entry in ("lit.js", "socket.io.js"):
        targets = re.findall(r'from "\./([^"]+)"', (VENDOR / entry).read_text())
        assert targets
        assert [target for target in targets if not (VENDOR / target).is_file()] == []
    sheet = (static / "fonts" / "fonts.css").read_text()
    files = re.findall(r'url\("([^"]+)"\)', sheet)
    assert len(files) >= 10
    assert [name for name in files if not (static / "fonts" / name).is_file()] == []
    assert sheet.count("font-display: swap") == sheet.count("unicode-range") == len(files)


def test_every_icon_that_a_template_asks_for_is_in_the_sprite():
    sprite = set(re.findall(r'<symbol id="([a-z0-9-]+)"', (VENDOR / "icons.svg").read_text()))
    assert sprite == set(front_end.icon_names())
    asked = set()
    for path in (ROOT / "partnerschap" / "templates").rglob("*.html"):
        asked |= set(re.findall(r"""\bicon\(\s*['"]([a-z0-9-]+)['"]""", path.read_text()))
    assert asked - sprite == set()


def test_the_fonts_of_the_contract_have_the_scripts_and_not_the_reserved_name():
    told = json.loads((PDF_FONTS / "fonts.json").read_text())
    samples = {
        "PartnerSans-Regular": "ĞğİıŞş ąćęłńóśźż ґєії Ωμέγα éëïöü €",
        "PartnerSans-Bold": "Ğğİıąćęłґєії",
        "PartnerSans-SemiBold": "Ğğİıąćęłґєії",
        "PartnerSans-Italic": "Ğğİıąćęłґєії",
        "PartnerSerif-Regular": "Ğğİıąćęłґєії Ωμέγα",
        "PartnerSerif-SemiBold": "Ğğİıąćęłґєії Ωμέγα",
        "NotoSansArabic-Regular": "سلام\N{ARABIC LETTER MEEM INITIAL FORM}",
        "NotoSansHebrew-Regular": "שלום",
        "NotoSansEthiopic-Regular": "ሰላም",
        "NotoEmoji-Regular": "😀👍🌳",
        "Caveat-Regular": "Fatma Öztürk",
    }
    assert set(told) == set(samples)
    for name, sample in samples.items():
        font = TTFont(PDF_FONTS / told[name]["file"])
        assert "glyf" in font, name
        assert "fvar" not in font, name
        assert [char for char in sample if ord(char) not in font.getBestCmap() and char != " "] == [], name
        names = {each.nameID: each.toUnicode() for each in font["name"].names}
        assert names[6] == name
        assert [names[number] for number in (1, 3, 4, 6) if "Source" in names[number]] == []


def test_the_wheel_holds_what_is_shipped_and_not_committed(tmp_path):
    subprocess.run(
        [str(VENV_PYTHON), "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    manifest = json.loads((VENDOR / "manifest.json").read_text())
    assert {f"partnerschap/static/{path}" for path in manifest.values()} <= held
    assert {f"partnerschap/document/fonts/{path.name}" for path in PDF_FONTS.iterdir()} <= held
    assert {path.relative_to(ROOT).as_posix() for path in BUILT.rglob("*") if path.is_file()} <= held
    ours = [path for path in tracked() if path.is_relative_to(ROOT / "partnerschap")]
    assert {path.relative_to(ROOT).as_posix() for path in ours} <= held
    catalogues = [path for path in ours if path.suffix == ".po"]
    assert {path.with_suffix(".mo").relative_to(ROOT).as_posix() for path in catalogues} <= held
    assert [name for name in held if name.startswith(("tests/", "tools/")) or name.endswith(".d.ts")] == []
