def turn_around(letters):
    for place in range(len(letters) // 2):
        letters[place], letters[-place] = letters[-place], letters[place]
