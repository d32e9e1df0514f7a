pegs = {"left": [3, 2, 1], "middle": [], "right": []}
moves = 0


def move_disc(source, target):
    global moves
    moves += 1
    disc = pegs[source].pop()
    pegs[target].append(disc)
    print(f"{moves}. disc {disc}: {source} to {target}")


def move_tower(height, source, target, spare):
    if height == 0:
        return
    move_tower(height - 1, source, spare, target)
    move_disc(source, target)
    move_tower(height - 1, spare, target, source)


move_tower(3, "left", "right", "middle")
print("The right peg holds", pegs["right"])
print(moves, "moves, and fewer are not possible")
