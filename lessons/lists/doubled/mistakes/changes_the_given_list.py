def doubled(numbers):
    result = numbers
    for place in range(len(result)):
        result[place] = result[place] * 2
    return result
