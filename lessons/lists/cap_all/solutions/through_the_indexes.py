def cap_all(numbers, most):
    for place in range(len(numbers)):
        if numbers[place] > most:
            numbers[place] = most
