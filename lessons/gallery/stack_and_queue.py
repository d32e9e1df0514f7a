from collections import deque

PAIRS = {")": "(", "]": "["}


def is_balanced(text):
    stack = []
    for char in text:
        if char in "([":
            stack.append(char)
        elif char in PAIRS:
            if not stack or stack.pop() != PAIRS[char]:
                return False
    return not stack


print("(a[0])", is_balanced("(a[0])"))
print("(a[0)]", is_balanced("(a[0)]"))

# A queue: who comes first is served first.
queue = deque(["Ann", "Ben"])
queue.append("Cem")
while queue:
    person = queue.popleft()
    print("serving", person)
    if person == "Ann":
        queue.append("Dora")
print("nobody waits:", len(queue) == 0)
