class Basket:
    def __init__(self, items=[]):
        self.items = items

    def add(self, item):
        self.items.append(item)


mine = Basket()
yours = Basket()
mine.add("pear")
yours.add("plum")
print("mine: ", mine.items)
print("yours:", yours.items)
