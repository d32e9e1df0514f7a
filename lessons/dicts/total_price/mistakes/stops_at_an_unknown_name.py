def total_price(order, prices):
    total = 0
    for name in order:
        if name not in prices:
            break
        total += prices[name]
    return total
