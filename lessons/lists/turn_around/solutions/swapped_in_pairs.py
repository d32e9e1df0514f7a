def turn_around(letters):
    for place in range(len(letters) // 2):
        letters[place], letters[-1 - place] = letters[-1 - place], letters[place]
