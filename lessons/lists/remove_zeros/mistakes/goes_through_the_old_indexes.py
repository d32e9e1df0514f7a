def remove_zeros(numbers):
    for place in range(len(numbers)):
        if numbers[place] == 0:
            del numbers[place]
