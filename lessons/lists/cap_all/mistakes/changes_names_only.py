def cap_all(numbers, most):
    for number in numbers:
        if number > most:
            number = most
