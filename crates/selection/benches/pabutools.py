"""Side by side with pabutools on the same machine and files, outcomes compared.

    python3 benches/pabutools.py [--limit SECONDS] [--rules mes_cost,phragmen] FILE.pb ...

Makes a virtual environment in the target folder with what benches/requirements.txt names, unless
pabutools is installed already; builds and runs benches/city.rs; then runs pabutools (exact
fractions, grouped ballots, its own tie rule) on each file. Prints a line for each file and rule, and
the least and the geometric mean ratio for each rule. Ends with an error when an outcome differs.

`rule` is the rule alone on votes already read; `whole` is from the file to the result with its
trace. Times are of one process, the median of runs within two seconds (ours) or up to three runs
within the limit (pabutools); a run of pabutools that takes longer than the limit is left out.
"""

import argparse
import json
import math
import os
import signal
import statistics
import subprocess
import sys
import time
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
# This file must not be found in place of the package it is named after.
sys.path = [folder for folder in sys.path if Path(folder or ".").resolve() != HERE]
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", HERE.parents[2] / "target"))


def in_environment():
    """Starts again in an environment that has pabutools."""
    try:
        import pabutools  # noqa: F401

        return
    except ImportError:
        pass
    folder = TARGET / "pabutools-venv"
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        requirements = str(HERE / "requirements.txt")
        subprocess.run([python, "-m", "pip", "install", "-q", "-r", requirements], check=True)
    os.execv(python, [str(python), *sys.argv])


def peers():
    from pabutools.election import Additive_Cardinal_Sat, Cardinality_Sat, Cost_Sat
    from pabutools.rules import (
        greedy_utilitarian_welfare,
        method_of_equal_shares,
        sequential_phragmen,
    )

    def shares(sat, **options):
        return lambda instance, profile, trace: method_of_equal_shares(
            instance, profile, sat_class=sat, analytics=trace, **options
        )

    return {
        "mes_cost": shares(Cost_Sat),
        "mes_card": shares(Cardinality_Sat),
        "mes_points": shares(Additive_Cardinal_Sat),
        "mes_cost_add1": shares(Cost_Sat, voter_budget_increment=1),
        "phragmen": lambda instance, profile, trace: sequential_phragmen(instance, profile),
        "greedy_cost": lambda instance, profile, trace: greedy_utilitarian_welfare(
            instance, profile, sat_class=Cost_Sat
        ),
    }


class Slow(Exception):
    pass


def slow(*_):
    raise Slow


def timed(limit, run):
    """Median seconds of up to three runs within the limit, and what the last one gave."""
    signal.signal(signal.SIGALRM, slow)
    signal.setitimer(signal.ITIMER_REAL, limit)
    times = []
    try:
        while len(times) < 3:
            start = time.process_time()
            result = run()
            times.append(time.process_time() - start)
    except Slow:
        if not times:
            return None, None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return statistics.median(times), result


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("files", nargs="+", metavar="FILE.pb")
    parser.add_argument("--limit", type=float, default=60.0, metavar="SECONDS")
    parser.add_argument("--rules", default="mes_cost,mes_card,mes_cost_add1,phragmen")
    arguments = parser.parse_args()
    from pabutools.election import parse_pabulib

    rules = peers()
    wanted = arguments.rules.split(",")
    if unknown := [name for name in wanted if name not in rules]:
        parser.error(f"unknown rules {unknown}; known: {', '.join(rules)}")
    files = [str(Path(name).resolve()) for name in arguments.files]
    command = ["cargo", "bench", "-q", "-p", "madang-selection", "--bench", "city", "--"]
    output = subprocess.run(
        [*command, *files, "--rules", arguments.rules],
        cwd=HERE, check=True, stdout=subprocess.PIPE, text=True,
    ).stdout
    ours = {}
    for line in output.splitlines():
        if line.startswith("{"):
            entry = json.loads(line)
            ours[entry["file"], entry["rule"]] = entry
    ratios, differing = {}, []
    for name in files:
        start = time.process_time()
        instance, profile = parse_pabulib(name)
        grouped = profile.as_multiprofile()
        parse = time.process_time() - start
        for rule in wanted:
            own = ours[name, rule]
            if "error" in own:
                print(f"{Path(name).stem:45} {rule:14} {own['error']}")
                continue
            seconds, chosen = timed(
                arguments.limit, lambda: rules[rule](instance, grouped, False)
            )
            if seconds is None:
                print(f"{Path(name).stem:45} {rule:14} pabutools takes over {arguments.limit:g} s")
                continue
            peer = [project.name for project in chosen]
            # pabutools sorts what Phragmén's rule selects.
            order = sorted if rule == "phragmen" else list
            same = order(own["selected"]) == order(peer)
            if not same:
                differing.append((name, rule))
            traced, _ = timed(arguments.limit, lambda: rules[rule](instance, grouped, True))
            ratio = seconds / own["seconds"]
            whole = (parse + (traced or seconds)) / own["whole"]
            ratios.setdefault(rule, []).append(ratio)
            ratios.setdefault(rule + ", whole", []).append(whole)
            print(
                f"{Path(name).stem:45} {rule:14} {seconds:9.4f} s / {own['seconds']:9.6f} s = "
                f"{ratio:8.0f}   whole {whole:6.0f}   {'same' if same else 'DIFFERENT'}",
                flush=True,
            )
    for rule, values in ratios.items():
        mean = math.exp(statistics.fmean(math.log(value) for value in values))
        print(f"{rule:25} {len(values):3} runs   least {min(values):7.0f}   mean {mean:7.0f}")
    if differing:
        sys.exit(f"different outcomes: {differing}")


if __name__ == "__main__":
    in_environment()
    main()
