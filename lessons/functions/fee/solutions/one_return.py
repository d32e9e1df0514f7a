def fee(minutes):
    if minutes > 60:
        price = 5
    else:
        price = 3
    return price
