def quicksort(numbers):
    if numbers == []:
        return []
    pivot = numbers[0]
    smaller = [number for number in numbers[1:] if number < pivot]
    others = [number for number in numbers[1:] if number >= pivot]
    return quicksort(smaller) + [pivot] + quicksort(others)
