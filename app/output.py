"""What a program wrote, around the moment that is looked at.

Rule: `pieces` ([step, stream, text], in order of writing) may be a million, and reading one costs: only a window of them is read.
Streams: 1 stdout, 2 stderr; 0 stands for a line that was typed.
"""

BEFORE_CHARACTERS = 8000
AFTER_CHARACTERS = 3000
BEFORE_PIECES = 400  # a screen shows some 10 lines; the rest is there to scroll back to
AFTER_PIECES = 150


def written_before(pieces, step):
    """How many of the pieces had been written when this step began."""
    low, high = 0, len(pieces)
    while low < high:
        middle = (low + high) // 2
        if pieces[middle][0] < step:
            low = middle + 1
        else:
            high = middle
    return low


def window(pieces, at):
    """(pieces before, pieces after, whether the front was cut, whether the end was) around piece number `at`."""
    before, front = _take(pieces, range(at - 1, -1, -1), BEFORE_CHARACTERS, BEFORE_PIECES, True)
    after, end = _take(pieces, range(at, len(pieces)), AFTER_CHARACTERS, AFTER_PIECES, False)
    before.reverse()
    return before, after, front, end


def _take(pieces, indexes, characters, count, from_end):
    taken = []
    for index in indexes:
        if characters <= 0 or len(taken) >= count:
            return taken, True
        piece = pieces[index]
        step, stream, text = piece[0], piece[1], piece[2]
        if len(text) > characters:
            text = text[-characters:] if from_end else text[:characters]
            taken.append((step, stream, text))
            return taken, True
        taken.append((step, stream, text))
        characters -= len(text)
    return taken, False


def with_inputs(pieces, inputs):
    """The pieces with the typed lines in between, each behind the prompt that was written in the same step.

    `inputs`: [step, text]. Within one step prompts and answers take turns.
    """
    mixed = []
    rest = [(entry[0], entry[1]) for entry in inputs]
    for index, piece in enumerate(pieces):
        while rest and rest[0][0] < piece[0]:
            mixed.append((rest[0][0], 0, rest.pop(0)[1] + "\n"))
        mixed.append(piece)
        more = index + 1 < len(pieces) and pieces[index + 1][0] == piece[0]
        while rest and rest[0][0] == piece[0]:
            mixed.append((piece[0], 0, rest.pop(0)[1] + "\n"))
            if more:
                break
    return mixed + [(step, 0, text + "\n") for step, text in rest]
