"""Writes committees chosen by abcvoting on generated profiles: tests/data/committees.json.

    python -m venv target/venv && target/venv/bin/pip install -r benches/requirements.txt
    target/venv/bin/python benches/committees.py > tests/data/committees.json

Ties go to the smallest candidate (abcvoting's rule with resolute=True); arithmetic is exact.
"""

import json
import random
import sys

from abcvoting import abcrules
from abcvoting.preferences import Profile, Voter

RULES = {
    "sequential-pav": lambda profile, size: abcrules.compute_seqpav(
        profile, size, algorithm="standard", resolute=True
    ),
    "phragmen": lambda profile, size: abcrules.compute_seqphragmen(
        profile, size, algorithm="gmpy2-fractions", resolute=True
    ),
    "equal-shares": lambda profile, size: abcrules.compute_equal_shares(
        profile, size, algorithm="gmpy2-fractions", resolute=True, completion=None
    ),
}


def main():
    source = random.Random(20231123)
    cases = []
    while len(cases) < 150:
        candidates = source.randint(4, 12)
        size = source.randint(2, candidates - 1)
        density = source.choice([0.15, 0.3, 0.5])
        ballots = []
        for _ in range(source.randint(3, 25)):
            ballot = [c for c in range(candidates) if source.random() < density]
            ballots.append((ballot, source.randint(1, 4)))
        ballots = [(ballot, weight) for ballot, weight in ballots if ballot]
        approved = {c for ballot, _ in ballots for c in ballot}
        if len(approved) < size:
            continue  # abcvoting fills such committees with candidates nobody supports
        profile = Profile(candidates)
        for ballot, weight in ballots:
            # A weight is so many voters: weighted ballots would change some rules' shares.
            for _ in range(weight):
                profile.add_voter(Voter(ballot))
        chosen = {}
        for name, rule in RULES.items():
            [committee] = rule(profile, size)
            chosen[name] = sorted(committee)
        cases.append(
            {"candidates": candidates, "size": size, "ballots": ballots, "committees": chosen}
        )
    json.dump({"made_by": "benches/committees.py with abcvoting 2.19.2", "cases": cases}, sys.stdout)
    print()


if __name__ == "__main__":
    main()
