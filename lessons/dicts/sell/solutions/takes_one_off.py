def sell(stock, item):
    if item not in stock:
        return False
    stock[item] -= 1
    if stock[item] == 0:
        del stock[item]
    return True
