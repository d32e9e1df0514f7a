def cap_all(numbers, most):
    for place, number in enumerate(numbers):
        numbers[place] = min(number, most)
