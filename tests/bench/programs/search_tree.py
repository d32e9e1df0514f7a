SIZE = 300


class Tree:
    def __init__(self, key):
        self.key = key
        self.left = None
        self.right = None


def insert(tree, key):
    while True:
        if key < tree.key:
            if tree.left is None:
                tree.left = Tree(key)
                return
            tree = tree.left
        else:
            if tree.right is None:
                tree.right = Tree(key)
                return
            tree = tree.right


root = Tree(500)
key = 1
for _ in range(SIZE):
    key = key * 387 % 1009
    insert(root, key)
print(root.left.key, root.right.key)
