class Tree:
    def __init__(self, key):
        self.key = key
        self.left = None
        self.right = None

    def insert(self, key):
        if key < self.key:
            if self.left is None:
                self.left = Tree(key)
            else:
                self.left.insert(key)
        elif key > self.key:
            if self.right is None:
                self.right = Tree(key)
            else:
                self.right.insert(key)

    def height(self):
        left = self.left.height() if self.left else 0
        right = self.right.height() if self.right else 0
        return 1 + max(left, right)


def in_order(tree):
    if tree is None:
        return []
    return in_order(tree.left) + [tree.key] + in_order(tree.right)


root = Tree(50)
for key in [30, 70, 20, 40, 60]:
    root.insert(key)

print("in order:", in_order(root))
print("height:", root.height())
