"""Numbers that look random and are the same in every Python, on every machine: a verdict does not depend on where it is given."""


class Chance:
    """A linear congruential generator, with the constants of Knuth's MMIX. `seed`: any text."""

    def __init__(self, seed: str):
        self._state = 0
        for character in seed:
            self._state = (self._state * 31 + ord(character)) & 0xFFFFFFFF

    def below(self, end: int) -> int:
        """A number from 0 up to `end`, without it."""
        self._state = (self._state * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
        return (self._state >> 33) % end

    def between(self, low: int, high: int) -> int:
        """A number from `low` to `high`, both of them possible."""
        return low + self.below(high - low + 1)
