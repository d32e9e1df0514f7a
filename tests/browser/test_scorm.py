"""A packed activity in a learning platform: scorm-again plays the platform, on another origin than CodeViz."""

import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import expect

from tests.browser.course import Course, at_step, button
from tools.places import MODULES, ROOT

PLATFORM = """<script src="platform.js"></script>
<script>window.API = new Scorm12API({}); window.API_1484_11 = VERSION === "2004" ? new Scorm2004API({}) : undefined;</script>
<iframe src="activity/lesson.html" width="900" height="600"></iframe>"""

NAMES = {
    "1.2": ("API.LMSGetValue", "cmi.core.score.raw", "cmi.core.lesson_status"),
    "2004": ("API_1484_11.GetValue", "cmi.score.raw", "cmi.completion_status"),
}


@pytest.mark.parametrize("version", ["1.2", "2004"])
def test_an_activity_reports_how_far_a_learner_came(course: Course, tmp_path: Path, version: str) -> None:
    program = tmp_path / "lists.py"
    program.write_text("mine = ['tea']\nyours = mine\nyours.append('milk')\n")
    command = [sys.executable, "-m", "tools.scorm", str(program), "--site", course.site, "--version", version]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(tmp_path / "lists.zip") as archive:
        archive.extractall(course.folder / "activity")
    (course.folder / "platform.js").write_bytes((MODULES / "scorm-again/dist/scorm-again.min.js").read_bytes())

    page = course.show(PLATFORM.replace("VERSION", f'"{version}"'))
    activity = page.frame_locator("iframe").frame_locator("iframe")
    at_step(activity, 1, 4)
    call, score, status = NAMES[version]

    def reported(name: str) -> str:
        return str(page.evaluate(f"{call}('{name}')"))

    expect(activity.get_by_role("textbox", name="Program")).to_be_visible(timeout=30_000)
    page.wait_for_function(f"{call}('{status}') === 'incomplete'")
    button(activity, "Next step").click()
    at_step(activity, 2, 4)
    page.wait_for_function(f"{call}('{score}') === '33'")
    button(activity, "Last step").click()
    page.wait_for_function(f"{call}('{status}') === 'completed'")
    assert reported(score) == "100"
    button(activity, "First step").click()
    at_step(activity, 1, 4)
    assert (reported(score), reported(status)) == ("100", "completed")


@pytest.mark.parametrize("version", ["1.2", "2004"])
def test_the_manifest_names_the_files_that_are_there(tmp_path: Path, version: str) -> None:
    program = tmp_path / "a&b.py"
    program.write_text("a = 1\n")
    command = [
        sys.executable,
        "-m",
        "tools.scorm",
        str(program),
        "--site",
        "https://your.host/codeviz",
        "--version",
        version,
        "--title",
        "A & <B>",
    ]
    assert subprocess.run(command, cwd=ROOT, capture_output=True).returncode == 0
    with zipfile.ZipFile(tmp_path / "a&b.zip") as archive:
        manifest = ElementTree.fromstring(archive.read("imsmanifest.xml"))
        named = {element.get("href") for element in manifest.iter() if element.tag.endswith("}file")}
        assert named == set(archive.namelist()) - {"imsmanifest.xml"}
        assert [element.text for element in manifest.iter() if element.tag.endswith("}title")] == ["A & <B>"] * 2
        assert "https://your.host/codeviz/assets/embed.js" in archive.read("lesson.html").decode()


def test_a_program_that_does_not_run_is_not_packed(tmp_path: Path) -> None:
    program = tmp_path / "broken.py"
    program.write_text("a = (\n")
    command = [sys.executable, "-m", "tools.scorm", str(program), "--site", "https://your.host/"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, "cannot be packed" in done.stderr, (tmp_path / "broken.zip").exists()) == (2, True, False)
