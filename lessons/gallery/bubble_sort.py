def bubble_sort(numbers):
    swaps = 0
    end = len(numbers) - 1
    while end > 0:
        last_swap = 0
        for i in range(end):
            if numbers[i] > numbers[i + 1]:
                numbers[i], numbers[i + 1] = numbers[i + 1], numbers[i]
                last_swap = i
                swaps += 1
        end = last_swap
        print(numbers)
    return swaps


heights = [5, 2, 9, 1, 7]
print("before:", heights)
swaps = bubble_sort(heights)
print("after: ", heights)
print("swaps: ", swaps)
