def quicksort(numbers):
    if len(numbers) == 0:
        return []
    pivot = numbers[0]
    smaller = []
    equal = []
    larger = []
    for number in numbers:
        if number < pivot:
            smaller.append(number)
        elif number == pivot:
            equal.append(number)
        else:
            larger.append(number)
    return quicksort(smaller) + equal + larger
