def sell(stock, item):
    stock[item] -= 1
    if stock[item] == 0:
        del stock[item]
    return True
