"""Sentences in which a verb agrees with a subject that other nouns may stand nearer to.

    sentence → subject verb object "." | subject verb place "." | subject is adjective "."
    noun phrase → determiner (adjective) noun (place) (relative clause)
    place → preposition determiner noun
    relative clause → "that" verb noun phrase | "that" noun phrase verb

Every noun is singular or plural at random; determiners tell nothing of the number. No relative
clause stands within another.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from random import Random

# fmt: off
NOUNS = [
    ("key", "keys"), ("cabinet", "cabinets"), ("author", "authors"), ("guard", "guards"),
    ("senator", "senators"), ("pilot", "pilots"), ("dog", "dogs"), ("picture", "pictures"),
    ("doctor", "doctors"), ("teacher", "teachers"), ("painter", "painters"), ("river", "rivers"),
    ("boat", "boats"), ("letter", "letters"), ("window", "windows"), ("farmer", "farmers"),
    ("singer", "singers"), ("tower", "towers"), ("bridge", "bridges"), ("horse", "horses"),
    ("friend", "friends"), ("student", "students"), ("garden", "gardens"), ("book", "books"),
]
VERBS = [
    ("knows", "know"), ("likes", "like"), ("sees", "see"), ("follows", "follow"),
    ("holds", "hold"), ("finds", "find"), ("moves", "move"), ("watches", "watch"),
    ("admires", "admire"), ("needs", "need"), ("covers", "cover"), ("reaches", "reach"),
]
STANDS = [("stands", "stand"), ("waits", "wait"), ("rests", "rest"), ("stays", "stay")]
IS = [("is", "are"), ("seems", "seem"), ("looks", "look")]
ADJECTIVES = ["old", "small", "famous", "quiet", "young", "green", "tall", "careful"]
PREPOSITIONS = ["near", "behind", "beside", "above", "to", "of", "with", "under"]
DETERMINERS = ["the", "my", "our", "your"]
# fmt: on

MASK = "[MASK]"
BLANK = "[UNK]"
NUMBERS = ["singular", "plural"]
VOCABULARY = [
    MASK,
    BLANK,
    ".",
    "that",
    *DETERMINERS,
    *ADJECTIVES,
    *PREPOSITIONS,
    *(form for pair in [*NOUNS, *VERBS, *STANDS, *IS] for form in pair),
]
LONGEST = 20


@dataclass(frozen=True)
class Sentence:
    """Words, the number of every noun (0 singular, 1 plural), the subject of every verb."""

    words: tuple[str, ...]
    nouns: dict[int, int]
    verbs: dict[int, int]

    def number(self, verb: int) -> int:
        """The number of the verb at a position: that of its subject."""
        return self.nouns[self.verbs[verb]]

    def masked(self, verbs: Collection[int]) -> list[str]:
        """The words with the verbs at these positions masked."""
        return [MASK if at in verbs else word for at, word in enumerate(self.words)]

    def attractors(self, verb: int) -> list[int]:
        """Nouns of the other number between a verb and its subject, which stands before it."""
        between = range(self.verbs[verb] + 1, verb)
        return [at for at in between if self.nouns.get(at, self.number(verb)) != self.number(verb)]


@dataclass
class _Writer:
    random: Random
    words: list[str] = field(default_factory=list)
    nouns: dict[int, int] = field(default_factory=dict)
    verbs: dict[int, int] = field(default_factory=dict)

    def say(self, *words: str) -> None:
        self.words.extend(words)

    def noun(self) -> int:
        """Gives the noun's position."""
        number = self.random.randrange(2)
        self.nouns[len(self.words)] = number
        self.say(self.random.choice(NOUNS)[number])
        return len(self.words) - 1

    def verb(self, subject: int, forms: list[tuple[str, str]]) -> None:
        self.verbs[len(self.words)] = subject
        self.say(self.random.choice(forms)[self.nouns[subject]])

    def place(self) -> None:
        self.say(self.random.choice(PREPOSITIONS), self.random.choice(DETERMINERS))
        self.noun()

    def noun_phrase(self, depth: int) -> int:
        self.say(self.random.choice(DETERMINERS))
        if self.random.random() < 0.25:
            self.say(self.random.choice(ADJECTIVES))
        subject = self.noun()
        if self.random.random() < 0.45:
            self.place()
        if depth > 0 and self.random.random() < 0.45:
            self.relative_clause(subject, depth - 1)
        return subject

    def relative_clause(self, subject: int, depth: int) -> None:
        self.say("that")
        if self.random.random() < 0.5:
            self.verb(subject, VERBS)
            self.noun_phrase(depth)
        else:
            self.verb(self.noun_phrase(depth), VERBS)

    def sentence(self) -> None:
        subject = self.noun_phrase(depth=1)
        ending = self.random.randrange(3)
        if ending == 0:
            self.verb(subject, VERBS)
            self.noun_phrase(depth=1)
        elif ending == 1:
            self.verb(subject, STANDS)
            self.place()
        else:
            self.verb(subject, IS)
            self.say(self.random.choice(ADJECTIVES))
        self.say(".")


def sentence(random: Random) -> Sentence:
    """A sentence of at most LONGEST words."""
    while True:
        writer = _Writer(random)
        writer.sentence()
        if len(writer.words) <= LONGEST:
            return Sentence(tuple(writer.words), writer.nouns, writer.verbs)


def sentences(
    random: Random, count: int, *, besides: Collection[tuple[str, ...]]
) -> list[Sentence]:
    """So many different sentences, none of which is in `besides`."""
    found: dict[tuple[str, ...], Sentence] = {}
    while len(found) < count:
        one = sentence(random)
        if one.words not in besides:
            found.setdefault(one.words, one)
    return list(found.values())
