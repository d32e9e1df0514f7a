class Node:
    def __init__(self, value, next=None):
        self.value = value
        self.next = next


def build(values):
    head = None
    for value in reversed(values):
        head = Node(value, head)
    return head


def reverse(head):
    done = None
    while head is not None:
        rest = head.next
        head.next = done
        done = head
        head = rest
    return done


def show(head):
    parts = []
    while head is not None:
        parts.append(str(head.value))
        head = head.next
    print(" -> ".join(parts))


numbers = build([1, 2, 3, 4])
show(numbers)
numbers = reverse(numbers)
show(numbers)
