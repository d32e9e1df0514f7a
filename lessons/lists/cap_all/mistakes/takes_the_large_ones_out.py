def cap_all(numbers, most):
    numbers[:] = [number for number in numbers if number <= most]
