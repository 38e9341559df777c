"""Committee rules side by side with abcvoting on the same machine and ballots, outcomes compared.

    python3 benches/abcvoting.py [--limit SECONDS] [--voters 100000] [--candidates 500] [--size 50]

Makes a virtual environment in the target folder with what benches/requirements.txt names, unless
abcvoting is installed already; draws two profiles from a seed, one of few distinct ballots that many
voters share (weighted for abcvoting as for us) and one in which nearly every ballot is its own;
builds and runs benches/city.rs on them as Pabulib files with unit costs; then runs abcvoting, which
breaks ties by the smallest candidate. Candidates have names of equal length, so that the smallest id
is the same. Times are CPU seconds of one process for the rule alone, on ballots already in memory;
a run of abcvoting that takes longer than the limit is left out. Ends with an error when a committee
differs.
"""

import argparse
import json
import random
import signal
import subprocess
import sys
import time

from environment import HERE, TARGET, enter


class Slow(Exception):
    pass


def slow(*_):
    raise Slow


def timed(limit, run):
    signal.signal(signal.SIGALRM, slow)
    signal.setitimer(signal.ITIMER_REAL, limit)
    try:
        start = time.process_time()
        result = run()
        return time.process_time() - start, result
    except Slow:
        return None, None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def draw(voters, candidates, kinds):
    """Weights by ballot: `kinds` ballots that voters choose among, or one for each voter."""
    source = random.Random(20231123)
    popularity = [1 / (20 + source.randrange(candidates)) for _ in range(candidates)]

    def ballot():
        listed = source.choices(range(candidates), popularity, k=source.randint(3, 12))
        return tuple(sorted(set(listed)))

    weights = {}
    if kinds:
        ballots = [ballot() for _ in range(kinds)]
        for chosen in source.choices(ballots, k=voters):
            weights[chosen] = weights.get(chosen, 0) + 1
    else:
        for _ in range(voters):
            chosen = ballot()
            weights[chosen] = weights.get(chosen, 0) + 1
    return weights


def write(path, weights, candidates):
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"META\nkey;value\nbudget;{candidates}\nvote_type;approval\nPROJECTS\n")
        file.write("project_id;cost\n")
        file.writelines(f"{c:04};1\n" for c in range(candidates))
        file.write("VOTES\nvoter_id;vote\n")
        voter = 0
        for ballot, weight in weights.items():
            listed = ",".join(f"{c:04}" for c in ballot)
            for _ in range(weight):
                voter += 1
                file.write(f"{voter};{listed}\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--limit", type=float, default=120.0, metavar="SECONDS")
    parser.add_argument("--voters", type=int, default=100_000)
    parser.add_argument("--candidates", type=int, default=500)
    parser.add_argument("--size", type=int, default=50)
    parser.add_argument("--rules", default="seqpav,seqphragmen,equal_shares")
    arguments = parser.parse_args()
    from abcvoting import abcrules
    from abcvoting.preferences import Profile, Voter

    peers = {
        "seqpav": lambda profile: abcrules.compute_seqpav(
            profile, arguments.size, algorithm="standard", resolute=True
        ),
        "seqphragmen": lambda profile: abcrules.compute_seqphragmen(
            profile, arguments.size, algorithm="gmpy2-fractions", resolute=True
        ),
        "equal_shares": lambda profile: abcrules.compute_equal_shares(
            profile, arguments.size, algorithm="gmpy2-fractions", resolute=True, completion=None
        ),
    }
    wanted = arguments.rules.split(",")
    if unknown := [name for name in wanted if name not in peers]:
        parser.error(f"unknown rules {unknown}; known: {', '.join(peers)}")
    TARGET.mkdir(exist_ok=True)
    differing = []
    for name, kinds in [("shared", arguments.voters // 50), ("distinct", None)]:
        weights = draw(arguments.voters, arguments.candidates, kinds)
        path = TARGET / f"abcvoting-{name}.pb"
        write(path, weights, arguments.candidates)
        command = ["cargo", "bench", "-q", "-p", "madang-selection", "--bench", "city", "--"]
        output = subprocess.run(
            [*command, str(path), "--rules", ",".join(wanted), "--number", str(arguments.size)],
            cwd=HERE, check=True, stdout=subprocess.PIPE, text=True,
        ).stdout
        entries = [json.loads(line) for line in output.splitlines() if line.startswith("{")]
        ours = {entry["rule"]: entry for entry in entries}
        profile = Profile(arguments.candidates)
        for ballot, weight in weights.items():
            profile.add_voter(Voter(ballot, weight=weight))
        print(f"{name}: {arguments.voters} voters, {len(weights)} distinct ballots, "
              f"{arguments.size} of {arguments.candidates}", flush=True)
        for rule in wanted:
            own = ours[rule]
            seconds, committees = timed(arguments.limit, lambda: peers[rule](profile))
            if seconds is None:
                print(f"  {rule:14} ours {own['seconds']:9.6f} s, "
                      f"abcvoting takes over {arguments.limit:g} s", flush=True)
                continue
            [committee] = committees
            same = sorted(int(project) for project in own["selected"]) == sorted(committee)
            if not same:
                differing.append((name, rule))
            print(f"  {rule:14} {seconds:9.3f} s / {own['seconds']:9.6f} s = "
                  f"{seconds / own['seconds']:8.0f}   {'same' if same else 'DIFFERENT'}",
                  flush=True)
    if differing:
        sys.exit(f"different committees: {differing}")


if __name__ == "__main__":
    enter("abcvoting")
    main()
