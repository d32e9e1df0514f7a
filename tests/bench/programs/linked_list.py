SIZE = 1000


class Node:
    def __init__(self, value, next):
        self.value = value
        self.next = next


head = None
for n in range(SIZE):
    head = Node(n, head)
total = 0
node = head
while node:
    total += node.value
    node.value = total
    node = node.next
print(total)
