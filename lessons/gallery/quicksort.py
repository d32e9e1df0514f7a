def partition(numbers, low, high):
    pivot = numbers[high]
    border = low
    for i in range(low, high):
        if numbers[i] < pivot:
            numbers[i], numbers[border] = numbers[border], numbers[i]
            border += 1
    numbers[high], numbers[border] = numbers[border], pivot
    print(f"pivot {pivot} is in its place:", numbers)
    return border


def quicksort(numbers, low, high):
    if low >= high:
        return
    border = partition(numbers, low, high)
    quicksort(numbers, low, border - 1)
    quicksort(numbers, border + 1, high)


numbers = [6, 2, 8, 3, 9, 5]
print("before:", numbers)
quicksort(numbers, 0, len(numbers) - 1)
print("after: ", numbers)
