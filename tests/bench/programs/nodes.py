SIZE = 49998
WALKS = 4


class Node:
    def __init__(self, value, next):
        self.value = value
        self.next = next
        self.seen = 0


head = None
last = 0
for n in range(SIZE):
    head = Node(n, head)
    last = n
for _ in range(WALKS):
    node = head
    while node:
        node.seen += 1
        node = node.next
