"""What can be saved of a recording, and which steps are meant by what a person wrote. Pure.

Rule: steps are written as the page numbers them, from 1 of the whole run; what comes out counts from 0 of the recording.
"""

# name: what it is called, what it is for, the format that the engine is asked for, the file's ending and its kind
FORMATS = (
    ("html", "Web page", "replays the steps in any browser, offline", "html", ".html", "text/html"),
    ("svg", "Image (SVG)", "one step, sharp at every size", "svg", ".svg", "image/svg+xml"),
    ("png", "Image (PNG)", "one step, for every program", "svg", ".png", "image/png"),
    ("moving", "Moving image (SVG)", "steps one after the other, small and sharp", "moving", ".svg", "image/svg+xml"),
    ("gif", "Moving image (GIF)", "steps one after the other, for every program", "images", ".gif", "image/gif"),
    ("pdf", "Hand-out (PDF)", "steps on paper, or saved as PDF", "handout", ".pdf", "application/pdf"),
    ("cvt", "Recording (.cvt)", "to be opened here again", "", ".cvt", "application/octet-stream"),
)
BY_NAME = {entry[0]: entry for entry in FORMATS}
ONE_STEP = ("svg", "png")
IMAGES = ("svg", "png", "moving", "gif", "pdf")
THEMED = ("svg", "png", "moving", "gif")
MOST = {"html": 5000, "moving": 300, "gif": 100, "pdf": 100}
USUAL = {"html": 1000, "moving": 60, "gif": 40, "pdf": 12}  # steps that are proposed, at most


FILMS = ("moving", "gif")  # of a drawing they take all steps: the engine chooses moments among them


def has_drawing(trace):
    """Whether turtles draw in it. What it shows is JavaScript's, and a dict in the tests."""
    shown = trace.shown if trace else None
    return bool(shown and (shown.get("drawing") if isinstance(shown, dict) else shown.drawing))


def is_alone(export, trace):
    """Whether the file is to show the drawing and nothing else: where nobody has said, when it moves."""
    name, said = export["format"], export["alone"]
    return name in THEMED and has_drawing(trace) and (name in FILMS if said is None else said)


def proposed(name, trace, step, alone=False):
    """The steps that are written into the field for this format at first. `step`: the one on the screen, from 0."""
    first = trace.first_step
    if name in ONE_STEP:
        return str(first + step + 1)
    most = trace.steps if alone else USUAL.get(name, trace.steps)
    start = 0 if trace.steps <= most else max(0, min(step - most // 2, trace.steps - most))
    return "{}-{}".format(first + start + 1, first + min(start + most, trace.steps))


def chosen(text, name, trace, alone=False):
    """([[first, last], …] from 0, "") for what was written into the field; (None, a sentence) where it makes no sense."""
    low, high = trace.first_step + 1, trace.first_step + trace.steps
    remedy = "Write a step from {:,} to {:,}.".format(low, high)
    if name not in ONE_STEP:
        remedy = "Write steps such as {}, from {:,} to {:,}.".format("3, 8, 12-20" if high >= 20 else "1, 2-3", low, high)
    ranges, count = [], 0
    for piece in text.replace("–", "-").replace(",", " ").replace(" - ", "-").split():
        ends = [number_of(end) for end in piece.split("-")]
        if len(ends) > 2 or None in ends:
            return None, "“{}” is no step. ".format(piece) + remedy
        first, last = ends[0], ends[-1]
        if first > last:
            return None, "“{}” goes backwards. ".format(piece) + remedy
        if first < low or last > high:
            return None, "Step {:,} is not in this recording. ".format(first if first < low else last) + remedy
        ranges.append([first - low, last - low])
        count += last - first + 1
    if not ranges:
        return None, "No step is chosen. " + remedy
    if name in ONE_STEP and count > 1:
        return None, "This image shows one step, and {:,} are chosen. ".format(count) + remedy
    if count > MOST.get(name, count) and not (alone and name in FILMS):
        return None, "{:,} steps are chosen, and this file can hold {:,}. Choose fewer.".format(count, MOST[name])
    return ranges, ""


def number_of(text):
    """A whole number in digits of ours; None for anything else."""
    return int(text) if text and len(text) < 10 and all(letter in "0123456789" for letter in text) else None


def file_name(name, base, ranges, trace):
    """What the file is called: the program's name, and of one step its number."""
    step = "-step-{}".format(trace.first_step + ranges[0][0] + 1) if name in ONE_STEP and ranges else ""
    return (base or "program") + step + BY_NAME[name][4]


def base_of(name):
    """A file's name without its folder and ending, of letters that every system takes."""
    name = name.replace("\\", "/").split("/")[-1]
    stem = name[: name.rfind(".")] if name.rfind(".") > 0 else name
    kept = "".join([letter if is_plain(letter) else "-" for letter in stem])
    return kept.strip("-.")[:60]


def is_plain(letter):
    return (
        letter in "-_ ."
        or ("0" <= letter <= "9")
        or ("a" <= letter.lower() <= "z")
        or (ord(letter) > 0xBF and ord(letter) < 0x2000)
    )
