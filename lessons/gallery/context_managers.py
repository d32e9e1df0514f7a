from contextlib import contextmanager

settings = {"colour": "blue", "size": 10}


class Saved:
    def __init__(self, values):
        self.values = values

    def __enter__(self):
        self.copy = dict(self.values)
        return self.values

    def __exit__(self, kind, error, traceback):
        self.values.clear()
        self.values.update(self.copy)
        return kind is KeyError


@contextmanager
def heading(text):
    print("begin", text)
    try:
        yield text.upper()
    finally:
        print("end", text)


with Saved(settings) as values:
    values["colour"] = "red"
    print("inside:", settings)
print("after: ", settings)

with heading("report") as title, Saved(settings):
    print(title)
    settings["size"] = settings["width"] * 2
    print("never printed")
print("after: ", settings)
