def count_evens(numbers):
    return sum(1 for number in numbers if number % 2 == 0)
