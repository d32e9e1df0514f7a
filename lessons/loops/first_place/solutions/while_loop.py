def first_place(numbers, wanted):
    place = 0
    while place < len(numbers) and numbers[place] != wanted:
        place += 1
    if place == len(numbers):
        return -1
    return place
