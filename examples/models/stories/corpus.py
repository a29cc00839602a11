"""Stories of a grammar, in which a sentence depends on what was said sentences before.

    who wants which thing → somebody says where it is → the way there, and whom one meets on it
    → the thing is found where it was said to be → it is brought home and given to who told.

To go on rightly a model has to look back: name, pronoun, thing, colour, place and giver all return.
"""

from __future__ import annotations

from random import Random

# fmt: off
NAMES = {"anna": "her", "ben": "his", "clara": "her", "david": "his", "emma": "her", "felix": "his",
         "greta": "her", "hugo": "his", "ida": "her", "jonas": "his"}
RELATIONS = ["sister", "brother", "mother", "father", "teacher", "neighbour", "friend"]
THINGS = ["key", "lantern", "book", "kite", "drum", "map", "coin", "flute", "ring", "mirror"]
COLOURS = ["red", "blue", "golden", "silver", "small", "green"]
PLACES = ["garden", "forest", "tower", "river", "market", "cellar", "bridge", "mill"]
ANIMALS = ["fox", "hen", "goose", "cat", "hedgehog", "horse"]
DEEDS = ["sang", "slept", "waited", "laughed", "danced"]
FEELINGS = ["glad", "proud", "tired", "calm"]
# fmt: on

START = "<start>"
END = "<end>"


def story(random: Random) -> list[str]:
    """The tokens of one story, from START to END."""
    name, her = random.choice(list(NAMES.items()))
    relation = random.choice(RELATIONS)
    thing = random.choice(THINGS)
    colour = random.choice(COLOURS)
    place = random.choice(PLACES)
    animal = random.choice(ANIMALS)
    wish = random.choice([f"{name} wanted a {colour} {thing}", f"{name} lost a {colour} {thing}"])
    met = [
        f"on the way {name} met a {animal} .",
        f"the {animal} {random.choice(DEEDS)} ." if random.random() < 0.7 else "",
    ]
    sentences = [
        f"{wish} .",
        f"{her} {relation} said : the {thing} is near the {place} .",
        f"so {name} went to the {place} .",
        *(met if random.random() < 0.7 else []),
        f"near the {place} {name} found the {colour} {thing} .",
        f"{name} took the {thing} home and gave it to {her} {relation} .",
        f"{name} was {random.choice(FEELINGS)} .",
    ]
    return [START, *" ".join(sentences).split(), END]


def vocabulary() -> list[str]:
    """Every token that a story can hold, found by telling many."""
    random = Random(0)
    told = {token for _ in range(2000) for token in story(random)}
    return sorted(told)
