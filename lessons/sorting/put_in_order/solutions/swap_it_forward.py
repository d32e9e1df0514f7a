def put_in_order(numbers, number):
    numbers.append(number)
    place = len(numbers) - 1
    while place > 0 and numbers[place - 1] > numbers[place]:
        numbers[place - 1], numbers[place] = numbers[place], numbers[place - 1]
        place -= 1
