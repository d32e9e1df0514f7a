def halvings(number):
    return 0
