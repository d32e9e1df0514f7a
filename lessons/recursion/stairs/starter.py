def ways(stairs):
    return 0
