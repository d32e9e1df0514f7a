def first_place(numbers, wanted):
    for place, number in enumerate(numbers):
        if number == wanted:
            return place
    return -1
