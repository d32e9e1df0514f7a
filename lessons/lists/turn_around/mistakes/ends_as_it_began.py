def turn_around(letters):
    for place in range(len(letters)):
        letters[place], letters[-1 - place] = letters[-1 - place], letters[place]
