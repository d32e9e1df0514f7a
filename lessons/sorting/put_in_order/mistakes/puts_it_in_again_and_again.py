def put_in_order(numbers, number):
    for place in range(len(numbers)):
        if numbers[place] > number:
            numbers.insert(place, number)
    if len(numbers) == 0 or numbers[-1] <= number:
        numbers.append(number)
