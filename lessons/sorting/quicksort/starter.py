def quicksort(numbers):
    return numbers
