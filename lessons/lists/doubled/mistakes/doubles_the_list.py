def doubled(numbers):
    return numbers * 2
