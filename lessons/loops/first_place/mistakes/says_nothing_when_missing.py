def first_place(numbers, wanted):
    for place in range(len(numbers)):
        if numbers[place] == wanted:
            return place
