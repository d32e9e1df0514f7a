def sell(stock, item):
    if item not in stock:
        return False
    if stock[item] == 1:
        del stock[item]
    else:
        stock[item] -= 1
    return True
