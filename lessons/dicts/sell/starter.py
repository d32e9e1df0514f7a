def sell(stock, item):
    return False
