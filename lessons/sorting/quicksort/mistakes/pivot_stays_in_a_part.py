def quicksort(numbers):
    if len(numbers) <= 1:
        return numbers
    pivot = numbers[0]
    smaller = []
    larger = []
    for number in numbers:
        if number < pivot:
            smaller.append(number)
        else:
            larger.append(number)
    return quicksort(smaller) + quicksort(larger)
