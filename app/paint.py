"""The picture in the document: one element per part, one SVG path per arrow, patched.

Rules: a part keeps its element from step to step, so that it moves instead of jumping; only what changed is touched; the elements stand in reading
order. Nothing is added to the picture and nothing is measured.
"""

from pyscript import document

MANY = 40  # changes from which one assignment of all is cheaper than one by one

FRAME = '<svg id="arrows" aria-hidden="true"><g id="paths"></g></svg><div id="parts"></div>'


class Picture:
    def __init__(self):
        self.root = document.getElementById("picture")
        self.texts = {}
        self.era = 0
        self.clear()

    def clear(self):
        self.parts = {}  # key: [key, x, y, n], as it came
        self.order = []
        self.arrows = {}  # key: (path, class)
        self.elements = {}
        self.size = None
        self.ready = False

    def empty(self):
        self.clear()
        self.root.innerHTML = ""

    def new_texts(self, era=0):
        """The numbers of the texts begin anew; no number that is on the screen says anything any more."""
        self.texts, self.era = {}, era
        self.parts = {key: self.parts[key][:3] + [None] for key in self.parts}

    def add_texts(self, texts):
        """`texts`: {number as text: HTML} or a list from 0."""
        if isinstance(texts, dict):
            self.texts.update(texts)
        else:
            for number, text in enumerate(texts):
                self.texts[str(number)] = text

    def paint(self, picture):
        """A whole picture, or with "base" what to change in the one that is there."""
        if picture.get("era", 0) != self.era:
            self.new_texts(picture.get("era", 0))
        self.add_texts(picture["texts"])
        if not self.ready:
            self.root.innerHTML = FRAME
            self.boxes, self.paths = document.getElementById("parts"), document.getElementById("paths")
            self.ready = True
        size = (picture["width"], picture["height"])
        if size != self.size:
            self.size = size
            self.root.style.width, self.root.style.height = "{}px".format(size[0]), "{}px".format(size[1])
        if picture.get("base") is None:
            self.paint_parts(picture["parts"])
            self.paint_arrows(picture["arrows"])
        else:
            self.patch_parts(picture["parts"], picture["gone"])
            self.patch_arrows(picture["arrows"], picture["arrows_gone"])

    def patch_parts(self, parts, gone):
        """`parts`: those that changed, then from last to first those that are new, each with the part that follows it."""
        self.remove(gone)
        for key in gone:
            self.order.remove(key)
        for part in parts:
            if len(part) == 4:
                self.change(part)
            else:
                key, following = part[0], part.pop()
                self.insert_before(following, part)
                self.order.insert(len(self.order) if following is None else self.order.index(following), key)

    def patch_arrows(self, arrows, gone):
        self.remove_arrows(gone)
        for key in gone:
            del self.arrows[key]
        fresh = []
        for arrow in arrows:
            key, old, new = arrow[0], self.arrows.get(arrow[0]), (arrow[1], arrow[2])
            if old:
                redraw_arrow(key, old, new)
            else:
                fresh.append(arrow)
            self.arrows[key] = new
        self.add_arrows(fresh)

    def paint_parts(self, parts):
        order = [part[0] for part in parts]
        if order == self.order:  # most steps: nobody comes, nobody goes
            for part in parts:
                if part != self.parts[part[0]]:
                    self.change(part)
            return
        fresh = [part for part in parts if part[0] not in self.parts]
        kept = set(order)
        gone = [key for key in self.order if key not in kept]
        if len(fresh) + len(gone) > MANY or self.moved_in_order(order, kept):
            self.rebuild(parts)
        else:
            self.remove(gone)
            for part in parts:
                if part[0] in self.parts and part != self.parts[part[0]]:
                    self.change(part)
            self.insert(parts)
        self.order = order

    def moved_in_order(self, order, kept):
        """Whether parts that stay change places among themselves."""
        return [key for key in self.order if key in kept] != [key for key in order if key in self.parts]

    def rebuild(self, parts):
        self.boxes.innerHTML = "".join([self.html(part) for part in parts])
        self.elements = {}
        self.parts = {part[0]: part for part in parts}

    def html(self, part):
        return '<div class="part" id="part-{}" style="transform:translate({}px,{}px)">{}</div>'.format(
            part[0], part[1], part[2], self.texts[str(part[3])]
        )

    def change(self, part):
        key, x, y, n = part
        old = self.parts[key]
        if old[1] != x or old[2] != y:
            self.part(key).style.transform = "translate({}px,{}px)".format(x, y)
        if old[3] != n:
            self.part(key).innerHTML = self.texts[str(n)]
        self.parts[key] = part

    def insert(self, parts):
        """Put the new ones before the part that follows them."""
        following = None
        for part in reversed(parts):
            key = part[0]
            if key not in self.parts:
                self.insert_before(following, part)
            following = key

    def insert_before(self, following, part):
        if following is None:
            self.boxes.insertAdjacentHTML("beforeend", self.html(part))
        else:
            self.part(following).insertAdjacentHTML("beforebegin", self.html(part))
        self.parts[part[0]] = part

    def remove(self, keys):
        for key in keys:
            self.part(key).remove()
            del self.parts[key], self.elements[key]

    def part(self, key):
        if key not in self.elements:
            self.elements[key] = document.getElementById("part-" + str(key))
        return self.elements[key]

    def paint_arrows(self, arrows):
        wanted = {arrow[0]: (arrow[1], arrow[2]) for arrow in arrows}
        if wanted == self.arrows:
            return
        fresh = [arrow for arrow in arrows if arrow[0] not in self.arrows]
        gone = [key for key in self.arrows if key not in wanted]
        if len(fresh) + len(gone) > MANY:
            self.paths.innerHTML = "".join([arrow_html(arrow) for arrow in arrows])
        else:
            self.remove_arrows(gone)
            for key in self.arrows:
                if key in wanted and wanted[key] != self.arrows[key]:
                    redraw_arrow(key, self.arrows[key], wanted[key])
            self.add_arrows(fresh)
        self.arrows = wanted

    def remove_arrows(self, keys):
        for key in keys:
            document.getElementById("arrow-" + str(key)).remove()

    def add_arrows(self, arrows):
        if arrows:
            self.paths.insertAdjacentHTML("beforeend", "".join([arrow_html(arrow) for arrow in arrows]))


def arrow_html(arrow):
    return '<path id="arrow-{}" d="{}" class="{}"/>'.format(*arrow)


def redraw_arrow(key, old, new):
    element = document.getElementById("arrow-" + str(key))
    if old[0] != new[0]:
        element.setAttribute("d", new[0])
    if old[1] != new[1]:
        element.setAttribute("class", new[1])
