def sell(stock, item):
    if item in stock:
        del stock[item]
        return True
    return False
