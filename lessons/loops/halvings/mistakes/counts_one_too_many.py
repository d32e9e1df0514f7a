def halvings(number):
    count = 0
    while number > 0:
        number = number // 2
        count += 1
    return count
