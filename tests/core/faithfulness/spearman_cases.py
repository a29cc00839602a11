"""Makes spearman_cases.inc: rank correlations as scipy computes them.

    pip install scipy==1.17.1
    python3 tests/core/faithfulness/spearman_cases.py > tests/core/faithfulness/spearman_cases.inc

Values are multiples of 1/8, so that they are the same wherever they are read.
"""

import random

from scipy.stats import spearmanr


def vector(length, levels, rng):
    return [rng.randrange(-levels, levels + 1) / 8 for _ in range(length)]


def main():
    rng = random.Random(7)
    print("// Made by spearman_cases.py with scipy 1.17.1.")
    for length in (2, 3, 5, 8, 20, 51):
        for levels in (1, 3, 10, 100000):
            a, b = vector(length, levels, rng), vector(length, levels, rng)
            if len(set(a)) == 1 or len(set(b)) == 1:
                continue
            lists = (", ".join(map(repr, values)) for values in (a, b))
            correlation = spearmanr(a, b).statistic
            print("{{%s}, {%s}, %r}," % (*lists, float(correlation)))


main()
