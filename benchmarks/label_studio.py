"""The bridge to Label Studio against a real server and a real browser: does what we write open there, and does
what is marked there by mouse come back as that one mark?

The server is large (1 GB) and is no part of any extra. Install it elsewhere, and Playwright here::

    python -m venv /tmp/label-studio && /tmp/label-studio/bin/pip install label-studio==1.23.2
    pip install playwright
    python benchmarks/label_studio.py --server /tmp/label-studio/bin/label-studio --browser /usr/bin/chromium

It exports an example, imports that into a new project, marks a word as a mention, fills in its features, submits,
exports the project and runs ``detente import`` over it. It ends with 0 if all keys came back and the mark
and its actor are the only differences. ``--picture FILE`` keeps a picture of the page.
"""

import argparse
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

import detente
from detente.bridges import export
from detente.cli import main as command

EXAMPLE = Path(__file__).parents[1] / "examples" / "entente-cordiale"
DATASET, TEXTS = EXAMPLE / "entente-cordiale.detente.json", EXAMPLE / "entente-cordiale.txt"
WORD, ACTOR, FORM = "Fashoda", "Fort of Fashoda", "name"
USER, PASSWORD = "annotator@example.org", "only-for-this-run"

# Where a word of the text is on the page.
PLACE = """word => {
  const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  let node
  while ((node = nodes.nextNode())) {
    const at = node.data.indexOf(word)
    if (at < 0 || !node.parentElement.closest('[class*=richtext]')) continue
    const range = document.createRange()
    range.setStart(node, at)
    range.setEnd(node, at + word.length)
    const box = range.getBoundingClientRect()
    return [box.left, (box.top + box.bottom) / 2, box.right]
  }
}"""


@contextmanager
def server(program, folder):
    """A server with a user, on a free port; gives its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    options = ["--no-browser", "--port", str(port), "--username", USER, "--password", PASSWORD]
    environment = os.environ | {
        "LABEL_STUDIO_BASE_DATA_DIR": str(folder),
        "COLLECT_ANALYTICS": "false",
        "LATEST_VERSION_CHECK": "false",
    }
    environment.pop("PYTHONPATH", None)  # the server has its own packages
    with (folder / "server.log").open("wb") as log:
        running = subprocess.Popen(
            [program, "start", *options], env=environment, stdout=log, stderr=log, cwd=folder
        )
    try:
        wait_for(f"{address}/health", running)
        yield address
    finally:
        running.terminate()
        running.wait(30)


def wait_for(address, running, seconds=600):
    """Wait for the server, which first makes its database."""
    for _ in range(seconds):
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(1)
        if running.poll() is not None:
            raise SystemExit("the server ended")
    raise SystemExit("the server did not start in time")


def project(page, address, folder):
    """A new project with the export; gives its number and that of its task."""
    page.goto(f"{address}/user/login/")
    page.fill("input[name=email]", USER)
    page.fill("input[name=password]", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url(lambda url: "login" not in url)
    cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    headers = {"X-CSRFToken": cookies["csrftoken"], "Referer": address}

    def post(path, data):
        answer = page.request.post(f"{address}/api/{path}", data=data, headers=headers)
        assert answer.ok, answer.text()
        return answer.json()

    config = (folder / "config.xml").read_text(encoding="utf-8")
    number = post("projects", {"title": "détente", "label_config": config})["id"]
    tasks = json.loads((folder / "tasks.json").read_bytes())
    post(f"projects/{number}/import", tasks)
    return number, exported(page, address, number)[0]["id"]


def exported(page, address, number):
    """What the project exports as JSON."""
    answer = page.request.get(f"{address}/api/projects/{number}/export?exportType=JSON")
    assert answer.ok, answer.text()
    return answer.json()


def mark(page, address, number, task, picture):
    """Mark the word as a mention by mouse, and say which actor it names and how."""
    page.goto(f"{address}/projects/{number}/data?task={task}")
    page.get_by_text("Update", exact=True).wait_for(timeout=180_000)
    page.wait_for_timeout(3000)  # regions are drawn after the page
    page.keyboard.press("3")  # the hotkey of mentions
    left, middle, right = page.evaluate(PLACE, WORD)
    page.mouse.move(left + 1, middle)
    page.mouse.down()
    page.mouse.move((left + right) / 2, middle, steps=5)
    page.mouse.move(right - 0.5, middle, steps=5)
    page.mouse.up()
    page.wait_for_timeout(1000)
    page.mouse.click((left + right) / 2, middle)  # select it: then its features are shown
    actor = page.get_by_placeholder("the name of: actor").locator("visible=true")
    actor.fill(ACTOR)
    actor.press("Enter")
    page.get_by_text(FORM, exact=True).locator("visible=true").first.click()
    page.wait_for_timeout(1000)
    if picture:
        page.screenshot(path=picture)
    with page.expect_response(re.compile(r"/api/annotations/\d+")):
        page.get_by_text("Update", exact=True).click()


def keys(tasks):
    """The keys of the regions."""
    results = [r for task in tasks for r in task["annotations"][0]["result"]]
    return {r["meta"]["detente"] for r in results if r.get("meta", {}).get("detente")}


def run(options, folder):
    """Run it; gives whether all is as it should be."""
    dataset = detente.load(DATASET)
    export(dataset, "label-studio", folder / "out", texts=TEXTS)
    before = keys(json.loads((folder / "out" / "tasks.json").read_bytes()))
    with server(options.server, folder) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.browser, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1500, "height": 900})
        number, task = project(page, address, folder / "out")
        mark(page, address, number, task, options.picture)
        tasks = exported(page, address, number)
        browser.close()
    (folder / "export.json").write_text(json.dumps(tasks), encoding="utf-8")
    kept = before & keys(tasks)
    print(f"{len(kept)} of {len(before)} keys came back")
    arguments = [
        *("import", str(folder / "export.json"), "--from", "label-studio"),
        *("--base", str(DATASET), "--texts", str(TEXTS)),
    ]
    command([*arguments, "-o", str(folder / "a.draft.json")])
    made = detente.bridges.import_marks(
        folder / "export.json", "label-studio", texts=TEXTS, base=dataset
    )
    changes = [(one.change, one.what) for one in made.differences]
    return kept == before and changes == [("added", "actor"), ("added", "mention")]


def main():
    """Run it in a folder that is removed afterwards."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument("--server", required=True, help="the program label-studio")
    parser.add_argument("--browser", help="Chromium; without it the one that Playwright installed")
    parser.add_argument("--picture", help="where to keep a picture of the page")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return 0 if run(options, Path(folder)) else 1


if __name__ == "__main__":
    sys.exit(main())
