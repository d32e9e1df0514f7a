def quicksort(numbers):
    if len(numbers) == 0:
        return []
    pivot = numbers[0]
    smaller = []
    larger = []
    for number in numbers:
        if number < pivot:
            smaller.append(number)
        elif number > pivot:
            larger.append(number)
    return quicksort(smaller) + [pivot] + quicksort(larger)
