"""What the comparisons in this folder share: where things are, and an environment with the peers.

Import it first: it takes this folder off the path, since scripts here have the names of the packages
that they run.
"""

import importlib.util
import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", HERE.parents[2] / "target"))
sys.path = [folder for folder in sys.path if Path(folder or ".").resolve() != HERE]


def enter(package):
    """Starts again in an environment that has what requirements.txt names, unless `package` is there."""
    if importlib.util.find_spec(package) is not None:
        return
    folder = TARGET / "pabutools-venv"
    python = folder / "bin" / "python"
    if Path(sys.prefix).resolve() == folder.resolve():
        sys.exit(f"{folder} has no {package}: delete it and start again")
    if not python.exists():
        venv.create(folder, with_pip=True)
    # Also where the environment is there already: it may be from before a package was added.
    requirements = str(HERE / "requirements.txt")
    subprocess.run([python, "-m", "pip", "install", "-q", "-r", requirements], check=True)
    os.execv(python, [str(python), *sys.argv])
