def fee(minutes):
    if minutes <= 60:
        print(3)
    else:
        print(5)
