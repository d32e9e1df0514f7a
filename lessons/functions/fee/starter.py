def fee(minutes):
    if minutes > 0:
        print(3)
