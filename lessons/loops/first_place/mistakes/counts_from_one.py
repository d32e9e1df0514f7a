def first_place(numbers, wanted):
    place = 1
    for number in numbers:
        if number == wanted:
            return place
        place += 1
    return -1
