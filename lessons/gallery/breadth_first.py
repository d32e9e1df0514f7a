from collections import deque

FRIENDS = {
    "Ana": ["Bob", "Cleo"],
    "Bob": ["Ana", "Dan"],
    "Cleo": ["Ana", "Dan", "Eli"],
    "Dan": ["Bob", "Cleo", "Fay"],
    "Eli": ["Cleo"],
    "Fay": ["Dan"],
}


def shortest_path(graph, start, goal):
    came_from = {start: None}
    waiting = deque([start])
    while waiting:
        person = waiting.popleft()
        if person == goal:
            break
        for friend in graph[person]:
            if friend not in came_from:
                came_from[friend] = person
                waiting.append(friend)

    path = []
    while person is not None:
        path.append(person)
        person = came_from[person]
    return path[::-1]


path = shortest_path(FRIENDS, "Ana", "Fay")
print(" - ".join(path))
print("handshakes:", len(path) - 1)
