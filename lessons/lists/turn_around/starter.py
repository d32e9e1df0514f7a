def turn_around(letters):
    pass
