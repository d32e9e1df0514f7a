def sell(stock, item):
    if item not in stock:
        return False
    left = stock[item]
    left -= 1
    if left == 0:
        del stock[item]
    return True
