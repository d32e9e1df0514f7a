def put_in_order(numbers, number):
    for place in range(len(numbers)):
        if numbers[place] >= number:
            numbers.insert(place, number)
            return
