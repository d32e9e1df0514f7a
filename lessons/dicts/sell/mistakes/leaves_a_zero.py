def sell(stock, item):
    if item not in stock:
        return False
    stock[item] -= 1
    return True
