"""Trains a small network to read noisy 5x7 pictures of the ten digits. Plain Python: no array library, no download."""

import argparse
import json
import math
import os
import random
import sys
import time

from tabulate import tabulate

GLYPHS = [
    "01110 10001 10011 10101 11001 10001 01110",
    "00100 01100 00100 00100 00100 00100 01110",
    "01110 10001 00001 00010 00100 01000 11111",
    "11111 00010 00100 00010 00001 10001 01110",
    "00010 00110 01010 10010 11111 00010 00010",
    "11111 10000 11110 00001 00001 10001 01110",
    "00110 01000 10000 11110 10001 10001 01110",
    "11111 00001 00010 00100 01000 01000 01000",
    "01110 10001 10001 01110 10001 10001 01110",
    "01110 10001 10001 01111 00001 00010 01100",
]
PIXELS = 35
HIDDEN = 24
CLASSES = 10


def picture(digit, noise):
    """The pixels of one digit, each flipped towards grey by some noise."""
    return [float(bit) + random.gauss(0, noise) for bit in GLYPHS[digit].replace(" ", "")]


def generate(count, noise):
    """Pairs of pixels and digit."""
    return [(picture(digit, noise), digit) for digit in (random.randrange(CLASSES) for _ in range(count))]


def create_layer(inputs, outputs):
    """Rows of weights, the last of each is the bias."""
    scale = 1 / math.sqrt(inputs)
    return [[random.uniform(-scale, scale) for _ in range(inputs)] + [0.0] for _ in range(outputs)]


def weigh(layer, values):
    """What each unit of the layer sums up."""
    return [sum(map(lambda weight, value: weight * value, row, values)) + row[-1] for row in layer]


def forward(network, pixels):
    """What the hidden units say, and the probability of each digit."""
    hidden = [math.tanh(value) for value in weigh(network[0], pixels)]
    scores = weigh(network[1], hidden)
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    total = sum(powers)
    return hidden, [power / total for power in powers]


def step(layer, errors, values, rate):
    """Moves the weights of a layer against the error of one example."""
    for row, error in zip(layer, errors):
        change = rate * error
        for index, value in enumerate(values):
            row[index] -= change * value
        row[-1] -= change


def train_batch(network, batch, rate):
    """One example after the other; returns the sum of their losses."""
    loss = 0.0
    for pixels, digit in batch:
        hidden, probabilities = forward(network, pixels)
        loss -= math.log(max(probabilities[digit], 1e-12))
        errors = [probability - (1.0 if index == digit else 0.0) for index, probability in enumerate(probabilities)]
        back = [
            sum(error * row[unit] for error, row in zip(errors, network[1])) * (1 - value * value)
            for unit, value in enumerate(hidden)
        ]
        step(network[1], errors, hidden, rate / math.sqrt(len(batch)))
        step(network[0], back, pixels, rate / math.sqrt(len(batch)))
    return loss


def accuracy(network, examples):
    """Share of the examples that are read right."""
    right = sum(1 for pixels, digit in examples if max(range(CLASSES), key=forward(network, pixels)[1].__getitem__) == digit)
    return right / len(examples)


def draw_bar(epoch, epochs, share):
    """The bar is drawn over itself, as training scripts do."""
    full = int(share * 30)
    sys.stdout.write(f"\repoch {epoch}/{epochs} [{'#' * full}{'.' * (30 - full)}] {share:4.0%}")
    sys.stdout.flush()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lr", type=float, default=0.005)
    parser.add_argument("--batch-size", type=int, default=32)
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--examples", type=int, default=5000)
    parser.add_argument("--noise", type=float, default=0.6)
    options = parser.parse_args()

    random.seed(7)
    examples = generate(options.examples, options.noise)
    held_back = generate(400, options.noise)
    network = [create_layer(PIXELS, HIDDEN), create_layer(HIDDEN, CLASSES)]
    print(f"{len(examples)} pictures to learn from, {len(held_back)} held back, lr={options.lr}, batch size {options.batch_size}", flush=True)

    rows = []
    for epoch in range(1, options.epochs + 1):
        started = time.monotonic()
        random.shuffle(examples)
        loss = 0.0
        for start in range(0, len(examples), options.batch_size):
            loss += train_batch(network, examples[start : start + options.batch_size], options.lr)
            draw_bar(epoch, options.epochs, min(1.0, (start + options.batch_size) / len(examples)))
        rows.append((epoch, loss / len(examples), accuracy(network, held_back), time.monotonic() - started))
        print(f"\repoch {epoch}/{options.epochs} loss={rows[-1][1]:.4f} accuracy={rows[-1][2]:.3f} ({rows[-1][3]:.1f} s)".ljust(60), flush=True)

    print(tabulate(rows, headers=["epoch", "loss", "accuracy", "seconds"], floatfmt=("d", ".4f", ".3f", ".1f")), flush=True)

    outputs = os.environ.get("POLYAXON_RUN_OUTPUTS_PATH")
    if outputs:
        os.makedirs(outputs, exist_ok=True)
        with open(os.path.join(outputs, "network.json"), "w", encoding="utf-8") as file:
            json.dump({"accuracy": rows[-1][2] if rows else None, "layers": network}, file)
        print(f"network saved in {outputs}", flush=True)


if __name__ == "__main__":
    main()
