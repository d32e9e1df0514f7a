def halvings(number):
    count = 0
    while number > 1:
        count += 1
    return count
