"""Side by side with pabutools on the same machine and files, outcomes compared.

    python3 benches/pabutools.py [--limit SECONDS] [--rules mes_cost,phragmen] FILE.pb ...

Makes a virtual environment in the target folder with what benches/requirements.txt names, unless
pabutools is installed already; builds and runs benches/city.rs; then runs pabutools (exact
fractions, grouped ballots, its own tie rule) on each file. Prints a line for each file and rule, and
the least and the geometric mean ratio for each rule. Ends with an error when an outcome differs.

The first figures are the rule alone on votes already read: CPU seconds of one process, the median of
runs within two seconds (ours) or up to three runs within the limit (pabutools); a run of pabutools
that takes longer than the limit is left out. `whole` is a process from its start to its end on either
side: start, read the file, apply the rule with its explanation, write the result as JSON (ours the
full explanation and the digest of the input, pabutools what was selected and the rounds it records);
CPU seconds of user and system, the median of up to three processes. For pabutools that includes
starting Python and importing pabutools, for ours starting the program; `read` is the same without
either, inside a process already running: reading the file and the rule with what either records of
its rounds (ours price, payments, runner-up and how each project fared; not where the money of losers
went, which only `whole` has).
"""

import argparse
import json
import math
import os
import signal
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

from environment import HERE, enter


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


# The whole way with pabutools, as a program of its own.
PROGRAM = """
import json, sys
sys.path = [folder for folder in sys.path if folder != sys.argv[1]]
from pabutools.election import {sat}, parse_pabulib
from pabutools.rules import {rule}
instance, profile = parse_pabulib(sys.argv[2])
chosen = {rule}(instance, profile.as_multiprofile(){options})
details = getattr(chosen, "details", None)
rounds = [str(round) for round in getattr(details, "iterations", [])]
print(json.dumps({{"selected": [project.name for project in chosen], "rounds": rounds}}))
"""
PROGRAMS = {
    "mes_cost": ("Cost_Sat", "method_of_equal_shares", ", sat_class=Cost_Sat, analytics=True"),
    "mes_card": (
        "Cardinality_Sat", "method_of_equal_shares", ", sat_class=Cardinality_Sat, analytics=True"
    ),
    "mes_points": (
        "Additive_Cardinal_Sat", "method_of_equal_shares",
        ", sat_class=Additive_Cardinal_Sat, analytics=True",
    ),
    "mes_cost_add1": (
        "Cost_Sat", "method_of_equal_shares",
        ", sat_class=Cost_Sat, analytics=True, voter_budget_increment=1",
    ),
    "phragmen": ("Cost_Sat", "sequential_phragmen", ""),
    "greedy_cost": ("Cost_Sat", "greedy_utilitarian_welfare", ", sat_class=Cost_Sat"),
}


def process(limit, command):
    """Median CPU seconds of up to three processes within the limit."""
    times, end = [], time.monotonic() + limit
    while len(times) < 3 and time.monotonic() < end:
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        timer = threading.Timer(max(end - time.monotonic(), 0.1), child.kill)
        timer.start()
        _, status, usage = os.wait4(child.pid, 0)
        timer.cancel()
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode != 0:
            break
        times.append(usage.ru_utime + usage.ru_stime)
    return statistics.median(times) if times else None


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
    built = subprocess.run(
        [*command[:-1], "--no-run", "--message-format=json"],
        cwd=HERE, check=True, stdout=subprocess.PIPE, text=True,
    ).stdout
    artifacts = [json.loads(line) for line in built.splitlines()]
    program = next(a["executable"] for a in artifacts if a.get("executable"))
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
            try:
                seconds, chosen = timed(
                    arguments.limit, lambda: rules[rule](instance, grouped, False)
                )
            except ValueError as error:
                print(f"{Path(name).stem:45} {rule:14} pabutools: {error}")
                continue
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
            read = (parse + (traced or seconds)) / own["traced"]
            sat, function, options = PROGRAMS[rule]
            text = PROGRAM.format(sat=sat, rule=function, options=options)
            theirs = process(arguments.limit, [sys.executable, "-c", text, str(HERE), name])
            mine = process(arguments.limit, [program, "--result", name, "--rules", rule])
            whole = theirs / mine if theirs and mine else None
            ratios.setdefault(rule, []).append(ratio)
            ratios.setdefault(rule + ", read", []).append(read)
            if whole:
                ratios.setdefault(rule + ", whole", []).append(whole)
            processes = f"{theirs:.2f} s / {mine:.4f} s = {whole:.0f}" if whole else "too slow"
            print(
                f"{Path(name).stem:45} {rule:14} {seconds:9.4f} s / {own['seconds']:9.6f} s = "
                f"{ratio:8.0f}   read {read:6.0f}   whole {processes}   "
                f"{'same' if same else 'DIFFERENT'}",
                flush=True,
            )
    for rule, values in ratios.items():
        mean = math.exp(statistics.fmean(math.log(value) for value in values))
        print(f"{rule:25} {len(values):3} runs   least {min(values):7.0f}   mean {mean:7.0f}")
    if differing:
        sys.exit(f"different outcomes: {differing}")


if __name__ == "__main__":
    enter("pabutools")
    main()
