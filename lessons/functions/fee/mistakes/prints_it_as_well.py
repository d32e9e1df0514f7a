def fee(minutes):
    if minutes <= 60:
        price = 3
    else:
        price = 5
    print(price)
    return price
