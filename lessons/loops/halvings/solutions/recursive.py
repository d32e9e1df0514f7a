def halvings(number):
    if number == 1:
        return 0
    return 1 + halvings(number // 2)
