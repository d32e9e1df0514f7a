def ways(stairs):
    if stairs <= 1:
        return 1
    return 2 * ways(stairs - 1)
