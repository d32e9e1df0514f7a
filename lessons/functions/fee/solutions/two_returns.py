def fee(minutes):
    if minutes <= 60:
        return 3
    return 5
