"""networkx, which the paper's published code uses: networkx_bench.py FILE LAYERS TOKENS.

Prints the milliseconds for all pairs of all layers, extrapolated from random pairs of each layer,
and the number of pairs sampled.
"""

import array
import random
import sys
import time

import networkx


def main():
    path, layers, tokens = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    capacities = array.array("d")
    with open(path, "rb") as file:
        capacities.frombytes(file.read())
    random.seed(1)
    graph = networkx.DiGraph()
    total = 0.0
    sampled = 0
    for layer in range(layers):
        for query in range(tokens):
            for key in range(tokens):
                capacity = capacities[(layer * tokens + query) * tokens + key]
                if capacity > 0:
                    graph.add_edge((layer + 1, query), (layer, key), capacity=capacity)
        start = time.process_time()
        pairs = 10
        for _ in range(pairs):
            source = (layer + 1, random.randrange(tokens))
            sink = (0, random.randrange(tokens))
            if sink in graph:
                networkx.maximum_flow_value(
                    graph, source, sink, flow_func=networkx.algorithms.flow.edmonds_karp
                )
        total += (time.process_time() - start) / pairs * tokens * tokens
        sampled += pairs
    print(f"{1000 * total:.6f} {sampled}")


main()
