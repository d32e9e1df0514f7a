def first_place(numbers, wanted):
    found = -1
    for place in range(len(numbers)):
        if numbers[place] == wanted:
            found = place
    return found
