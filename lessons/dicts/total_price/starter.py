def total_price(order, prices):
    return 0
