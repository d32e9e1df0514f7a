def put_in_order(numbers, number):
    place = 0
    while numbers[place] < number:
        place += 1
    numbers.insert(place, number)
