def total_price(order, prices):
    total = 0
    for name in order:
        if name in prices.values():
            total += prices[name]
    return total
