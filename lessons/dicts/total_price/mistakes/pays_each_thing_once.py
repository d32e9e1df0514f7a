def total_price(order, prices):
    total = 0
    for name in prices:
        if name in order:
            total += prices[name]
    return total
