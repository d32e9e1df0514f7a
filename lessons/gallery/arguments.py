def rename(name):
    name = name.upper()
    return name


def replace(scores):
    scores = [0, 0, 0]
    return scores


def double(scores):
    for index, score in enumerate(scores):
        scores[index] = score * 2


player = "Robin"
points = [3, 5, 8]

print(rename(player))
print("player is still", player)

print(replace(points))
print("points are still", points)

double(points)
print("points are now", points)
