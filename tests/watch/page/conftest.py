"""The modules of the page, run by node: `ask(what, given)` is what run.mjs answers."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def node():
    if shutil.which("node") is None:
        pytest.skip("node is not installed")
    command = ["node", "--no-warnings", str(Path(__file__).with_name("run.mjs"))]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    yield process
    process.stdin.close()
    process.wait(10)
    process.stdout.close()


@pytest.fixture
def ask(node):
    def ask(what, given):
        node.stdin.write(json.dumps({"what": what, "given": given}) + "\n")
        node.stdin.flush()
        answer = json.loads(node.stdout.readline())
        assert "error" not in answer, answer
        return answer.get("answer")

    return ask


@pytest.fixture
def refuse(node):
    """The name of the error."""

    def refuse(what, given):
        node.stdin.write(json.dumps({"what": what, "given": given}) + "\n")
        node.stdin.flush()
        return json.loads(node.stdout.readline()).get("error")

    return refuse
