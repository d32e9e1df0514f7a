def run(command, position):
    x, y = position
    match command.split():
        case ["go", "north"]:
            return x, y + 1
        case ["go", "east"]:
            return x + 1, y
        case ["go", ("south" | "west") as direction]:
            print("  a wall in the", direction)
        case ["jump", steps] if steps.isdigit():
            return x + int(steps), y
        case ["jump", *rest]:
            print("  jump how far?", rest)
        case []:
            print("  say something")
        case _:
            print("  unknown:", command)
    return position


position = (0, 0)
for command in ["go north", "go west", "jump 3", "jump far", "", "fly"]:
    print("->", command)
    position = run(command, position)
print("you are at", position)
