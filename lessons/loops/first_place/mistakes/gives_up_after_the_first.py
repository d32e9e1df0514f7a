def first_place(numbers, wanted):
    for place in range(len(numbers)):
        if numbers[place] == wanted:
            return place
        else:
            return -1
    return -1
