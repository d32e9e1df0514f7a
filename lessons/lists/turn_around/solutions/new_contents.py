def turn_around(letters):
    letters[:] = letters[::-1]
